using System.Collections.Concurrent;
using System.Globalization;

namespace SupervisionBot.Bench;

/// <summary>What is counted while people walk.</summary>
internal sealed class SoakFigures
{
    /// <summary>Things people did, each repetition by hand counted.</summary>
    public int Deliveries;

    /// <summary>Repetitions by hand.</summary>
    public int Again;

    /// <summary>How long each turn took, from the first press until its answer was there.</summary>
    public ConcurrentQueue<TimeSpan> Turns { get; } = [];

    /// <summary>Sessions that did not come to their end.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>The middle and the upper end of times.</summary>
    public static string Spread(IEnumerable<TimeSpan> times)
    {
        var ordered = times.Order().ToArray();
        string At(double part) => string.Create(CultureInfo.InvariantCulture, $"{ordered[(int)(ordered.Length * part)].TotalMilliseconds:F0} ms");
        return ordered.Length == 0 ? "none" : $"p50 {At(0.5)}, p99 {At(0.99)}";
    }
}
