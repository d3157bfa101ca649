using System.Diagnostics.Metrics;
using SupervisionBot.Core.Shared;
using SupervisionBot.Teams;

namespace SupervisionBot.Telemetry;

/// <summary>Counts what people were told no for, by the name of the refusal. It stands beside the turns, under the same name.</summary>
internal static class RefusalMeter
{
    private static readonly Meter s_meter = new(TurnMeter.Name);
    private static readonly Counter<long> s_refusals = s_meter.CreateCounter<long>("supervision.refusals", "{refusal}", "What people were refused, by kind");

    public static void Count(Refusal? refusal)
    {
        if (refusal is not null)
        {
            s_refusals.Add(1, new KeyValuePair<string, object?>("kind", refusal.GetType().Name));
        }
    }
}
