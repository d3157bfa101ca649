using SupervisionBot.Core.Shared;
using SupervisionBot.Teams;

namespace SupervisionBot.Rows;

/// <summary>
/// This copy of the app can neither show nor change something, as a row that it hangs on is not read. It is to one record what an outage is to all of them: whoever is concerned
/// is told, and everything else goes on.
/// </summary>
/// <param name="table">The table of the row.</param>
/// <param name="row">The row.</param>
/// <param name="why">Why it is not read.</param>
/// <param name="concerns">Whether somebody may know that there is such a record.</param>
/// <param name="notThere">What everybody else is told, as they are of one that is not there.</param>
internal sealed class NotReadException(string table, Storage.TableEntity row, UnreadRow why, Func<Delivery, bool> concerns, Refusal notThere)
    : Exception($"A row of table {table} is not read: {why.Reason}")
{
    public string Table => table;

    public Storage.TableEntity Row => row;

    public UnreadRow Why => why;

    /// <summary>What somebody is told.</summary>
    public Refusal For(Delivery who) => concerns(who) ? why : notThere;
}
