using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;
using SupervisionBot.Trails;

namespace SupervisionBot.Tests.Redactions;

/// <summary>What must not be in a frozen record is erased when somebody who takes part points at it and two leaders approve.</summary>
public sealed class RedactionTests
{
    [Fact]
    public async Task TheWordsAreGoneFromEveryPlaceOfTheRecordAndTheRestOfTheTextStays()
    {
        await using var scene = await RedactionScene.FrozenAsync();
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
            Assert.Contains(RedactionScene.Reason, summary, StringComparison.Ordinal);
            Assert.Contains("Checked just now: it matches.", summary, StringComparison.Ordinal);
        }

        await scene.Team.RestartAsync(RedactionScene.Leaders());
        Assert.Contains("She sleeps at [erased]'s, she said.", await scene.ReadAsync(scene.Team.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheWordsGoFromTheCardsOfTheLeadersToo()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.Team.SettleAsync();
        Assert.All(new[] { scene.Tom, scene.Margaret }, leader => Assert.Contains("Casey Jones", scene.LastIn(leader), StringComparison.Ordinal));

        await scene.EraseAsync();

        await scene.Team.SettleAsync();
        Assert.All(new[] { scene.Tom, scene.Margaret }, leader => Assert.DoesNotContain("Casey", scene.LastIn(leader), StringComparison.Ordinal));
        Assert.Contains("The words are erased. Tom Byrne and Margaret Ellis approved it.", scene.LastIn(scene.Tom), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeadersSeeTheWordsAndTheReasonAndNothingElseOfTheRecord()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");

        await scene.LookAsync(scene.Tom);

        Assert.Contains("Casey Jones", scene.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains(RedactionScene.Reason, scene.Tom.Card.Words, StringComparison.Ordinal);
        Assert.All(["She sleeps", "fourteen", Walks.CaseReference], words => Assert.DoesNotContain(words, scene.Tom.Card.Json.ToJsonString(), StringComparison.Ordinal));
        var there = await scene.Tom.SendAsync(scene.Tom.Execute("session.view", new() { ["session"] = scene.Session }));
        Assert.Contains("I can't find that session for you", there.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneLeaderAloneErasesNothingHoweverOftenTheyApprove()
    {
        await using var scene = await RedactionScene.FrozenAsync();
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
        await using var scene = await RedactionScene.FrozenAsync(RedactionScene.Sarahs, RedactionScene.Toms, RedactionScene.Margarets);
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
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");

        foreach (var who in new[] { scene.Team.Priya, scene.Team.Sarah, scene.Team.Eve })
        {
            var answer = await who.SendAsync(who.Execute(verb, new() { ["session"] = scene.Session, ["v"] = 999, ["asked"] = scene.Asked, ["why"] = "No" }));
            Assert.Contains("Only senior leaders decide", answer.Body, StringComparison.Ordinal);
        }

        Assert.Equal(RedactionStatus.Asked, Assert.Single((await scene.Team.StoredAsync(scene.Session)).Session.Redactions).Status);
    }

    [Fact]
    public async Task WhatALeaderDeclinesStaysWithTheReasonsOfBoth()
    {
        await using var scene = await RedactionScene.FrozenAsync();
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
        Assert.Contains(RedactionScene.Reason, summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherCopyThatHasTheSessionInMemoryForgetsTheWords()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        using var copy = ActivatorUtilities.CreateInstance<SessionStore>(scene.Team.Services);
        var address = new SessionAddress(SupervisionTeam.Tenant, new(Guid.ParseExact(scene.Session, "N")));
        Assert.Contains("Casey", Assert.Single((await copy.FindAsync(address, default))!.Session.Answers("information.happening")).Value, StringComparison.Ordinal);

        await scene.AskAsync("Casey Jones");
        await scene.EraseAsync();

        Assert.Equal("She sleeps at [erased]'s, she said.", Assert.Single((await copy.FindAsync(address, default))!.Session.Answers("information.happening")).Value);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task WhatIsLeftOfTheSummaryCanNotBeChangedUnseen(bool content, bool columns)
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.EraseAsync();

        await scene.TamperAsync("She sleeps at [erased]", "She slept nowhere near", content, columns);

        Assert.Contains("does not match its fingerprint", await scene.ReadAsync(scene.Team.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsErasedFromASummaryThatWasChangedOutsideTheApp()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        var row = (await scene.Team.FrozenAsync(scene.Session))!;
        row["Rationale"] = "Something else";
        Assert.IsType<BatchOutcome.Done>(await scene.Team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Upsert(row)], default));

        await scene.ApproveAsync(scene.Margaret);

        Assert.Contains("was changed outside this app", scene.Margaret.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Casey Jones", await scene.StoredAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALeaderSeesInHowManyTextsTheWordsStand()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");

        await scene.LookAsync(scene.Tom);

        Assert.Contains("They stand in 3 texts of the record.", scene.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsThatAreAPartOfOthersInTheSummaryAreLeftThere()
    {
        await using var scene = await RedactionScene.FrozenAsync(["nob"], RedactionScene.Leaders());
        await scene.AskAsync("nob");
        await scene.EraseAsync();

        var summary = await scene.ReadAsync(scene.Team.Priya);

        Assert.Contains("[erased]", summary, StringComparison.Ordinal);
        Assert.Contains("He is tired and nobody saw him", summary, StringComparison.Ordinal);
        Assert.Contains("He is tired and nobody saw him", (string?)(await scene.Team.FrozenAsync(scene.Session))!["Rationale"], StringComparison.Ordinal);
        Assert.Contains("it matches", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoTookPartStandsThereThoughTheSameNameIsErased()
    {
        await using var scene = await RedactionScene.FrozenAsync(["Priya Nowak"], RedactionScene.Leaders());
        await scene.AskAsync("Priya Nowak");
        await scene.EraseAsync();

        var stored = await scene.StoredAsync();
        Assert.Contains("\"label\":\"Practitioner\",\"text\":\"Priya Nowak\"", stored, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"[erased]\"", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheWordsGoFromARequestOpenedFromTheListAndFromTheCardOfWhoeverLeadsNoMore()
    {
        await using var scene = await RedactionScene.FrozenAsync(["She sleeps at Casey Jones's."], RedactionScene.Leaders(RedactionScene.Toms, RedactionScene.Margarets, RedactionScene.Sarahs));
        await scene.AskAsync("Casey Jones");
        await scene.Team.SettleAsync();
        await scene.LookAsync(scene.Tom);
        Assert.Contains("Casey Jones", scene.StandingIn(scene.Tom), StringComparison.Ordinal);
        await scene.Team.RestartAsync(RedactionScene.Leaders(RedactionScene.Margarets, RedactionScene.Sarahs));

        await scene.ApproveAsync(scene.Margaret);
        await scene.ApproveAsync(scene.Team.Sarah);

        await scene.Team.SettleAsync();
        Assert.All([scene.Tom, scene.Margaret], leader => Assert.DoesNotContain("Casey", scene.StandingIn(leader), StringComparison.Ordinal));

        // The one that was sent, and the one in the place of the list: a client keeps what it was shown there until the message changes.
        Assert.Equal(2, scene.Team.Connector.Fake.ShownIn(scene.Tom.Chat.Id).Count(message => message.Carries("You do not decide about this any more.")));
    }

    [Fact]
    public async Task WordsOfASessionThatWasEndedAreErasedToo()
    {
        await using var scene = await RedactionScene.EndedAsync();
        var team = scene.Team;

        await scene.AskAsync("Casey Jones");
        await scene.EraseAsync();

        Assert.DoesNotContain("Casey", await team.StoredTextAsync(scene.Session), StringComparison.Ordinal);
        await team.Priya.SendAsync(team.Priya.Execute("session.view", new() { ["session"] = scene.Session }));
        Assert.Contains("[erased] is not ours", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.OpenAsync("record.open");
        Assert.Contains("She sleeps at [erased]'s, she said.", team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.Contains("approved by Tom Byrne and Margaret Ellis", team.Priya.Dialog.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsErasedFromATrailOfAnEndedSessionThatWasChangedOutsideTheApp()
    {
        await using var scene = await RedactionScene.EndedAsync();
        await scene.AskAsync("Casey Jones");
        var row = (await scene.Team.Store.GetAsync("sessions", $"{SupervisionTeam.Tenant:N}|{scene.Session}", TrailAddress.EntryKey(2), default))!;
        row["By"] = Guid.NewGuid();
        Assert.IsType<BatchOutcome.Done>(await scene.Team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Upsert(row)], default));

        await scene.EraseAsync();

        Assert.Contains("was changed outside this app", scene.Margaret.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Casey Jones", await scene.Team.StoredTextAsync(scene.Session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASessionWhoseRequestsWereDecidedSoonGoesFromTheListLater()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.EraseAsync();
        Assert.NotEmpty(await scene.NotedAsync());

        scene.Team.Clock.Move(TimeSpan.FromHours(2));
        await scene.LookAsync(scene.Tom, isThere: false);

        Assert.Empty(await scene.NotedAsync());
    }

    [Fact]
    public async Task ASessionWhoseRequestsAreDecidedIsNotLookedAtAgain()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        Assert.NotEmpty(await scene.NotedAsync());

        scene.Team.Clock.Move(TimeSpan.FromHours(2));
        await scene.ApproveAsync(scene.Margaret);

        Assert.Empty(await scene.NotedAsync());
    }
}
