using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Sessions;

/// <summary>Notes where the cards of sessions stand. They are read with the session.</summary>
internal sealed class CardPlaces(ITableStore tables, ILogger<CardPlaces> log)
{
    /// <summary>Former cards of one person in one session that are remembered. Our own number: whoever opens a session more often has the oldest far above what they see.</summary>
    private const int MostFormer = 20;

    /// <summary>Remembers where a card stands, and where the one before it stood: of those in people's own chats the newest <see cref="MostFormer"/>.</summary>
    public async Task NoteAsync(SessionAddress address, CardPlace place, CancellationToken cancellationToken)
    {
        var wasElsewhere = false;
        await tables.NoteAsync(SessionRows.Table, place.ToRow(address), SessionRows.BesideSchema, log, cancellationToken, there =>
        {
            var before = place.Person is null ? null : StoredRow.ReadOrPass(there, SessionRows.BesideSchema, CardPlace.From, SessionRows.Table, log);
            wasElsewhere = before is not null && before.ActivityId != place.ActivityId;
            return wasElsewhere ? [TableAction.Upsert(before!.ToFormerRow(address))] : [];
        });
        if (wasElsewhere)
        {
            var former = await tables.QueryAsync(SessionRows.Table, address.Partition, place.FormerRange, TableLimits.PageSize, continuation: null, cancellationToken);
            foreach (var oldest in former.Entities.OrderByDescending(one => one.Timestamp).Skip(MostFormer))
            {
                await tables.SubmitAsync(SessionRows.Table, address.Partition, [TableAction.Delete(oldest)], cancellationToken);
            }
        }
    }
}
