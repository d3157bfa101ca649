using System.Globalization;
using SupervisionBot.Bench;

return args switch
{
    ["turns"] => await Turns.RunAsync(),
    ["growth", .. var sizes] when sizes.All(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out _)) => await Growth.RunAsync([.. sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture))]),
    ["render"] => Render.Run(),
    ["soak", .. var options] when SoakOptions.Read(options) is { } soak => await Soak.RunAsync(soak),
    ["round"] => await Rounds.RunAsync(channels: 50, answers: 500),
    ["round", var channels, var answers] when int.TryParse(channels, NumberStyles.None, CultureInfo.InvariantCulture, out var c) && int.TryParse(answers, NumberStyles.None, CultureInfo.InvariantCulture, out var a) => await Rounds.RunAsync(c, a),
    ["host", var kind, .. var settings] => await BenchHost.RunAsync(kind, settings),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- turns | growth [sessions ...] | render | soak [--minutes n] [--seed n] | round [channels answers]");
    return 2;
}
