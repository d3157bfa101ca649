using System.Globalization;
using Microsoft.Extensions.Options;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.OneToOne;

/// <summary>The person has as many sessions under way as one person may have opened.</summary>
/// <param name="Most">How many.</param>
internal sealed record TooManyUnderWay(int Most) : Refusal;

/// <summary>The person has invited others as often today as one person may in a day.</summary>
/// <param name="Most">How often.</param>
internal sealed record TooManyInvitations(int Most) : Refusal;

/// <summary>How many sessions one person may have opened that are under way, and how often they may invite others in a day, over all copies of the app.</summary>
/// <remarks>
/// One row a person counts the invitations of a day, and each change of it is conditional, so that openings at the same moment are counted one after the other. What a person has
/// opened is a short list beside it; only when it is full are the sessions in it looked at, and those that have ended taken off.
/// </remarks>
internal sealed class OpeningLimits(ITableStore tables, SessionStore sessions, IOptions<OneToOneOptions> options, TimeProvider clock)
{
    private const string Table = "people";
    private const string Open = "open|";
    private const string Invitations = "invitations";
    private const int Schema = 1;

    private static readonly string[] s_ended = [SessionRows.Statuses[SessionStatus.Frozen], SessionRows.Statuses[SessionStatus.Cancelled]];

    /// <summary>How often a lost race is tried in all. Our own number: only the same person's presses race.</summary>
    private const int MostAttempts = 5;

    /// <summary>Counts a session that is about to be opened, and its invitation. The same session again is not counted again.</summary>
    /// <returns>Why it must not be opened; null when it may be.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<Refusal?> OpenAsync(SessionAddress address, PersonId opener, CancellationToken cancellationToken)
    {
        var partition = Partition(address.Tenant, opener);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // Read before the list: whoever changes the list changes this row.
            var today = await TodayAsync(partition, cancellationToken);
            var opened = await OpenedAsync(partition, cancellationToken);
            if (opened.Any(row => row.RowKey == KeyOf(address.Session)))
            {
                return null;
            }

            if (opened.Count >= options.Value.MostOpen && await UnderWayAsync(address.Tenant, opened, cancellationToken) >= options.Value.MostOpen)
            {
                return new TooManyUnderWay(options.Value.MostOpen);
            }

            if (today.Count >= options.Value.InvitationsPerDay)
            {
                return new TooManyInvitations(options.Value.InvitationsPerDay);
            }

            var row = new TableEntity(partition, KeyOf(address.Session)) { ["Session"] = address.Session.Value, ["At"] = clock.GetUtcNow() };
            switch (await tables.SubmitAsync(Table, partition, [.. today.OneMore(), TableAction.Upsert(row)], cancellationToken))
            {
                case BatchOutcome.Done:
                    return null;
                case BatchOutcome.Unknown:
                    return new NotSaved();
            }
        }

        return new SavedElsewhere();
    }

    /// <summary>Counts an invitation to a session that is there already.</summary>
    /// <returns>Why it must not be sent; null when it may be.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<Refusal?> InviteAsync(Guid tenant, PersonId inviter, CancellationToken cancellationToken)
    {
        var partition = Partition(tenant, inviter);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var today = await TodayAsync(partition, cancellationToken);
            if (today.Count >= options.Value.InvitationsPerDay)
            {
                return new TooManyInvitations(options.Value.InvitationsPerDay);
            }

            if (today.IsNewer)
            {
                return null;
            }

            switch (await tables.SubmitAsync(Table, partition, today.OneMore(), cancellationToken))
            {
                case BatchOutcome.Done:
                    return null;
                case BatchOutcome.Unknown:
                    return new NotSaved();
            }
        }

        return new SavedElsewhere();
    }

    private static Guid SessionOf(TableEntity row) => row.NeededGuid("Session");

    private static string Partition(Guid tenant, PersonId person) => $"{tenant:N}|{person}";

    private static string KeyOf(SessionId session) => Open + session;

    private async Task<Today> TodayAsync(string partition, CancellationToken cancellationToken)
    {
        var day = UkTime.Day(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var row = await tables.GetAsync(Table, partition, Invitations, cancellationToken);
        return new(partition, day, row?["Day"] as string == day ? row["Count"] as int? ?? 0 : 0, row, IsNewer: row is not null && StoredRow.Unread(row, Schema) is NewerRow);
    }

    private async Task<List<TableEntity>> OpenedAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.QueryAllAsync(Table, partition, RowRange.StartingWith(Open), cancellationToken))
        {
            // One that is not read limits nobody.
            if (StoredRow.Read(row, Schema, SessionOf).Refusal is null)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    // Takes off what has ended, and what was never opened.
    private async Task<int> UnderWayAsync(Guid tenant, List<TableEntity> opened, CancellationToken cancellationToken)
    {
        var heads = await Task.WhenAll(opened.Select(row => sessions.HeadAsync(new(tenant, new(SessionOf(row))), cancellationToken)));
        var late = clock.GetUtcNow() - Outbox.MostDelayOfCause;
        var ended = opened.Where((row, at) => heads[at] is { } head ? s_ended.Contains(head["Status"] as string) : (row["At"] as DateTimeOffset?) < late).ToList();
        foreach (var batch in ended.Select(TableAction.Delete).Chunk(TableLimits.BatchActions))
        {
            await tables.SubmitAsync(Table, opened[0].PartitionKey, batch, cancellationToken);
        }

        return opened.Count - ended.Count;
    }

    // What a newer version counts is left to it, and limits nobody here.
    private sealed record Today(string Partition, string Day, int Stored, TableEntity? Before, bool IsNewer)
    {
        public int Count => IsNewer ? 0 : Stored;

        public IReadOnlyList<TableAction> OneMore()
        {
            var row = new TableEntity(Partition, Invitations) { ["Day"] = Day, ["Count"] = Count + 1, ETag = Before?.ETag ?? default };
            return IsNewer ? [] : [Before is null ? TableAction.Insert(row) : TableAction.Replace(row)];
        }
    }
}
