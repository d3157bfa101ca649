using System.Diagnostics.Metrics;
using SupervisionBot.Teams;

namespace SupervisionBot.Rows;

/// <summary>Counts rows that were passed over because they can't be read. It stands beside the turns, under the same name.</summary>
internal static class RowMeter
{
    private static readonly Meter s_meter = new(TurnMeter.Name);
    private static readonly Counter<long> s_passed = s_meter.CreateCounter<long>("supervision.rows.passed", "{row}", "Rows passed over because they are newer or damaged, by table and why");

    public static void Passed(string table, UnreadRow why) => s_passed.Add(
        1,
        new KeyValuePair<string, object?>("table", table),
        new KeyValuePair<string, object?>("why", why is NewerRow ? "newer" : "damaged"));
}
