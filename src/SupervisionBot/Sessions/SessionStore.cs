using Microsoft.Extensions.Caching.Memory;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Guides;
using SupervisionBot.Rows;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Trails;

namespace SupervisionBot.Sessions;

/// <summary>Reads sessions from their trail and appends to it.</summary>
/// <remarks>
/// A read costs one range of one partition. What was folded before is kept in memory and only the entries after it are read,
/// so a turn late in a long session costs what an early one does. The memory is never trusted alone: every read asks storage for what came after.
/// Where that erased words which were folded before, all is read and folded anew.
/// </remarks>
internal sealed class SessionStore(ITableStore tables, GuideLibrary guides, TrailChain chains, FrozenSummaryRow summaries, ILogger<SessionStore> log) : IDisposable
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
        var (gone, remains) = (new HashSet<int>(), new Dictionary<int, IReadOnlyList<string>>());
        var from = _folded.Get<Folded>(address.Partition);
        while (true)
        {
            var (stored, isWhole) = await ReadAsync(address, from, gone, remains, cancellationToken);
            if (isWhole)
            {
                return stored;
            }

            from = null;
        }
    }

    // Not whole: words were folded that an entry further down says are gone, or without what it says remained of them; what it says is told, for the next time.
    private async ValueTask<(StoredSession? Stored, bool IsWhole)> ReadAsync(
        SessionAddress address, Folded? from, HashSet<int> gone, Dictionary<int, IReadOnlyList<string>> remains, CancellationToken cancellationToken)
    {
        var partition = address.Partition;
        var (session, chain) = (from?.Session, from?.Chain ?? TrailChain.Begin(partition));
        var known = session?.Sequence ?? 0;
        var isWhole = true;
        var without = new HashSet<int>();
        var given = new Dictionary<int, IReadOnlyList<string>>();
        TableEntity? head = null;
        (TableEntity Row, UnreadRow Why)? unread = null;
        List<CardPlace>? places = null;
        List<CardPlace>? former = null;
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(SessionRows.Table, partition, new RowRange(TrailAddress.EntryKey(known + 1), To: null), PageSize, continuation, cancellationToken);
            foreach (var row in page.Entities)
            {
                if (TrailAddress.IsEntry(row) && unread is null)
                {
                    if (Next(session, row).Succeeded(out var entry, out var why))
                    {
                        if (TrailChain.IsErased(row) || gone.Contains(entry.Sequence))
                        {
                            entry = entry with { Event = EventWords.Without(entry.Event) };
                            without.Add(entry.Sequence);
                        }

                        if (remains.TryGetValue(entry.Sequence, out var words))
                        {
                            entry = entry with { Event = Redacting.With(entry.Event, words) };
                            given[entry.Sequence] = words;
                        }

                        // Only what came before it: what names anything else was not written by this app.
                        foreach (var left in entry.Event is Redacted redacted ? redacted.Remains.Where(left => left.Entry > 0 && left.Entry < entry.Sequence) : [])
                        {
                            remains[left.Entry] = left.Words;
                        }

                        session = SessionFold.Apply(address.Session, session, entry);
                        chain = chains.After(chain, row);
                        gone.UnionWith(EventWords.ErasedBy(entry.Event));
                        isWhole &= without.IsSupersetOf(EventWords.ErasedBy(entry.Event).Where(erased => erased > 0 && erased < entry.Sequence));
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
                else if (CardPlace.IsPlace(row) && StoredRow.ReadOrPass(row, SessionRows.BesideSchema, CardPlace.From, SessionRows.Table, log) is { } place)
                {
                    (places ??= []).Add(place);
                }
                else if (CardPlace.IsFormer(row) && StoredRow.ReadOrPass(row, SessionRows.BesideSchema, CardPlace.From, SessionRows.Table, log) is { } before)
                {
                    (former ??= []).Add(before);
                }
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);

        isWhole &= remains.All(left => given.TryGetValue(left.Key, out var words) && words.SequenceEqual(left.Value, StringComparer.Ordinal));
        if (unread is null && head is not null && StoredRow.Read(head, SessionRows.BesideSchema, HomeOf).Refusal is UnreadRow headUnread)
        {
            unread = (head, headUnread);
        }

        if (unread is { } found)
        {
            throw new NotReadException(SessionRows.Table, found.Row, found.Why, who => TakesPart(who, session, head), new NoSuchSession());
        }

        if (!isWhole || session is null || head is null)
        {
            return (null, isWhole);
        }

        if (session.Sequence != known)
        {
            Remember(partition, new(session, chain));
        }

        return (new(address, session, await GuideOfAsync(session, head, cancellationToken), head.ETag, HomeOf(head), places ?? [], chain) { Former = former ?? [] }, IsWhole: true);
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
        SubmitAsync(opened, entries, frozen: null, TableAction.Insert, cancellationToken);

    /// <summary>Appends entries in one atomic write.</summary>
    /// <param name="before">The session as it was read.</param>
    /// <param name="after">The session with the entries folded in.</param>
    /// <param name="entries">At least one.</param>
    /// <param name="frozen">The summary, where they freeze or seal it, or erase words from it.</param>
    /// <param name="cancellationToken">Gives up waiting; the write may still happen.</param>
    public Task<SaveOutcome> AppendAsync(StoredSession before, Session after, IReadOnlyList<TrailEntry> entries, SealedSummary? frozen, CancellationToken cancellationToken) =>
        SubmitAsync(before with { Session = after }, entries, frozen, TableAction.Replace, cancellationToken);

    /// <summary>The frozen summary as it is stored, null when it can't be read, or the session has none; what a check of it and of the trail came to; and the trail. For somebody who takes part.</summary>
    /// <exception cref="NotReadException">A newer version of the app wrote it. One that is damaged is compared with the trail.</exception>
    public async Task<(SealedSummary? Summary, Soundness Found, IReadOnlyList<TrailEntry> Trail)> FrozenAsync(StoredSession stored, CancellationToken cancellationToken)
    {
        return await CheckAsync(stored, cancellationToken) is var (summary, found, trail) && trail.Count > stored.Session.Sequence && await FindAsync(stored.Address, cancellationToken) is { } now
            // Somebody wrote meanwhile, and may have changed what is to be expected.
            ? await CheckAsync(now, cancellationToken)
            : (summary, found, trail);
    }

    private async Task<(SealedSummary? Summary, Soundness Found, IReadOnlyList<TrailEntry> Trail)> CheckAsync(StoredSession stored, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(stored.Address, cancellationToken);
        var rows = await RowsAsync(stored.Address, FrozenSummaryRow.RowKey, cancellationToken);
        foreach (var row in rows)
        {
            if (StoredRow.Unread(row, Math.Max(FrozenSummaryRow.Schema, SessionRows.Schema)) is NewerRow newer)
            {
                throw new NotReadException(SessionRows.Table, row, newer, _ => true, new NoSuchSession());
            }
        }

        var (summary, found) = stored.Session.Status == SessionStatus.Frozen ? summaries.Read(rows, stored.Session, stored.Address) : (null, Soundness.Intact);
        var trail = rows.Where(TrailAddress.IsEntry).ToList();
        if (trail.Any(row => StoredRow.Read(row, SessionRows.Schema, SessionRows.ToEntry).Refusal is not null))
        {
            return (summary, Soundness.Changed, []);
        }

        IReadOnlyList<TrailEntry> entries = [.. trail.Select(SessionRows.ToEntry)];
        var chain = chains.Check(stored.Address.Partition, trail, entries.SelectMany(entry => EventWords.ErasedBy(entry.Event)).ToHashSet(), head);
        return (summary, found > chain ? found : chain, Redacting.Applied(entries));
    }

    /// <summary>The whole trail with its words, oldest first; where some were erased, with what remained.</summary>
    public async Task<IReadOnlyList<TrailEntry>> TrailAsync(SessionAddress address, CancellationToken cancellationToken) =>
        Redacting.Applied([.. (await RowsAsync(address, TrailAddress.EntryPrefix, cancellationToken)).Where(TrailAddress.IsEntry).Select(ReadEntry)]);

    /// <summary>A session and its whole trail, as of the same entry; null when there is none.</summary>
    public async Task<(StoredSession Stored, IReadOnlyList<TrailEntry> Trail)?> WithTrailAsync(SessionAddress address, CancellationToken cancellationToken)
    {
        while (await FindAsync(address, cancellationToken) is { } stored)
        {
            // Somebody may write between the two reads.
            if (await TrailAsync(address, cancellationToken) is var trail && trail.Count == stored.Session.Sequence)
            {
                return (stored, trail);
            }
        }

        return null;
    }

    /// <summary>The head row; null when there is no such session.</summary>
    public Task<TableEntity?> HeadAsync(SessionAddress address, CancellationToken cancellationToken) =>
        tables.GetAsync(SessionRows.Table, address.Partition, SessionRows.Head, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _folded.Dispose();

    private async Task<SaveOutcome> SubmitAsync(
        StoredSession stored, IReadOnlyList<TrailEntry> entries, SealedSummary? frozen, Func<TableEntity, TableAction> headAction, CancellationToken cancellationToken)
    {
        var (address, session) = (stored.Address, stored.Session);
        var head = SessionRows.FromHead(address, session, stored.Guide, entries[^1].Operation, stored.Home);
        head.ETag = stored.Head;
        var actions = new List<TableAction>(entries.Count + 2) { headAction(head) };
        if (stored.Head == default)
        {
            actions.AddRange(stored.Places.Select(place => TableAction.Insert(place.ToRow(address))));
        }

        var chain = stored.Chain ?? TrailChain.Begin(address.Partition);
        foreach (var entry in entries)
        {
            var row = SessionRows.FromEntry(address, entry);
            chain = chains.Hang(chain, row);
            actions.Add(TableAction.Insert(row));
        }

        chains.End(head, chain);
        if (frozen is not null)
        {
            actions.AddRange(FrozenSummaryRow.From(address, session, frozen).Select(TableAction.Upsert));
        }

        var gone = entries.SelectMany(entry => EventWords.ErasedBy(entry.Event)).ToHashSet();
        if (gone.Count > 0)
        {
            actions.AddRange(await EraseAsync(address, gone, cancellationToken));
        }

        switch (await tables.SubmitAsync(SessionRows.Table, address.Partition, actions, cancellationToken))
        {
            case BatchOutcome.Done when gone.Count > 0:
                _folded.Remove(address.Partition);
                await tables.ForgetAsync(CancellationToken.None);
                return new SaveOutcome.Saved((await FindAsync(address, cancellationToken))!);
            case BatchOutcome.Done done:
                Remember(address.Partition, new(session, chain));
                return new SaveOutcome.Saved(stored with { Head = done.ETags[0], Chain = chain });
            case BatchOutcome.Conflict:
                return new SaveOutcome.LostRace();
            default:
                return new SaveOutcome.Unknown();
        }
    }

    // An entry that is missing would make another session of it, and so would one that is passed over.
    private static Outcome<TrailEntry> Next(Session? before, TableEntity row) => StoredRow.Read(
        row,
        SessionRows.Schema,
        stored => SessionRows.ToEntry(stored) is var entry && entry.Sequence == (before?.Sequence ?? 0) + 1 ? entry : throw new UnreadColumnException("RowKey"));

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

    // A row that was erased already stays as it is.
    private async Task<IEnumerable<TableAction>> EraseAsync(SessionAddress address, HashSet<int> gone, CancellationToken cancellationToken)
    {
        var rows = (await RowsAsync(address, TrailAddress.EntryPrefix, cancellationToken)).Where(TrailAddress.IsEntry).ToList();
        var first = rows.Select(row => row.GetString("Key")).FirstOrDefault(key => key is not null);
        var full = rows.Where(row => gone.Contains(TrailAddress.SequenceOf(row)) && !TrailChain.IsErased(row)).ToList();
        foreach (var row in full)
        {
            ReadEntry(row);
            chains.Erase(row, SessionRows.WithoutWords(row), first);
        }

        return full.Select(TableAction.Replace);
    }

    // Of a session that is in memory only newer rows are read by a turn, so one of the others may have been damaged since.
    private static TrailEntry ReadEntry(TableEntity row) => StoredRow.Read(row, SessionRows.Schema, SessionRows.ToEntry).Succeeded(out var entry, out var why)
        ? entry
        : throw new NotReadException(SessionRows.Table, row, (UnreadRow)why, _ => true, new NoSuchSession());

    // From a row key to the end of the trail.
    private async Task<IReadOnlyList<TableEntity>> RowsAsync(SessionAddress address, string from, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.QueryAllAsync(SessionRows.Table, address.Partition, new RowRange(from, SessionRows.Head), cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    private void Remember(string partition, Folded folded) =>
        _folded.Set(partition, folded, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Forget });

    private sealed record Folded(Session Session, byte[] Chain);
}
