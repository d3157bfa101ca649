using System.Diagnostics.Metrics;
using SupervisionBot.Hosting;

namespace SupervisionBot.Sending;

/// <summary>Counts of sending, under the meter <c>SupervisionBot.Outbox</c>.</summary>
internal sealed class OutboxMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "SupervisionBot.Outbox";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _latency;
    private volatile Backlog _backlog = new(0, TimeSpan.Zero, 0, 0);

    private sealed record Backlog(int Depth, TimeSpan Age, int Aside, int Newer);

    public OutboxMeter(Looks looks)
    {
        _attempts = _meter.CreateCounter<long>("outbox.attempts", description: "Messages by what became of an attempt to send them: sent, throttled, retried, unknown, parked, dropped.");
        _latency = _meter.CreateHistogram<double>("outbox.latency", "s", "From adding a message to its arrival.");
        _meter.CreateObservableGauge("outbox.depth", () => _backlog.Depth, description: "Messages on their way in this copy's share.");
        _meter.CreateObservableGauge("outbox.age", () => _backlog.Age.TotalSeconds, "s", "Age of the oldest message on its way in this copy's share.");
        _meter.CreateObservableGauge("outbox.aside", () => _backlog.Aside, description: "Rows set aside in this copy's share, as they can't be read.");
        _meter.CreateObservableGauge("outbox.newer", () => _backlog.Newer, description: "Rows in this copy's share that wait for a newer version of the app.");
        _meter.CreateObservableGauge("outbox.look.age", () => looks.Sender.Age.TotalSeconds, "s", "Time since this copy has last looked for messages in all of its share.");
    }

    public void Count(string outcome) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Sent(TimeSpan after)
    {
        Count("sent");
        _latency.Record(after.TotalSeconds);
    }

    public void Waiting(int depth, TimeSpan oldest, int aside, int newer) => _backlog = new(depth, oldest, aside, newer);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
