using Azure;
using Microsoft.Extensions.Caching.Memory;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Guides;
using SupervisionBot.Rows;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
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
    /// <exception cref="NotReadException">A row that its state hangs on is not read. A place of a card is passed over.</exception>
    public async ValueTask<StoredSession?> FindAsync(SessionAddress address, CancellationToken cancellationToken)
    {
        var partition = address.Partition;
        var session = _folded.Get<Session>(partition);
        var known = session?.Sequence ?? 0;
        TableEntity? head = null;
        (TableEntity Row, UnreadRow Why)? unread = null;
        List<CardPlace>? places = null;
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(SessionRows.Table, partition, new RowRange(TrailAddress.EntryKey(known + 1), To: null), PageSize, continuation, cancellationToken);
            foreach (var row in page.Entities)
            {
                if (TrailAddress.IsEntry(row) && unread is null)
                {
                    if (Fold(address, session, row).Succeeded(out var folded, out var why))
                    {
                        session = folded.Session;
                    }
                    else
                    {
                        unread = (row, (UnreadRow)why);
                    }
                }
                else if (row.RowKey == SessionRows.Head)
                {
                    head = row;
                }
                else if (CardPlace.IsPlace(row) && StoredRow.ReadOrPass(row, SessionRows.Schema, CardPlace.From, SessionRows.Table, log) is { } place)
                {
                    (places ??= []).Add(place);
                }
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);

        if (unread is null && head is not null && StoredRow.Read(head, SessionRows.Schema, HomeOf).Refusal is UnreadRow headUnread)
        {
            unread = (head, headUnread);
        }

        if (unread is { } found)
        {
            throw new NotReadException(SessionRows.Table, found.Row, found.Why, who => TakesPart(who, session, head), new NoSuchSession());
        }

        if (session is null || head is null)
        {
            return null;
        }

        if (session.Sequence != known)
        {
            Remember(partition, session);
        }

        return new(address, session, await GuideOfAsync(session, head, cancellationToken), head.ETag, HomeOf(head), places ?? []);
    }

    /// <summary>The same for one of several that do without each other: null also where a row of it is not read, which is noted.</summary>
    public async ValueTask<StoredSession?> FindOrPassAsync(SessionAddress address, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(address, cancellationToken);
        }
        catch (NotReadException unread)
        {
            log.RowPassed(unread.Table, unread.Row, unread.Why);
            return null;
        }
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
        tables.NoteAsync(SessionRows.Table, place.ToRow(address), SessionRows.Schema, log, cancellationToken);

    /// <summary>The frozen summary's own rows, for somebody who takes part; none before it is frozen.</summary>
    /// <exception cref="NotReadException">A newer version of the app wrote it. One that is damaged is given as it is, to be compared with the trail.</exception>
    public async Task<IReadOnlyList<TableEntity>> FrozenAsync(SessionAddress address, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.QueryAllAsync(SessionRows.Table, address.Partition, RowRange.StartingWith(FrozenSummaryRow.RowKey), cancellationToken))
        {
            if (StoredRow.Unread(row, FrozenSummaryRow.Schema) is NewerRow newer)
            {
                throw new NotReadException(SessionRows.Table, row, newer, _ => true, new NoSuchSession());
            }

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

    // An entry that is missing would make another session of it, and so would one that is passed over.
    private static Outcome<Folded> Fold(SessionAddress address, Session? before, TableEntity row) => StoredRow.Read(
        row,
        SessionRows.Schema,
        stored => SessionRows.ToEntry(stored) is var entry && entry.Sequence == (before?.Sequence ?? 0) + 1
            ? new Folded(SessionFold.Apply(address.Session, before, entry))
            : throw new UnreadColumnException("RowKey"));

    private sealed record Folded(Session? Session);

    // The guide may be another version's, or have been left behind when the session was brought here.
    private async ValueTask<Guide> GuideOfAsync(Session session, TableEntity head, CancellationToken cancellationToken)
    {
        try
        {
            return await guides.FindAsync(session.GuideFingerprint, cancellationToken);
        }
        catch (Exception error) when (error is GuideException or InvalidOperationException)
        {
            throw new NotReadException(SessionRows.Table, head, new DamagedRow($"its guide {session.GuideFingerprint}"), who => TakesPart(who, session, head), new NoSuchSession());
        }
    }

    private static string HomeOf(TableEntity head) => head.GetString("Home") ?? "";

    private static bool TakesPart(Delivery who, Session? session, TableEntity? head) =>
        new PersonId(who.From.ObjectId) is var person
        && (session?.Find(person) is not null || (head?[SessionRows.Members] as string)?.Contains(person.ToString(), StringComparison.Ordinal) == true);

    private void Remember(string partition, Session session) =>
        _folded.Set(partition, session, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Forget });
}
