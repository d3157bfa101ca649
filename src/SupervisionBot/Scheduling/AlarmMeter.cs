using System.Diagnostics.Metrics;
using SupervisionBot.Hosting;

namespace SupervisionBot.Scheduling;

/// <summary>What is measured of alarms, under the meter <c>SupervisionBot.Alarms</c>.</summary>
internal sealed class AlarmMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "SupervisionBot.Alarms";

    private readonly Meter _meter = new(Name);
    private volatile int _aside;
    private volatile int _newer;

    public AlarmMeter(Looks looks)
    {
        _meter.CreateObservableGauge("alarms.aside", () => _aside, description: "Rows set aside in this copy's share, as they can't be read.");
        _meter.CreateObservableGauge("alarms.newer", () => _newer, description: "Rows in this copy's share that wait for a newer version of the app.");
        _meter.CreateObservableGauge("alarms.look.age", () => looks.Alarms.Age.TotalSeconds, "s", "Time since this copy has last looked for what is due in all of its share.");
    }

    public void Unread(int aside, int newer) => (_aside, _newer) = (aside, newer);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
