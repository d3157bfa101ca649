using System.Globalization;
using SupervisionBot.Bench;

return args switch
{
    ["turns"] => await Turns.RunAsync(),
    ["growth", .. var sizes] when sizes.All(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out _)) => await Growth.RunAsync([.. sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture))]),
    ["render"] => Render.Run(),
    ["host", var kind, var path] => await BenchHost.RunAsync(kind, path),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- turns | growth [sessions ...] | render");
    return 2;
}
