using Microsoft.Extensions.DependencyInjection.Extensions;
using SupervisionBot;
using SupervisionBot.LocalTeams;

if (LaunchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(LaunchOptions.Usage);
    return 2;
}

await using var teams = await LocalTeamsHost.StartAsync(new(options.DataFolder, options.Page));

await using var bot = SupervisionApp.Create(
    [.. options.ForBot],
    builder => builder.Services.Replace(ServiceDescriptor.Singleton(teams.Clock)));
await bot.StartAsync();
await teams.MeetBotAsync(new Uri(bot.Urls.Single()));

Console.WriteLine($"LocalTeams keeps its chats and sessions in {options.DataFolder}");
Console.WriteLine($"LocalTeams is ready: {teams.Address.AbsoluteUri.TrimEnd('/')}");
if (options.OpenBrowser)
{
    Browser.TryOpen(teams.Address);
}

await teams.WaitForShutdownAsync();
await bot.StopAsync();
return 0;
