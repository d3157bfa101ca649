using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.FakeTeams;
using SupervisionBot.Rounds;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

/// <summary>Three teams whose rounds are counted without anybody pressing anything, and their leaders.</summary>
public sealed class ResultsScene : IAsyncLifetime
{
    internal FakeOneDrive OneDrive { get; } = new();

    internal RoundScene Rounds { get; private set; } = null!;

    internal FakeTeamsService Drive { get; private set; } = null!;

    internal SupervisionTeam Team => Rounds.Team;

    internal Somebody Sarah => Team.Sarah;

    internal Somebody Tom => Team.Tom;

    /// <summary>What is changed about the app before it starts.</summary>
    internal Action<IServiceCollection> Change { get; init; } = _ => { };

    /// <summary>Settings beside the usual ones.</summary>
    internal string[] Settings { get; init; } = [];

    public async Task InitializeAsync()
    {
        Drive = await FakeTeamsService.StartAsync(OneDrive.MapOneDrive);
        Rounds = await RoundScene.MeetAsync(3, Change, ["--Teams:UploadHosts:0", "127.0.0.1", .. Settings]);
    }

    public async Task DisposeAsync()
    {
        await Rounds.DisposeAsync();
        await Drive.DisposeAsync();
    }

    /// <summary>A round in which so many people of each team answered.</summary>
    /// <param name="people">How many, by team.</param>
    /// <param name="says">What each of them says, by team and person, both from 0.</param>
    /// <param name="anonymous">Without names.</param>
    /// <param name="repeats">How often it comes again.</param>
    internal async Task<RoundAddress> CountedAsync(int[] people, Func<int, int, AnswerContent> says, bool anonymous = true, Recurrence? repeats = null)
    {
        var address = await Rounds.OpenAsync(anonymous, repeats);
        await AnswerAsync(address, people, says, anonymous);
        await Rounds.CountAsync(address);
        return address;
    }

    internal async Task AnswerAsync(RoundAddress address, int[] people, Func<int, int, AnswerContent> says, bool anonymous = true)
    {
        var box = Team.Services.GetRequiredService<AnswerBox>();
        var round = await Rounds.FindAsync(address);
        var seal = (await box.SealAsync(address, round, default))!;
        for (var team = 0; team < people.Length; team++)
        {
            for (var person = 0; person < people[team]; person++)
            {
                var who = RoundScene.SomebodyIn(Rounds.Channels[team], person);
                var answer = new SealedAnswer(RoundChannel.KeyOf(team + 1), says(team, person));
                Assert.Null(await box.KeepAsync(address, round, seal, new(who.ObjectId), before: null, anonymous ? answer : answer with { By = who.ObjectId, Name = who.Name, At = Rounds.Now }));
            }
        }
    }

    /// <summary>Twelve, eleven and two people, each with one thing to stop, which says where it is from.</summary>
    internal Task<RoundAddress> OrdinaryAsync() => CountedAsync([12, 11, 2], Stops);

    internal static AnswerContent Stops(int team, int person) => new([$"Stop {"abc"[team]}{person:00}"], [], []);

    /// <summary>Presses a button that somebody could have, whatever is before them.</summary>
    internal static Task<HttpAnswer> PressAsync(Somebody who, string verb, RoundAddress round, params (string Name, string Value)[] data) => who.SendAsync(who.Execute(verb, Data(verb, round, data)));

    internal static Task<HttpAnswer> OpenAsync(Somebody who, string verb, RoundAddress round, params (string Name, string Value)[] data) => who.SendAsync(who.Task("task/fetch", Data(verb, round, data)));

    /// <summary>Has themes, and entries in them by what they say.</summary>
    internal async Task SortAsync(RoundAddress address, params (string Theme, RoundPrompt Prompt, Func<string, bool> Takes)[] themes)
    {
        foreach (var (theme, prompt, takes) in themes)
        {
            var created = await Rounds.DoAsync(address, new CreateTheme(theme, prompt));
            var number = created.Stored!.Round.Themes[^1].Number;
            var entries = (await Rounds.SaidAsync(address)).Where(entry => entry.Prompt == prompt && takes(entry.Text));
            Assert.Null((await Rounds.DoAsync(address, new SortEntries(entries.ToDictionary(entry => entry.Id, _ => number, StringComparer.Ordinal)))).Refusal);
        }
    }

    private static JsonObject Data(string verb, RoundAddress round, (string Name, string Value)[] data)
    {
        var json = new JsonObject { ["verb"] = verb, ["round"] = $"{round.Round.Value:N}" };
        foreach (var (name, value) in data)
        {
            json[name] = value;
        }

        return json;
    }
}
