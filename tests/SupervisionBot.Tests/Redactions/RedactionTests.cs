using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Redactions;

/// <summary>What must not be in a frozen record is erased when somebody who takes part points at it and two leaders approve.</summary>
public sealed class RedactionTests
{
    private const string Toms = "22222222-0000-4000-8000-000000000003";
    private const string Margarets = "22222222-0000-4000-8000-000000000005";
    private const string Sarahs = "22222222-0000-4000-8000-000000000001";
    private const string Reason = "It is the name of another child";

    [Fact]
    public async Task TheWordsAreGoneFromEveryPlaceOfTheRecordAndTheRestOfTheTextStays()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("casey jones");
        Assert.Contains("Casey Jones", await scene.StoredAsync(), StringComparison.Ordinal);

        await scene.ApproveAsync(scene.Tom);
        Assert.Contains("Casey Jones", await scene.StoredAsync(), StringComparison.Ordinal);
        await scene.ApproveAsync(scene.Margaret);

        Assert.DoesNotContain("Casey", await scene.StoredAsync(), StringComparison.Ordinal);
        foreach (var who in new[] { scene.Team.Priya, scene.Team.Sarah })
        {
            var summary = await scene.ReadAsync(who);
            Assert.Contains("She sleeps at [erased]'s, she said.", summary, StringComparison.Ordinal);
            Assert.Contains("[erased] is fourteen.", summary, StringComparison.Ordinal);
            Assert.Contains("Words were erased, approved by Tom Byrne and Margaret Ellis", summary, StringComparison.Ordinal);
            Assert.Contains(Reason, summary, StringComparison.Ordinal);
            Assert.Contains("Checked just now: it matches.", summary, StringComparison.Ordinal);
        }

        await scene.Team.RestartAsync(Leaders(Toms, Margarets));
        Assert.Contains("She sleeps at [erased]'s, she said.", await scene.ReadAsync(scene.Team.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheWordsGoFromTheCardsOfTheLeadersToo()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.Team.SettleAsync();
        Assert.All(new[] { scene.Tom, scene.Margaret }, leader => Assert.Contains("Casey Jones", scene.LastIn(leader), StringComparison.Ordinal));

        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);

        await scene.Team.SettleAsync();
        Assert.All(new[] { scene.Tom, scene.Margaret }, leader => Assert.DoesNotContain("Casey", scene.LastIn(leader), StringComparison.Ordinal));
        Assert.Contains("The words are erased. Tom Byrne and Margaret Ellis approved it.", scene.LastIn(scene.Tom), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeadersSeeTheWordsAndTheReasonAndNothingElseOfTheRecord()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");

        await scene.LookAsync(scene.Tom);

        Assert.Contains("Casey Jones", scene.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains(Reason, scene.Tom.Card.Words, StringComparison.Ordinal);
        Assert.All(["She sleeps", "fourteen", Walks.CaseReference], words => Assert.DoesNotContain(words, scene.Tom.Card.Json.ToJsonString(), StringComparison.Ordinal));
        var there = await scene.Tom.SendAsync(scene.Tom.Execute("session.view", new() { ["session"] = scene.Session }));
        Assert.Contains("I can't find that session for you", there.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDialogShowsWhereTheWordsStandBeforeAnybodyIsAsked()
    {
        await using var scene = await FrozenAsync();
        await scene.Team.Priya.OpenAsync("redact.open");

        await scene.Team.Priya.SubmitAsync("redact.find", ("words", "Casey Jones"), ("reason", Reason));

        Assert.Contains("She sleeps at Casey Jones's, she said.", scene.Team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.Contains("Casey Jones is fourteen.", scene.Team.Priya.Dialog.Words, StringComparison.Ordinal);
        Assert.Empty((await scene.Team.StoredAsync(scene.Session)).Session.Redactions);
        await scene.Team.Priya.SubmitAsync("redact.change");
        Assert.Equal("Casey Jones", scene.Team.Priya.Dialog.Input("words").Value);
    }

    [Theory]
    [InlineData("Casey Johns", "These words do not stand in the record")]
    [InlineData("Cas", "These words do not stand in the record")]
    [InlineData("\u200b", "There is nothing written yet")]
    public async Task WordsThatCanNotBeFoundAreToldAndNobodyIsAsked(string words, string told)
    {
        await using var scene = await FrozenAsync();
        await scene.Team.Priya.OpenAsync("redact.open");

        await scene.Team.Priya.SubmitAsync("redact.find", ("words", words), ("reason", Reason));

        Assert.Contains(told, scene.Team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.Equal(Reason, scene.Team.Priya.Dialog.Input("reason").Value);
    }

    [Fact]
    public async Task OneLeaderAloneErasesNothingHoweverOftenTheyApprove()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.LookAsync(scene.Tom);
        var press = scene.Tom.Pressed(scene.Tom.Card.Button("redaction.approve"));

        await scene.Tom.SendAsync(press);
        await scene.Tom.SendAsync(press);
        await scene.Tom.SendAsync(scene.Tom.Execute("redaction.approve", new() { ["session"] = scene.Session, ["v"] = 999, ["asked"] = scene.Asked }));

        Assert.Contains("Casey Jones", await scene.StoredAsync(), StringComparison.Ordinal);
        Assert.False(scene.Tom.Card.Has("redaction.approve"));
        Assert.Contains("You approved it", scene.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverAsksDoesNotApproveEvenAsALeader()
    {
        await using var scene = await FrozenAsync(Sarahs, Toms, Margarets);
        await scene.AskAsync("Casey Jones", scene.Team.Sarah);
        await scene.ApproveAsync(scene.Tom);

        await scene.Team.Sarah.SendAsync(scene.Team.Sarah.Execute("redaction.approve", new() { ["session"] = scene.Session, ["v"] = 999, ["asked"] = scene.Asked }));

        Assert.Contains("two other leaders decide", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Casey Jones", await scene.StoredAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redaction.view")]
    [InlineData("redaction.list")]
    [InlineData("redaction.approve")]
    [InlineData("redaction.decline")]
    public async Task NobodyWhoDoesNotLeadSeesOrDecidesAnything(string verb)
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");

        foreach (var who in new[] { scene.Team.Priya, scene.Team.Sarah, scene.Team.Eve })
        {
            var answer = await who.SendAsync(who.Execute(verb, new() { ["session"] = scene.Session, ["v"] = 999, ["asked"] = scene.Asked, ["why"] = "No" }));
            Assert.Contains("Only senior leaders decide", answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(RedactionStatus.Asked, Assert.Single((await scene.Team.StoredAsync(scene.Session)).Session.Redactions).Status);
    }

    [Fact]
    public async Task NobodyWhoTakesNoPartAsksForAnything()
    {
        await using var scene = await FrozenAsync();

        foreach (var verb in new[] { "redact.find", "redact.ask", "redact.change" })
        {
            var answer = await scene.Team.Eve.SendAsync(scene.Team.Eve.Task("task/submit", new JsonObject { ["verb"] = verb, ["session"] = scene.Session, ["v"] = 9, ["words"] = "Casey Jones", ["reason"] = "x" }));
            Assert.Contains("I can't find that session for you", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatALeaderDeclinesStaysWithTheReasonsOfBoth()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.LookAsync(scene.Tom);

        await scene.Tom.PressAsync("redaction.decline");
        Assert.Contains("There is nothing written yet", scene.Tom.Card.Words, StringComparison.Ordinal);
        await scene.Tom.PressAsync("redaction.decline", ("why", "The court has it already"));
        await scene.LookAsync(scene.Margaret, isThere: false);
        await scene.Margaret.SendAsync(scene.Margaret.Execute("redaction.approve", new() { ["session"] = scene.Session, ["v"] = 999, ["asked"] = scene.Asked }));

        Assert.Contains("That is decided already", scene.Margaret.Card.Words, StringComparison.Ordinal);
        var summary = await scene.ReadAsync(scene.Team.Priya);
        Assert.Contains("Casey Jones is fourteen.", summary, StringComparison.Ordinal);
        Assert.Contains("The court has it already", summary, StringComparison.Ordinal);
        Assert.Contains(Reason, summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsErasedOneAfterTheOtherFromOneTextAreBothGone()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);

        await scene.AskAsync("fourteen");
        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);

        var stored = await scene.StoredAsync();
        Assert.All(["Casey", "fourteen"], words => Assert.DoesNotContain(words, stored, StringComparison.Ordinal));
        var summary = await scene.ReadAsync(scene.Team.Priya);
        Assert.Contains("[erased] is [erased].", summary, StringComparison.Ordinal);
        Assert.Contains("She sleeps at [erased]'s, she said.", summary, StringComparison.Ordinal);
        Assert.Contains("it matches", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARequestWhoseTextWasChangedByAnotherIsNotDecided()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("sleeps");
        var first = scene.Asked;
        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);

        await scene.Tom.SendAsync(scene.Tom.Execute("redaction.approve", new() { ["session"] = scene.Session, ["v"] = 999, ["asked"] = first }));

        Assert.Contains("It can be asked for again.", scene.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("sleeps", await scene.StoredAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherCopyThatHasTheSessionInMemoryForgetsTheWords()
    {
        await using var scene = await FrozenAsync();
        using var copy = ActivatorUtilities.CreateInstance<SessionStore>(scene.Team.Services);
        var address = new SessionAddress(SupervisionTeam.Tenant, new(Guid.ParseExact(scene.Session, "N")));
        Assert.Contains("Casey", Assert.Single((await copy.FindAsync(address, default))!.Session.Answers("information.happening")).Value, StringComparison.Ordinal);

        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);

        Assert.Equal("She sleeps at [erased]'s, she said.", Assert.Single((await copy.FindAsync(address, default))!.Session.Answers("information.happening")).Value);
    }

    [Theory]
    [InlineData("Canonical", FrozenSummaryRow.ContentRowKey)]
    [InlineData("Rationale", FrozenSummaryRow.RowKey)]
    public async Task WhatIsLeftOfTheSummaryCanNotBeChangedUnseen(string column, string row)
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);
        var before = (await scene.Team.Store.GetAsync("sessions", $"{SupervisionTeam.Tenant:N}|{scene.Session}", row, default))!;
        before[column] = column == "Canonical" ? Tampered((string)before[column]!) : "Something else";
        Assert.IsType<BatchOutcome.Done>(await scene.Team.Store.SubmitAsync("sessions", before.PartitionKey, [TableAction.Upsert(before)], default));

        Assert.Contains("does not match its fingerprint", await scene.ReadAsync(scene.Team.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsErasedFromASummaryThatWasChangedOutsideTheApp()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        var row = (await scene.Team.FrozenAsync(scene.Session))!;
        row["Rationale"] = "Something else";
        Assert.IsType<BatchOutcome.Done>(await scene.Team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Upsert(row)], default));

        await scene.ApproveAsync(scene.Margaret);

        Assert.Contains("was changed outside this app", scene.Margaret.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Casey Jones", await scene.StoredAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Toms)]
    [InlineData(Sarahs, Toms)]
    public async Task WhereTooFewLeadersAreNamedNobodyIsAskedAndItSaysWhatToDo(params string[] leaders)
    {
        await using var scene = await FrozenAsync(leaders);

        var answer = await scene.Team.Sarah.OpenAsync("redact.open");

        Assert.Contains("Two senior leaders besides you have to approve", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("March")]
    [InlineData("Priya")]
    [InlineData("05")]
    public async Task DaysAndNamesThatLookLikeTheWordsStay(string words)
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Visit at home");
        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);
        await scene.Team.Priya.SendAsync(scene.Team.Priya.Execute("session.view", new() { ["session"] = scene.Session }));
        await scene.Team.Priya.PressAsync("addendum.add", ("addendum", "Priya was in flat 05 in March."));

        await scene.AskAsync(words);
        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);

        var summary = await scene.ReadAsync(scene.Team.Priya);
        Assert.Contains("Priya was in flat 05 in March.".Replace(words, "[erased]", StringComparison.Ordinal), summary, StringComparison.Ordinal);
        Assert.All(["5 March 2027", "Priya Nowak", "it matches"], there => Assert.Contains(there, summary, StringComparison.Ordinal));
        await scene.Team.RestartAsync(Leaders(Toms, Margarets));
        Assert.Contains("5 March 2027", await scene.ReadAsync(scene.Team.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALeaderSeesInHowManyTextsTheWordsStand()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");

        await scene.LookAsync(scene.Tom);

        Assert.Contains("They stand in 3 texts of the record.", scene.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsOfASessionThatWasEndedAreErasedToo()
    {
        await using var team = await SupervisionTeam.MeetAsync(Leaders(Toms, Margarets));
        var margaret = team.At(new("Margaret Ellis", new(Margarets), SupervisionTeam.Tenant));
        await margaret.AddAppAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "She sleeps at Casey Jones's, she said."));
        await team.Sarah.PressAsync("session.ending");
        await team.Sarah.PressAsync("session.cancel", ("reason", "Casey Jones is not ours"));
        var scene = new RedactionScene(team, margaret, team.Sarah.Card.Session);

        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        await scene.ApproveAsync(scene.Margaret);

        Assert.DoesNotContain("Casey", await team.StoredTextAsync(scene.Session), StringComparison.Ordinal);
        await team.Priya.SendAsync(team.Priya.Execute("session.view", new() { ["session"] = scene.Session }));
        Assert.Contains("[erased] is not ours", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.OpenAsync("record.open");
        Assert.Contains("She sleeps at [erased]'s, she said.", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.Contains("approved by Tom Byrne and Margaret Ellis", team.Priya.Dialog.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASessionWhoseRequestsAreDecidedIsNotLookedAtAgain()
    {
        await using var scene = await FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        Assert.NotEmpty(await scene.NotedAsync());

        scene.Team.Clock.Move(TimeSpan.FromHours(2));
        await scene.ApproveAsync(scene.Margaret);

        Assert.Empty(await scene.NotedAsync());
    }

    [Fact]
    public async Task BeforeTheSummaryIsFrozenThereIsNothingToAskFor()
    {
        await using var team = await SupervisionTeam.MeetAsync(Leaders(Toms, Margarets));
        await team.OpenAsync();

        Assert.False(team.Priya.Card.Has("redact.open"));
        var answer = await team.Priya.SendAsync(team.Priya.Task("task/submit", new JsonObject { ["verb"] = "redact.ask", ["session"] = team.Priya.Card.Session, ["v"] = 9, ["words"] = "x", ["reason"] = "x" }));
        Assert.Contains("I can't find", answer.Body, StringComparison.Ordinal);
    }

    private static string Tampered(string packed) => Convert.ToBase64String(FrozenContent.Replace(Convert.FromBase64String(packed), "She sleeps at [erased]", "She slept nowhere near"));

    private static string[] Leaders(params string[] leaders) => [.. leaders.SelectMany((leader, index) => new[] { $"--Roles:Leaders:{index}", leader })];

    private static async Task<RedactionScene> FrozenAsync(params string[] leaders)
    {
        var team = await SupervisionTeam.MeetAsync(Leaders(leaders.Length == 0 ? [Toms, Margarets] : leaders));
        var margaret = team.At(new("Margaret Ellis", new(Margarets), SupervisionTeam.Tenant));
        await margaret.AddAppAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.happening", "She sleeps at Casey Jones, she said."));
        await team.Priya.PressAsync("answer.save", ("answer.information.happening", "She sleeps at Casey Jones's, she said."));
        await team.Sarah.RefreshAsync();
        await team.Sarah.PressAsync("answer.save", ("answer.information.wanted-now", "Casey Jones is fourteen."));
        await team.SummariseAsync(keep: true);
        await team.SignAsync();
        return new(team, margaret, team.Sarah.Card.Session);
    }
}
