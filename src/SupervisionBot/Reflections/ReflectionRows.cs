using System.Globalization;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Trails;

namespace SupervisionBot.Reflections;

/// <summary>Where a person's reflections are. The person is the signed-in caller, or the one an alarm was set for: there is no way to anybody else's.</summary>
internal readonly record struct ReflectionAddress(Guid Tenant, PersonId Person)
{
    public string Partition => $"{Tenant:N}|{Person}";

    /// <summary>The questions as a trail, so that one is only sent when it stands there.</summary>
    public TrailAddress Trail => new(ReflectionRows.Table, Partition);

    public static ReflectionAddress Of(Delivery delivery) => new(delivery.From.TenantId, new(delivery.From.ObjectId));
}

/// <summary>How reflections stand in the table <c>reflections</c>: <c>state</c>, <c>evt|0000000001</c> … one a question, and <c>bring|0000000001</c> for those to be brought to supervision.</summary>
internal static class ReflectionRows
{
    public const string Table = "reflections";
    public const string State = "state";
    public const string MarkPrefix = "bring|";

    /// <summary>The schema of what is written here, and the highest that is understood.</summary>
    public const int Schema = 1;

    private static readonly StoredNames<ReflectionStatus> s_statuses = new(
        (ReflectionStatus.Off, "Off"),
        (ReflectionStatus.On, "On"),
        (ReflectionStatus.Paused, "Paused"));

    public static string MarkKey(int number) => string.Create(CultureInfo.InvariantCulture, $"{MarkPrefix}{number:D10}");

    public static TableEntity ToRow(ReflectionAddress address, ReflectionState state) => new(address.Partition, State)
    {
        ["Schema"] = Schema,
        ["Status"] = s_statuses[state.Status],
        ["Weekday"] = (int)state.Rhythm.Day,
        ["Hour"] = state.Rhythm.Hour,
        ["Weeks"] = state.Rhythm.Weeks,
        ["NextAt"] = state.NextAt,
        ["Asked"] = state.Asked,
        ["Open"] = state.Open,
        ["OpenSince"] = state.OpenSince,
        ["Round"] = string.Join(' ', state.Round),
        ETag = state.Tag,
    };

    public static ReflectionState ToState(TableEntity row) => new()
    {
        Status = s_statuses.In(row, "Status"),
        Rhythm = new((DayOfWeek)row.NeededInt32("Weekday"), row.NeededInt32("Hour"), row.NeededInt32("Weeks")),
        NextAt = row.GetDateTimeOffset("NextAt"),
        Asked = row.GetInt32("Asked") ?? 0,
        Open = row.GetInt32("Open") ?? 0,
        OpenSince = row.GetDateTimeOffset("OpenSince"),
        Round = (row.GetString("Round") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Tag = row.ETag,
    };

    public static TableEntity ToRow(ReflectionAddress address, Reflection reflection)
    {
        var row = new TableEntity(address.Partition, TrailAddress.EntryKey(reflection.Number))
        {
            ["Schema"] = Schema,
            ["Prompt"] = reflection.Prompt,
            ["Question"] = reflection.Question,
            ["AskedAt"] = reflection.AskedAt,
            ["PassedOver"] = reflection.IsPassedOver,
            ["WrittenAt"] = reflection.WrittenAt,
            ["BroughtAt"] = reflection.BroughtAt,
            ["Operation"] = reflection.Operation,
            ETag = reflection.Tag,
        };
        row.SetText("Text", reflection.Text);
        return row;
    }

    public static Reflection ToReflection(TableEntity row) => new(
        TrailAddress.SequenceOf(row),
        row.NeededString("Prompt"),
        row.NeededString("Question"),
        row.NeededTime("AskedAt"),
        row.GetBoolean("PassedOver") ?? false,
        row.GetText("Text") ?? "",
        row.GetDateTimeOffset("WrittenAt"),
        row.GetDateTimeOffset("BroughtAt"),
        row.NeededString("Operation"),
        row.ETag);

    public static TableEntity ToRow(ReflectionAddress address, Marked marked) => new(address.Partition, MarkKey(marked.Number))
    {
        ["Schema"] = Schema,
        ["Number"] = marked.Number,
        ["Question"] = marked.Question,
        ["NotIn"] = marked.NotIn,
        ETag = marked.Tag,
    };

    public static Marked ToMarked(TableEntity row) => new(row.NeededInt32("Number"), row.NeededString("Question"), row.GetGuid("NotIn"), row.ETag);
}
