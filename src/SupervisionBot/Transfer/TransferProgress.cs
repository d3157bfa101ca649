using System.Globalization;

namespace SupervisionBot.Transfer;

/// <summary>Tells a person, about once a second, how far the work has got.</summary>
internal sealed class TransferProgress(TextWriter error, TimeProvider clock, string doing, long? total = null)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    private readonly long _began = clock.GetTimestamp();
    private long _told = clock.GetTimestamp();
    private long _rows;

    /// <summary>Counts rows, and tells where it is time to.</summary>
    public void Add(int rows)
    {
        _rows += rows;
        if (clock.GetElapsedTime(_told) >= s_every)
        {
            _told = clock.GetTimestamp();
            Tell("");
        }
    }

    /// <summary>Tells how it ended.</summary>
    public void End() => Tell(string.Create(CultureInfo.InvariantCulture, $", done in {clock.GetElapsedTime(_began).TotalSeconds:0.0} s"));

    private void Tell(string end)
    {
        var of = total is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all:N0}") : "";
        var seconds = Math.Max(clock.GetElapsedTime(_began).TotalSeconds, 0.001);
        error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{doing}: {_rows:N0}{of} rows, {_rows / seconds:N0} rows/s{end}"));
    }
}
