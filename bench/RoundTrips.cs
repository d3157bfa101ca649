using System.Diagnostics.Metrics;
using SupervisionBot.Storage;

namespace SupervisionBot.Bench;

/// <summary>Counts what the engines of this process ask of their storage.</summary>
/// <remarks>
/// A wave begins with a request that goes out while no other is under way. It is seen only where requests are HTTP, and counts right only while nothing else in this
/// process has an HTTP client at work.
/// </remarks>
internal sealed class RoundTrips : IDisposable
{
    // .NET documentation, "System.Net metrics": one up where a request begins, one down where its answer has begun.
    private const string Http = "System.Net.Http";
    private const string ActiveRequests = "http.client.active_requests";

    // Longer than a changed card waits before it is sent.
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(500);

    private readonly MeterListener _listener = new();
    private int _total;
    private int _active;
    private int _waves;

    public RoundTrips()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StorageMeter.Name || (instrument.Meter.Name == Http && instrument.Name == ActiveRequests))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, change, _, _) =>
        {
            if (instrument.Name != ActiveRequests)
            {
                Interlocked.Add(ref _total, (int)change);
            }
            else if (Interlocked.Add(ref _active, (int)change) == 1 && change > 0)
            {
                Interlocked.Increment(ref _waves);
            }
        });
        _listener.Start();
    }

    /// <summary>Round trips so far.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>Waits until nothing is asked any more: what the app sends, it sends beside the turn that is measured.</summary>
    public async Task QuietAsync()
    {
        for (var seen = -1; seen != Total;)
        {
            seen = Total;
            // Silence can only be told by its length.
            await Task.Delay(s_quiet);
        }
    }

    /// <summary>Waves so far.</summary>
    public int Waves => Volatile.Read(ref _waves);

    public void Dispose() => _listener.Dispose();
}
