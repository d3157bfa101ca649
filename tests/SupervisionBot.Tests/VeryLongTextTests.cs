using System.Text.Json.Nodes;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>A quarter of a megabyte of text that is slow to read, wherever something is typed: it is refused for its length and answered like anything else.</summary>
public sealed class VeryLongTextTests(ResultsScene scene) : IClassFixture<ResultsScene>
{
    // Looks like the beginning of a name at every third character.
    private static readonly string s_text = string.Concat(Enumerable.Repeat("Aa-", 80_000));

    [Fact]
    public async Task ACaseReferenceIsRefusedForItsLengthAndTheFormComesBack()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");

        foreach (var reference in new[] { s_text, new string('\u200B', 40_000) + "1", new string('1', 250_000), string.Concat(Enumerable.Repeat("A ", 120_000)) })
        {
            var answer = await team.Sarah.PressAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", reference));

            Assert.Equal(200, answer.Status);
            Assert.Contains("This is too long", team.Sarah.Card.Words, StringComparison.Ordinal);
            Assert.StartsWith(reference[..40], team.Sarah.Card.Input("caseReference").Value, StringComparison.Ordinal);
            Assert.InRange(team.Sarah.Card.Raw.Length, 1, 36_000);
        }
    }

    [Theory]
    [InlineData("practitioner")]
    [InlineData("guide")]
    [InlineData("prepare")]
    [InlineData("confirmed")]
    public async Task WhatAFormNeverSendsIsAnsweredToo(string input)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");
        var data = team.Sarah.Card.Button("start.send").Data.DeepClone().AsObject();
        (data["practitioner"], data["caseReference"]) = (team.Priya.Person.Id.ToString(), "Abigail Smith");
        data[input] = s_text;

        var answer = await team.Sarah.SendAsync(team.Sarah.Execute("start.send", data));

        Assert.Equal(200, answer.Status);
        Assert.InRange(team.Sarah.Card.Raw.Length, 1, 36_000);
    }

    [Fact]
    public async Task EveryBoxOfASessionAnswersIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("options");
        await team.Sarah.AddOptionAsync("Visit today");
        await team.MoveToAsync("plan");
        var before = await team.TrailLengthAsync(team.Sarah.Card.Session);
        (string Verb, string Input)[] presses =
        [
            ("answer.save", "answer.plan.rationale"), ("answer.save", "option.options.list"), ("ethics.save", "concern"),
            ("session.cancel", "reason"), ("summary.comment", "remark"), ("bring.save", "question"), ("message.place", "text"),
            ("message.place", "target"),
        ];
        (string Verb, string Input)[] dialogs =
        [
            ("prompt.save", "answer.plan.rationale"), ("ethics.save", "concern"), ("option.choose", "why"), ("option.save", "note"),
            ("option.save", "test.ethical"), ("action.save", "what"), ("action.save", "who"), ("action.save", "when"),
            ("action.save", "difference"), ("action.remove", "why"),
        ];

        foreach (var (verb, input) in presses)
        {
            Assert.Equal(200, (await team.Sarah.SendAsync(team.Sarah.Execute(verb, Data(verb, input)))).Status);
        }

        foreach (var (verb, input) in dialogs)
        {
            Assert.Equal(200, (await team.Sarah.SendAsync(team.Sarah.Task("task/submit", Data(verb, input)))).Status);
        }

        Assert.Equal(before, await team.TrailLengthAsync(team.Sarah.Card.Session));

        JsonObject Data(string verb, string input) =>
            new() { ["session"] = team.Sarah.Card.Session, ["verb"] = verb, ["v"] = 0, ["option"] = 1, ["action"] = 0, ["prompt"] = "plan.actions", [input] = s_text };
    }

    [Fact]
    public async Task EveryBoxOfARoundAnswersIt()
    {
        var round = await scene.OrdinaryAsync();
        var sequence = (await scene.Rounds.FindAsync(round)).Sequence;
        (string Verb, string Input)[] presses =
        [
            ("plan.save", "focus"), ("plan.save", "channels"), ("plan.find", "find"), ("plan.save", "opens.day"), ("plan.save", "every"),
            ("round.recall", "reason"), ("sort.theme", "name"), ("sort.save", "was"), ("sort.open", "prompt"),
        ];
        (string Verb, string Input)[] dialogs =
        [
            ("themes.rename", "name"), ("response.keep", "stop"), ("response.keep", "themes"), ("response.look", "what.1"),
            ("response.look", "when.1"),
        ];

        foreach (var (verb, input) in presses)
        {
            Assert.Equal(200, (await ResultsScene.PressAsync(scene.Sarah, verb, round, ("prompt", "Stop"), (input, s_text))).Status);
        }

        foreach (var (verb, input) in dialogs)
        {
            var data = new JsonObject { ["verb"] = verb, ["round"] = $"{round.Round.Value:N}", [input] = s_text };
            Assert.Equal(200, (await scene.Sarah.SendAsync(scene.Sarah.Task("task/submit", data))).Status);
        }

        Assert.Equal(sequence, (await scene.Rounds.FindAsync(round)).Sequence);
    }

    [Fact]
    public async Task AnAnswerToARoundIsRefusedForItsLengthBeforeAnythingInItIsLookedAt()
    {
        await using var rounds = await RoundScene.MeetAsync(1);
        await rounds.OpenAsync();
        var who = RoundScene.SomebodyIn(rounds.Channels[0], 1);
        var dialog = (await rounds.OpenDialogAsync(who, rounds.Channels[0])).Card!;

        var answer = await rounds.SendAsync(who, rounds.Channels[0], dialog, "reply.save", ("stop.1", s_text + " Abi Smith"), ("start.1", ""), ("continue.1", ""));

        Assert.Equal(200, answer.Status);
        Assert.Contains("This is too long", answer.Card!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReflectionAnswersIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        team.TakeQuestion(team.Priya);

        var answer = await team.Priya.PressAsync("reflect.save", ("text", s_text));

        Assert.Equal(200, answer.Status);
        Assert.Contains("This is too long", answer.Message, StringComparison.Ordinal);
    }
}
