using System.Text;
using System.Text.Json.Nodes;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

public sealed class BadInputTests
{
    private static readonly string s_long = new('x', 20_000);

    [Fact]
    public async Task AMegabyteIsTooMuch()
    {
        await using var team = await SupervisionTeam.MeetAsync();

        Assert.Equal(413, (await team.PostAsync(team.Sarah.Typed(new string('x', 1024 * 1024)))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("{\"type\":\"message\"}")]
    [InlineData("\u0000")]
    public async Task WhatIsNoActivityIsRefused(string body)
    {
        await using var team = await SupervisionTeam.MeetAsync();

        Assert.Equal(400, (await team.PostAsync(Encoding.UTF8.GetBytes(body))).Status);
    }

    [Theory]
    [InlineData("session.destroy")]
    [InlineData("")]
    [InlineData("Answer.Save")]
    public async Task AnUnknownVerbChangesNothingAndSaysWhatToDo(string verb)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var before = await team.TrailLengthAsync(team.Sarah.Card.Session);
        var data = team.Sarah.Card.Button("answer.save").Data;

        Assert.Contains("help", (await team.Sarah.SendAsync(team.Sarah.Execute(verb, data))).Message, StringComparison.Ordinal);
        Assert.NotNull((await team.Sarah.SendAsync(team.Sarah.Task("task/fetch", new JsonObject { ["verb"] = verb, ["session"] = (string)data["session"]! }))).Message);
        Assert.NotNull((await team.Sarah.SendAsync(team.Sarah.Task("task/submit", new JsonObject { ["verb"] = verb, ["session"] = (string)data["session"]! }))).Message);
        Assert.Equal(before, await team.TrailLengthAsync(team.Sarah.Card.Session));
    }

    [Theory]
    [InlineData("""{"session":null}""")]
    [InlineData("""{"session":{"a":[1]},"v":1e400}""")]
    [InlineData("""{"session":"not an id","v":-1,"page":99999999999999999999}""")]
    [InlineData("""{"session":"00000000000000000000000000000000"}""")]
    public async Task DataThatMakesNoSenseIsAnsweredCalmly(string data)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        foreach (var verb in new[] { "answer.save", "session.view", "summary.page", "start.send", "sessions.list", "message.place", "typed.view", "typed.place", "typed.drop", "typed.back", "typed.open", "typed.start", "typed.next", "typed.done" })
        {
            var answer = await team.Sarah.SendAsync(team.Sarah.Execute(verb, JsonNode.Parse(data)!.AsObject()));

            Assert.Equal(200, answer.Status);
            Assert.DoesNotContain("InternalServerError", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0195999900004000800000000000000a")]
    [InlineData("01ffffffffff7000800000000000000a")]
    [InlineData("ffffffffffff7000800000000000000a")]
    public async Task ASessionIdThatNoFormHadIsNotTaken(string id)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("start");
        var press = team.Sarah.Pressed(team.Sarah.Card.Button("start.send"), ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", Walks.CaseReference));
        var made = (string)press["value"]!["action"]!["data"]!["session"]!;
        press["value"]!["action"]!["data"]!["session"] = id;

        await team.Sarah.SendAsync(press);

        Assert.True(team.Sarah.Card.Has("step.next"));
        Assert.NotEqual(id, team.Sarah.Card.Session);
        Assert.Equal(made[..6], team.Sarah.Card.Session[..6]);
    }

    [Fact]
    public async Task AListPageThatWasNeverOfferedIsAnsweredCalmly()
    {
        await using var team = await SupervisionTeam.MeetAsync();

        var answer = await team.Sarah.SendAsync(team.Sarah.Execute("sessions.list", new JsonObject { ["after"] = "nonsense \u0001 / #" }));

        Assert.DoesNotContain("InternalServerError", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HalfACharacterLeavesTheRestInPlace()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var press = team.Sarah.Pressed(team.Sarah.Card.Button("answer.save"), ("answer.information.known", "She smiled HALF")).ToJsonString().Replace("HALF", "\\ud83d", StringComparison.Ordinal);

        var answer = await team.PostAsync(Encoding.UTF8.GetBytes(press));

        Assert.Equal("She smiled \ufffd", answer.Card!.Input("answer.information.known").Value);
    }

    [Fact]
    public async Task AnAnswerOfTwentyThousandCharactersIsRefusedWithHowLongItMayBe()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var before = await team.TrailLengthAsync(team.Priya.Card.Session);

        await team.Priya.PressAsync("answer.save", ("answer.information.known", s_long));
        Assert.Contains("20,000", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains("4,000", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.TypeAsync(s_long);
        Assert.Contains("20,000", team.Priya.Texts[^1], StringComparison.Ordinal);
        await team.Priya.OpenAsync("prompt.open", "prompt", "information.known");
        await team.Priya.SubmitAsync("prompt.save", ("answer.information.known", s_long));
        Assert.Contains("20,000", team.Priya.Dialog!.Words, StringComparison.Ordinal);

        Assert.Equal(before, await team.TrailLengthAsync(team.Priya.Card.Session));
    }

    [Fact]
    public async Task OtherTextsOfTwentyThousandCharactersAreRefusedAlike()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("options");
        await team.Sarah.AddOptionAsync("Visit today");
        await team.MoveToAsync("plan");
        var session = team.Sarah.Card.Session;
        var before = await team.TrailLengthAsync(session);
        var texts = new List<string>();
        foreach (var (open, verb, input) in new[] { ("ethics.open", "ethics.save", "concern"), ("action.open", "action.save", "what"), ("action.open", "action.save", "difference") })
        {
            await team.Sarah.OpenAsync(open);
            await team.Sarah.SubmitAsync(verb, input == "difference" ? [("what", "Ring"), (input, s_long)] : [(input, s_long)]);
            texts.Add(team.Sarah.Dialog!.Words);
        }

        var data = new JsonObject { ["session"] = session, ["v"] = 99, ["verb"] = "option.choose", ["option"] = 1, ["why"] = s_long };
        texts.Add((await team.Sarah.SendAsync(team.Sarah.Task("task/submit", data))).Body);
        data["why"] = "short";
        data["note"] = s_long;
        texts.Add((await team.Sarah.SendAsync(team.Sarah.Task("task/submit", data))).Body);
        await team.Sarah.TypeAsync("cancel");
        await team.Sarah.PressAsync("session.cancel", ("reason", s_long));
        texts.Add(team.Sarah.Card.Words);

        Assert.All(texts, text => Assert.Contains("20,000", text, StringComparison.Ordinal));
        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    [Theory]
    [InlineData("👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301 ﷽")]
    [InlineData("שלום עולם \u200fאבג\u200e abc \u202eevil\u202c")]
    [InlineData("Zażółć gęślą jaźń\nline two\ttab \\ \" ' / <b>")]
    public async Task WhatPeopleWriteComesBackExactly(string text)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.PressAsync("answer.save", ("answer.information.happening", text));
        Assert.Equal(text, team.Priya.Card.Input("answer.information.happening").Value);
        await team.Sarah.RefreshAsync();
        Assert.Contains(text, team.Sarah.Card.Words, StringComparison.Ordinal);
        await team.SummariseAsync(keep: true);
        await team.Sarah.ConfirmAsync();
        await team.Priya.ConfirmAsync();

        Assert.Contains(text, await team.Priya.ReadAsync(), StringComparison.Ordinal);
        var row = await team.FrozenAsync(team.Priya.Card.Session);
        Assert.Contains(text, row!.GetText("Section_situation"), StringComparison.Ordinal);
    }
}
