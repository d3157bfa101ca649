using SupervisionBot.Bench;

return args switch
{
    ["turns"] => await Turns.RunAsync(),
    ["render"] => Render.Run(),
    ["host", var kind, var path] => await BenchHost.RunAsync(kind, path),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project bench -- turns | render");
    return 2;
}
