using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sending;
using SupervisionBot.Storage;

namespace SupervisionBot.Scheduling;

/// <summary>Something to be looked at when its time has come. It says what to look at and not what to do: that is decided by the state found then, so one that rings twice, late or in vain does no harm.</summary>
/// <param name="Kind">Which <see cref="AlarmRinger"/> looks.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Subject">What is looked at, as the ringer reads it.</param>
/// <param name="At">When, in UTC.</param>
internal sealed record Alarm(string Kind, Guid Tenant, string Subject, DateTimeOffset At);

/// <summary>An alarm as it is stored.</summary>
/// <param name="Alarm">The alarm.</param>
/// <param name="Failures">How often looking failed.</param>
/// <param name="Row">Its row.</param>
internal sealed record StoredAlarm(Alarm Alarm, int Failures, TableEntity Row);

/// <summary>How alarms stand in the table <c>due</c>: <c>at|time|name</c>, so that what is due is one range from the beginning; <c>parked|…</c> after too many failures.</summary>
/// <remarks>Dealt into the same parts as messages, and worked on by whichever copy of the app holds the part: <see cref="Lane.Shards"/>.</remarks>
internal static class AlarmRows
{
    public const string Table = "due";
    public const string Waiting = "at|";
    public const string Parked = "parked|";

    private const int Schema = 1;

    public static string Partition(int shard) => string.Create(CultureInfo.InvariantCulture, $"shard{shard:x}");

    public static int ShardOf(Alarm alarm) => Name(alarm)[0] % Lane.Shards;

    /// <summary>Everything due at a time, the oldest first.</summary>
    public static RowRange DueAt(DateTimeOffset now) => new(Waiting, Key(now.AddTicks(1), "", Waiting));

    public static TableEntity ToRow(Alarm alarm, int failures, DateTimeOffset ringAt, string prefix = Waiting) => new(Partition(ShardOf(alarm)), Key(ringAt, Convert.ToHexStringLower(Name(alarm)), prefix))
    {
        ["Schema"] = Schema,
        ["Kind"] = alarm.Kind,
        ["Tenant"] = alarm.Tenant,
        ["Subject"] = alarm.Subject,
        ["At"] = alarm.At,
        ["Failures"] = failures,
    };

    /// <summary>An alarm, or why its row is not read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isKnown">Whether anybody here looks at alarms of a kind.</param>
    public static Outcome<StoredAlarm> Read(TableEntity row, Func<string, bool> isKnown) =>
        StoredRow.Read(row, Schema, alarm => isKnown(alarm.NeededString("Kind")) ? From(alarm) : throw new UnreadColumnException("Kind"));

    private static StoredAlarm From(TableEntity row) => new(
        new(row.NeededString("Kind"), row.NeededGuid("Tenant"), row.NeededString("Subject"), row.NeededTime("At")),
        row.GetInt32("Failures") ?? 0,
        row);

    private static string Key(DateTimeOffset at, string name, string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{at.UtcTicks:D19}|{name}");

    private static byte[] Name(Alarm alarm) => SHA256.HashData(Encoding.UTF8.GetBytes($"{alarm.Kind}|{alarm.Tenant:N}|{alarm.Subject}"));
}
