using System.Diagnostics.Metrics;

namespace SupervisionBot.Sending;

/// <summary>Counts of sending, under the meter <c>SupervisionBot.Outbox</c>.</summary>
internal sealed class OutboxMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "SupervisionBot.Outbox";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _latency;
    private volatile Backlog _backlog = new(0, TimeSpan.Zero);

    private sealed record Backlog(int Depth, TimeSpan Age);

    public OutboxMeter()
    {
        _attempts = _meter.CreateCounter<long>("outbox.attempts", description: "Messages by what became of an attempt to send them: sent, throttled, retried, unknown, parked, dropped.");
        _latency = _meter.CreateHistogram<double>("outbox.latency", "s", "From adding a message to its arrival.");
        _meter.CreateObservableGauge("outbox.depth", () => _backlog.Depth, description: "Messages on their way in this copy's share.");
        _meter.CreateObservableGauge("outbox.age", () => _backlog.Age.TotalSeconds, "s", "Age of the oldest message on its way in this copy's share.");
    }

    public void Count(string outcome) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Sent(TimeSpan after)
    {
        Count("sent");
        _latency.Record(after.TotalSeconds);
    }

    public void Waiting(int depth, TimeSpan oldest) => _backlog = new(depth, oldest);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
