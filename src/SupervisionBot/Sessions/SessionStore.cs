using Azure;
using Microsoft.Extensions.Caching.Memory;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Guides;
using SupervisionBot.Storage;
using SupervisionBot.Trails;

namespace SupervisionBot.Sessions;

/// <summary>A session as it was read.</summary>
/// <param name="Address">Where it is stored.</param>
/// <param name="Session">Its state.</param>
/// <param name="OpenedWith">The guide it was opened with.</param>
/// <param name="Head">The version of its head row; an append holds only while the head still has it.</param>
/// <param name="Home">Key of the group chat it was opened in; empty when it was opened in a personal chat.</param>
/// <param name="Places">Where its cards stand.</param>
internal sealed record StoredSession(SessionAddress Address, Session Session, Guide OpenedWith, ETag Head, string Home, IReadOnlyList<CardPlace> Places)
{
    /// <summary>The guide as it is in this session: with the questions that were brought in.</summary>
    public Guide Guide => OpenedWith.With(Session.Brought);
}

/// <summary>Reads sessions from their trail and appends to it.</summary>
/// <remarks>
/// A read costs one range of one partition. What was folded before is kept in memory and only the entries after it are read,
/// so a turn late in a long session costs what an early one does. The memory is never trusted alone: every read asks storage for what came after.
/// </remarks>
internal sealed class SessionStore(ITableStore tables, GuideLibrary guides, ILogger<SessionStore> log) : IDisposable
{
    /// <summary>Sessions kept folded in memory. Our own number: a folded session is some tens of kilobytes.</summary>
    private const int MostRemembered = 2_000;

    private const int PageSize = 1_000;

    private static readonly TimeSpan Forget = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _folded = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>The session, or null when there is none.</summary>
    public async ValueTask<StoredSession?> FindAsync(SessionAddress address, CancellationToken cancellationToken)
    {
        var partition = address.Partition;
        var session = _folded.Get<Session>(partition);
        var known = session?.Sequence ?? 0;
        TableEntity? head = null;
        List<CardPlace>? places = null;
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(SessionRows.Table, partition, new RowRange(TrailAddress.EntryKey(known + 1), To: null), PageSize, continuation, cancellationToken);
            foreach (var row in page.Entities)
            {
                if (TrailAddress.IsEntry(row))
                {
                    session = SessionFold.Apply(address.Session, session, SessionRows.ToEntry(row));
                }
                else if (row.RowKey == SessionRows.Head)
                {
                    head = row;
                }
                else if (CardPlace.IsPlace(row))
                {
                    (places ??= []).Add(CardPlace.From(row));
                }
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);

        if (session is null || head is null)
        {
            return null;
        }

        if (session.Sequence != known)
        {
            Remember(partition, session);
        }

        var guide = await guides.FindAsync(session.GuideFingerprint, cancellationToken);
        return new(address, session, guide, head.ETag, head.GetString("Home") ?? "", places ?? []);
    }

    /// <summary>Stores the first entries of a session, and where its cards stand; a lost race when a session with this id is there already.</summary>
    public Task<SaveOutcome> OpenAsync(StoredSession opened, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken) =>
        SubmitAsync(opened, entries, TableAction.Insert, cancellationToken);

    /// <summary>Appends entries in one atomic write.</summary>
    /// <param name="before">The session as it was read.</param>
    /// <param name="after">The session with the entries folded in.</param>
    /// <param name="entries">At least one.</param>
    /// <param name="cancellationToken">Gives up waiting; the write may still happen.</param>
    public Task<SaveOutcome> AppendAsync(StoredSession before, Session after, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken) =>
        SubmitAsync(before with { Session = after }, entries, TableAction.Replace, cancellationToken);

    /// <summary>Remembers where a card stands.</summary>
    public Task PlaceAsync(SessionAddress address, CardPlace place, CancellationToken cancellationToken) =>
        tables.NoteAsync(SessionRows.Table, place.ToRow(address), log, cancellationToken);

    /// <summary>The step in which a person was last asked a question by message; null when they never were.</summary>
    public async Task<string?> AskedInAsync(SessionAddress address, PersonId person, CancellationToken cancellationToken) =>
        (await tables.GetAsync(SessionRows.Table, address.Partition, SessionRows.AskedKey(person), cancellationToken))?.GetString("Step");

    /// <summary>Remembers in which step a person was asked a question by message.</summary>
    public Task AskAsync(SessionAddress address, PersonId person, string step, CancellationToken cancellationToken) =>
        tables.NoteAsync(SessionRows.Table, new(address.Partition, SessionRows.AskedKey(person)) { ["Step"] = step }, log, cancellationToken);

    /// <summary>The frozen summary's own rows; none before it is frozen.</summary>
    public async Task<IReadOnlyList<TableEntity>> FrozenAsync(SessionAddress address, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.QueryAllAsync(SessionRows.Table, address.Partition, RowRange.StartingWith(FrozenSummaryRow.RowKey), cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The head row; null when there is no such session.</summary>
    public Task<TableEntity?> HeadAsync(SessionAddress address, CancellationToken cancellationToken) =>
        tables.GetAsync(SessionRows.Table, address.Partition, SessionRows.Head, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _folded.Dispose();

    private async Task<SaveOutcome> SubmitAsync(StoredSession stored, IReadOnlyList<TrailEntry> entries, Func<TableEntity, TableAction> headAction, CancellationToken cancellationToken)
    {
        var (address, session) = (stored.Address, stored.Session);
        var head = SessionRows.FromHead(address, session, stored.Guide, entries[^1].Operation, stored.Home);
        head.ETag = stored.Head;
        var actions = new List<TableAction>(entries.Count + 2) { headAction(head) };
        if (stored.Head == default)
        {
            actions.AddRange(stored.Places.Select(place => TableAction.Insert(place.ToRow(address))));
        }

        foreach (var entry in entries)
        {
            actions.Add(TableAction.Insert(SessionRows.FromEntry(address, entry)));
            if (entry.Event is SummaryFrozen)
            {
                actions.AddRange(FrozenSummaryRow.From(address, session, stored.Guide).Select(TableAction.Insert));
            }
        }

        switch (await tables.SubmitAsync(SessionRows.Table, address.Partition, actions, cancellationToken))
        {
            case BatchOutcome.Done done:
                Remember(address.Partition, session);
                return new SaveOutcome.Saved(stored with { Head = done.ETags[0] });
            case BatchOutcome.Conflict:
                return new SaveOutcome.LostRace();
            default:
                return new SaveOutcome.Unknown();
        }
    }

    private void Remember(string partition, Session session) =>
        _folded.Set(partition, session, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Forget });
}
