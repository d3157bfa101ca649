using System.Text.Json.Nodes;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Reflections;

/// <summary>A reflection comes into supervision when its writer brings it in, and not before.</summary>
public sealed class BringingInTests
{
    private const string Words = "I was frightened on that visit";

    [Fact]
    public async Task TheirOwnCardAsksAndNobodyElsesDoes()
    {
        await using var team = await MeetAsync();
        await team.OpenAsync();

        Assert.Contains("You wanted to bring something", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Sarah.RefreshAsync();
        Assert.DoesNotContain("bring something", team.Sarah.Card.Words, StringComparison.Ordinal);
        await team.Priya.OpenAsync("reflect.bringing");

        Assert.Contains(Words, team.Priya.Dialog!.Words, StringComparison.Ordinal);
        AssertUnheard(team);
    }

    [Fact]
    public async Task WhereTheGuideDoesNotSaySoNoCardAsksAndNothingIsBroughtIn()
    {
        await using var team = await MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("reflect.bringing");
        var bring = team.Priya.Dialog!.Button("reflect.bringin").Data.DeepClone().AsObject();
        await team.RestartAsync();
        await team.OpenAsync("KN-8000");
        Assert.False(team.Priya.Card.Has("reflect.bringing"));
        bring["session"] = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(team.Priya.Card.Session);

        foreach (var (way, verb) in new[] { ("task/fetch", "reflect.bringing"), ("task/submit", "reflect.bringin") })
        {
            bring["verb"] = verb;
            await team.PostAsync(team.Priya.Task(way, bring.DeepClone().AsObject()));
        }

        Assert.Equal(before, await team.TrailLengthAsync(team.Priya.Card.Session));
        AssertUnheard(team);
    }

    [Fact]
    public async Task BroughtInItStandsInTheSessionAndTheSummary()
    {
        await using var team = await MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("reflect.bringing");

        await team.Priya.SubmitAsync("reflect.bringin");
        await team.SettleAsync();
        await team.Sarah.RefreshAsync();

        Assert.Contains(Words, team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("a reflection of Priya Nowak", team.Sarah.Card.Words, StringComparison.Ordinal);
        await team.Priya.RefreshAsync();
        Assert.DoesNotContain("You wanted to bring something", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.SummariseAsync();
        Assert.Contains(Words, await team.Sarah.ReadAsync(), StringComparison.Ordinal);
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.list");
        Assert.Contains("You brought this into supervision", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSamePressTwiceBringsItOnce()
    {
        await using var team = await MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("reflect.bringing");
        var data = team.Priya.Dialog!.Button("reflect.bringin").Data;
        var before = await team.TrailLengthAsync(team.Priya.Card.Session);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => team.PostAsync(team.Priya.Task("task/submit", data))));

        Assert.Equal(before + 2, await team.TrailLengthAsync(team.Priya.Card.Session));
    }

    [Fact]
    public async Task NotNowItIsAskedAboutAgainInTheNextSessionOnly()
    {
        await using var team = await MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("reflect.bringing");

        await team.Priya.SubmitAsync("reflect.later");
        await team.SettleAsync();
        Assert.False(team.Priya.Card.Has("reflect.bringing"));
        await team.OpenAsync("KN-8000");

        Assert.Contains("You wanted to bring something", team.Priya.Card.Words, StringComparison.Ordinal);
        AssertUnheard(team);
    }

    [Fact]
    public async Task OfSeveralEachIsAChoiceOfItsOwn()
    {
        await using var team = await MeetAsync();
        await team.ReflectAsync(team.Priya, "Another thought");
        await team.Priya.PressAsync("reflect.bring");
        await team.OpenAsync();
        Assert.Contains("There is 1 more", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.OpenAsync("reflect.bringing");

        await team.Priya.SubmitAsync("reflect.later");
        Assert.DoesNotContain(Words, team.Priya.Dialog!.Words, StringComparison.Ordinal);
        await team.Priya.SubmitAsync("reflect.bringin");
        await team.SettleAsync();

        await team.Sarah.RefreshAsync();
        Assert.Contains("Another thought", team.Sarah.Card.Words, StringComparison.Ordinal);
        AssertUnheard(team);
    }

    [Fact]
    public async Task WhatIsNotMarkedCannotBeBroughtByItsNumber()
    {
        await using var team = await MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("reflect.bringing");
        var data = team.Priya.Dialog!.Button("reflect.bringin").Data.DeepClone().AsObject();
        await team.ReflectAsync(team.Priya, "Never to be seen");
        data["number"] = 2;

        await team.PostAsync(team.Priya.Task("task/submit", data));
        await team.Sarah.RefreshAsync();

        Assert.DoesNotContain("Never to be seen", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsKeptPrivateInAnotherWindowIsNotBroughtInAndNotSaidToBe()
    {
        await using var team = await MeetAsync();
        await team.ReflectAsync(team.Priya, "Another thought");
        await team.Priya.PressAsync("reflect.bring");
        await team.OpenAsync();
        await team.Priya.OpenAsync("reflect.bringing");
        var press = team.Priya.Task("task/submit", team.Priya.Dialog!.Button("reflect.bringin", "number", "1").Data);
        await team.PostAsync(team.Priya.Execute("reflect.keep", new() { ["number"] = 1 }));
        var before = await team.TrailLengthAsync(team.Priya.Card.Session);

        await team.Priya.SendAsync(press);

        Assert.Equal(before, await team.TrailLengthAsync(team.Priya.Card.Session));
        Assert.Contains("so it was not brought in", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("It is in the session now", team.Priya.Dialog.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsInTheSessionAlreadyIsSaidToBe()
    {
        await using var team = await MeetAsync();
        await team.ReflectAsync(team.Priya, "Another thought");
        await team.Priya.PressAsync("reflect.bring");
        await team.OpenAsync();
        await team.Priya.OpenAsync("reflect.bringing");
        var press = team.Priya.Task("task/submit", team.Priya.Dialog!.Button("reflect.bringin", "number", "1").Data);
        await team.PostAsync(press);

        await team.Priya.SendAsync(press);

        Assert.Contains("It is in the session now", team.Priya.Dialog!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSupervisorHasNoWayIn()
    {
        await using var team = await MeetAsync();
        await team.OpenAsync();
        await team.Priya.OpenAsync("reflect.bringing");
        var data = team.Priya.Dialog!.Button("reflect.bringin").Data;
        var before = await team.TrailLengthAsync(team.Priya.Card.Session);

        foreach (var verb in new[] { "reflect.bringing", "reflect.bringin", "reflect.later" })
        {
            var asked = data.DeepClone().AsObject();
            asked["verb"] = verb;
            foreach (var way in new[] { "task/fetch", "task/submit" })
            {
                var answer = await team.PostAsync(team.Sarah.Task(way, asked));
                Assert.Contains("find that session", JsonNode.Parse(answer.Body)!["task"]!["value"]!.ToString(), StringComparison.Ordinal);
            }
        }

        Assert.Equal(before, await team.TrailLengthAsync(team.Priya.Card.Session));
    }

    [Fact]
    public async Task WhatWasTypedOnTheCardBelowTheDialogIsSaved()
    {
        await using var team = await MeetAsync();
        await team.OpenAsync();

        await team.Priya.PressAsync("reflect.bringing", ("answer.information.known", "The school rang"));
        await team.Priya.SubmitAsync("reflect.bringin");
        await team.Sarah.RefreshAsync();

        Assert.Contains("The school rang", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains(Words, team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    private static async Task<SupervisionTeam> MeetAsync()
    {
        var team = await SupervisionTeam.MeetAsync(BringingGuide.InUse);
        await team.ReflectAsync(team.Priya, Words);
        await team.Priya.PressAsync("reflect.bring");
        return team;
    }

    private static void AssertUnheard(SupervisionTeam team)
    {
        Assert.DoesNotContain(team.Connector.All, sent => sent.Conversation != team.Priya.Chat.Id && sent.Body.ToJsonString().Contains("frightened", StringComparison.Ordinal));
        Assert.DoesNotContain("frightened", team.Sarah.Card.Raw, StringComparison.Ordinal);
    }
}
