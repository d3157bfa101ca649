using System.Buffers.Binary;
using System.Globalization;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Sessions;

/// <summary>A session as a list shows it.</summary>
internal sealed record ListedSession(
    SessionAddress Address,
    string CaseReference,
    string Guide,
    string GuideId,
    SessionStatus Status,
    bool IsPaused,
    string Step,
    string People,
    DateTimeOffset ChangedAt,
    string Home,
    string Members)
{
    /// <summary>Neither frozen nor cancelled.</summary>
    public bool IsUnderWay => Status is not (SessionStatus.Frozen or SessionStatus.Cancelled);

    /// <summary>What people call it.</summary>
    public string Name => SessionName.Of(CaseReference, Guide);
}

/// <summary>One page of a person's sessions.</summary>
/// <param name="Sessions">The sessions, newest first.</param>
/// <param name="Next">Where the next page begins; null after the last.</param>
/// <param name="NotRead">How many more there are that can't be shown, as a row is not read.</param>
internal sealed record SessionPage(IReadOnlyList<ListedSession> Sessions, string? Next, int NotRead);

/// <summary>
/// Each person's own list of sessions, newest first: pointers that never change. What a session is now is read from the session itself,
/// so a list can't go stale. A pointer is written before its session; one that points to nothing, or to a session without this person, is passed over.
/// </summary>
internal sealed class SessionPointers(ITableStore tables, SessionStore sessions, ILogger<SessionPointers> log)
{
    private const int Schema = 1;
    private const string Table = "people";
    private const string Prefix = "session|";

    /// <summary>Points each participant to a session that is about to be opened.</summary>
    /// <returns>Whether all pointers are stored. The session must not be opened otherwise: somebody would not find it.</returns>
    public async Task<bool> AddAsync(SessionAddress address, IEnumerable<PersonId> people, CancellationToken cancellationToken)
    {
        var outcomes = await Task.WhenAll(people.Select(person =>
        {
            var row = new TableEntity(Partition(address.Tenant, person), Key(address.Session)) { ["Session"] = address.Session.Value };
            return tables.SubmitAsync(Table, row.PartitionKey, [TableAction.Upsert(row)], cancellationToken);
        }));
        return outcomes.All(outcome => outcome is BatchOutcome.Done);
    }

    /// <summary>The time within a session's id, in milliseconds since the beginning of 1970 ("RFC 9562", 5.7).</summary>
    public static long TimeIn(SessionId session)
    {
        Span<byte> id = stackalloc byte[16];
        session.Value.TryWriteBytes(id, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(id) >>> 16;
    }

    /// <summary>One page of a person's sessions, newest first. Those that are not read are passed over.</summary>
    public async Task<SessionPage> ListAsync(Guid tenant, PersonId person, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        var page = await tables.QueryAsync(Table, Partition(tenant, person), RowRange.StartingWith(Prefix), pageSize, IsOurs(continuation) ? continuation : null, cancellationToken);
        var pointed = page.Entities.Select(row => StoredRow.ReadOrPass(row, Schema, pointer => new Pointer(new(tenant, new(pointer.NeededGuid("Session")))), Table, log)).ToList();
        var heads = await Task.WhenAll(pointed.OfType<Pointer>().Distinct().Select(pointer => sessions.HeadAsync(pointer.To, cancellationToken)));
        var there = heads.OfType<TableEntity>().ToList();
        var read = there.Select(head => StoredRow.ReadOrPass(head, SessionRows.BesideSchema, row => From(tenant, row), SessionRows.Table, log)).OfType<ListedSession>().ToList();
        return new(
            [.. read.Where(session => session.Members.Contains(person.ToString(), StringComparison.Ordinal))],
            page.Continuation,
            pointed.Count(pointer => pointer is null) + there.Count - read.Count);
    }

    private sealed record Pointer(SessionAddress To);

    // The newest first, by the time within the id: the same session comes to the same key however often it is sent.
    private static string Key(SessionId session) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{0xFFFF_FFFF_FFFF - TimeIn(session):D15}|{session}");

    // It has been in a card, so in the hands of a client; anything else begins at the first page.
    private static bool IsOurs(string? continuation) =>
        continuation?.Length <= TableLimits.KeyLength && continuation.StartsWith(Prefix, StringComparison.Ordinal) && continuation.All(c => char.IsAsciiLetterOrDigit(c) || c == '|');

    private static string Partition(Guid tenant, PersonId person) => $"{tenant:N}|{person}";

    private static ListedSession From(Guid tenant, TableEntity head) => new(
        new(tenant, new(Guid.ParseExact(head.PartitionKey.AsSpan(33), "N"))),
        head.NeededString("CaseReference"),
        head.NeededString("Guide"),
        head.GetString("GuideId") ?? "",
        SessionRows.Statuses.In(head, "Status"),
        head.GetBoolean("Paused") ?? false,
        head.NeededString("Step"),
        head.NeededString("People"),
        head.NeededTime("ChangedAt"),
        head.GetString("Home") ?? "",
        head.GetString(SessionRows.Members) ?? "");
}
