using System.Diagnostics.Metrics;

namespace SupervisionBot.Storage;

/// <summary>What the engines measure, for whoever listens to the meter of this name.</summary>
public static class StorageMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "SupervisionBot.Storage";

    private static readonly Meter Own = new(Name);

    /// <summary>Requests to a service, repetitions included; with an embedded engine its reads and batches.</summary>
    internal static Counter<long> RoundTrips { get; } = Own.CreateCounter<long>("storage.round_trips", "{round trip}", "Requests to the storage, repetitions included");
}
