using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.OneToOne;

/// <summary>
/// Messages that were answered, so that the same one delivered again is not answered again. Turns in a session need no entry here:
/// their operations stand in its trail.
/// </summary>
internal sealed class Inbox(ITableStore tables)
{
    private const string Table = "inbox";

    /// <summary>Whether this delivery comes for the first time. It is noted before it is answered: a command repeated by hand costs less than an answer given twice.</summary>
    /// <returns>False when it is known to have come before; true also while storage does not tell, as an answer given twice is better than none at all.</returns>
    public async Task<bool> IsNewAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var row = new TableEntity($"{delivery.From.TenantId:N}|{delivery.Key[..2]}", delivery.Key);
        return await tables.SubmitAsync(Table, row.PartitionKey, [TableAction.Insert(row)], cancellationToken) is not BatchOutcome.Conflict;
    }
}
