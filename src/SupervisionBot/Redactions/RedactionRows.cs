using System.Globalization;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Redactions;

/// <summary>One request to erase words.</summary>
/// <param name="Session">The session.</param>
/// <param name="Asked">Sequence of the entry that asks for it.</param>
internal readonly record struct RedactionKey(SessionId Session, int Asked)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session}|{Asked}");

    /// <summary>Reads what <see cref="ToString"/> gives; null where it is something else.</summary>
    public static RedactionKey? Read(string text) =>
        text.Split('|') is [var session, var asked] && Guid.TryParseExact(session, "N", out var id) && int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(new(id), number) : null;
}

/// <summary>A leader's card of a request.</summary>
/// <param name="Key">The request.</param>
/// <param name="Leader">Whose.</param>
/// <param name="IsInList">It is the one they opened from their list of requests, which stands in its place.</param>
internal sealed record LeaderCard(RedactionKey Key, PersonId Leader, bool IsInList)
{
    private const string List = "list";

    /// <inheritdoc/>
    public override string ToString() => $"{Key}|{Leader}{(IsInList ? $"|{List}" : "")}";

    /// <summary>Reads what <see cref="ToString"/> gives; null where it is something else.</summary>
    public static LeaderCard? Read(string text) => text.Split('|') switch
    {
        [var session, var asked, var leader, .. var more] when more is [] or [List] && RedactionKey.Read($"{session}|{asked}") is { } key && Guid.TryParseExact(leader, "N", out var person) => new(key, new(person), more is [List]),
        _ => null,
    };
}

/// <summary>
/// The table <c>redactions</c>, in one partition a tenant, without anybody's words: <c>open|session</c> for each session that may have a request to be decided, so that leaders find it,
/// and <c>card|session|entry|leader</c> for where a leader's card of a request stands, or <c>card|session|entry|leader|list</c> where they opened it from their list,
/// so that the words go from it once it is decided.
/// </summary>
internal sealed class RedactionRows(ITableStore tables, TimeProvider clock, ILogger<RedactionRows> log)
{
    public const string Table = "redactions";

    /// <summary>The schema of what is written here, and the highest that is understood.</summary>
    public const int Schema = 1;

    // A session is noted before somebody asks, so that none is ever missing. Our own number: a turn that takes longer has failed.
    private static readonly TimeSpan s_asking = TimeSpan.FromHours(1);

    private const string Open = "open|";
    private const string Card = "card|";

    /// <summary>Notes, before somebody asks, that a session may have a request to be decided.</summary>
    /// <returns>Whether it is noted. False: it is not known.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer; so for each method here.</exception>
    public Task<bool> AddAsync(SessionAddress address, CancellationToken cancellationToken) => tables.NoteAsync(
        Table,
        new(Partition(address.Tenant), $"{Open}{address.Session}") { ["Schema"] = Schema, ["Session"] = address.Session.Value, ["At"] = clock.GetUtcNow() },
        Schema,
        log,
        cancellationToken);

    /// <summary>The sessions that may have a request to be decided.</summary>
    public async Task<IReadOnlyList<SessionId>> ListAsync(Guid tenant, CancellationToken cancellationToken)
    {
        var found = new List<SessionId>();
        await foreach (var row in tables.QueryAllAsync(Table, Partition(tenant), RowRange.StartingWith(Open), cancellationToken))
        {
            if (StoredRow.ReadOrPass(row, Schema, stored => new Noted(new(stored.NeededGuid("Session"))), Table, log) is { } noted)
            {
                found.Add(noted.Session);
            }
        }

        return found;
    }

    /// <summary>Takes a session off the list that has no request to be decided, unless somebody may be asking at this moment.</summary>
    public async Task RemoveAsync(SessionAddress address, CancellationToken cancellationToken)
    {
        if (await tables.GetAsync(Table, Partition(address.Tenant), $"{Open}{address.Session}", cancellationToken) is { } row && StoredRow.Unread(row, Schema) is null && row["At"] is DateTimeOffset at && clock.GetUtcNow() - at > s_asking)
        {
            await tables.SubmitAsync(Table, row.PartitionKey, [TableAction.Delete(row)], cancellationToken);
        }
    }

    /// <summary>Whose cards of a session's requests stand anywhere, whether they still lead or not.</summary>
    public async Task<IReadOnlyList<LeaderCard>> CardsAsync(SessionAddress address, CancellationToken cancellationToken)
    {
        var found = new List<LeaderCard>();
        await foreach (var row in tables.QueryAllAsync(Table, Partition(address.Tenant), RowRange.StartingWith($"{Card}{address.Session}|"), cancellationToken))
        {
            if (LeaderCard.Read(row.RowKey[Card.Length..]) is { } card)
            {
                found.Add(card);
            }
        }

        return found;
    }

    /// <summary>Where a leader's card stands; null where it is not known to.</summary>
    public async Task<string?> PlaceOfAsync(Guid tenant, LeaderCard card, CancellationToken cancellationToken) =>
        await tables.GetAsync(Table, Partition(tenant), $"{Card}{card}", cancellationToken) is { } row
            ? StoredRow.ReadOrPass(row, Schema, stored => stored.NeededString("Activity"), Table, log)
            : null;

    /// <summary>Notes where a leader's card stands.</summary>
    /// <exception cref="StorageUnavailableException">It may not be noted: the same once more does it.</exception>
    public async Task PlaceAsync(Guid tenant, LeaderCard card, string activity, CancellationToken cancellationToken)
    {
        if (!await tables.NoteAsync(Table, new(Partition(tenant), $"{Card}{card}") { ["Schema"] = Schema, ["Activity"] = activity }, Schema, log, cancellationToken))
        {
            throw new StorageUnavailableException("Where a leader's card stands may not be noted.", innerException: null);
        }
    }

    private static string Partition(Guid tenant) => tenant.ToString("N");

    private sealed record Noted(SessionId Session);
}
