using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.FakeTeams;
using SupervisionBot.OneToOne;
using SupervisionBot.Rounds;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

/// <summary>Planning a round and having it approved, by typed words and buttons.</summary>
public sealed class PlanningTests
{
    [Fact]
    public async Task ARoundForOneTeamIsPlannedSentOffAndOpensByItself()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var sarah = scene.Team.Sarah;

        await sarah.PlanAsync(1);
        Assert.Contains("Draft", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("It opens by itself on 4 March 2027, 09:45 GMT", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("18 March 2027, 17:00 GMT", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Empty(scene.CardsIn(scene.Channels[0]));
        await sarah.PressAsync("plan.send");
        Assert.Contains("Opens on 4 March 2027, 09:45 GMT", sarah.Card.Words, StringComparison.Ordinal);
        scene.Team.Clock.Move(TimeSpan.FromHours(1));

        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardsIn(scene.Channels[0]).Count == 1));
        Assert.Contains("What should change?", scene.CardIn(scene.Channels[0]).Words, StringComparison.Ordinal);
        await sarah.OpenNewestAsync();
        Assert.Contains("Open until 18 March 2027, 17:00 GMT", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("General (0)", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("10 more people have to answer, or all words are deleted unread", sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARoundForTwoTeamsOpensOnlyOnceAnotherLeaderHasApprovedIt()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var (sarah, tom) = (scene.Team.Sarah, scene.Team.Tom);
        await sarah.PlanAsync(2);
        await sarah.PressAsync("plan.send");
        Assert.Contains("Waits for approval by another leader", sarah.Card.Words, StringComparison.Ordinal);
        Assert.False(sarah.Card.Has("plan.approve"));

        await sarah.SendAsync(sarah.Execute("plan.approve", new JsonObject { ["round"] = Round(sarah), ["submittedAt"] = "2" }));
        Assert.Contains(RefusalText.For(new NotYourOwnToApprove()), sarah.Card.Words, StringComparison.Ordinal);

        await tom.HearAsync("waiting for approval");
        await tom.OpenNewestAsync();
        await tom.OpenAsync("plan.preview");
        Assert.Contains("Team 02:", tom.Dialog!.Words, StringComparison.Ordinal);
        await tom.PressAsync("plan.approve");
        Assert.Contains("Opens on", tom.Card.Words, StringComparison.Ordinal);
        scene.Team.Clock.Move(TimeSpan.FromHours(1));
        await RoundScene.UntilAsync(() => Task.FromResult(scene.Channels.All(channel => scene.CardsIn(channel).Count == 1)));
    }

    [Fact]
    public async Task APlanThatWasSentBackShowsWhyAndCanBeChangedAndSentAgain()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var (sarah, tom) = (scene.Team.Sarah, scene.Team.Tom);
        await sarah.PlanAsync(2);
        await sarah.PressAsync("plan.send");
        await tom.OpenNewestAsync();
        await tom.SurelyAsync("plan.back", "Ask about the panels too");

        await sarah.OpenNewestAsync();
        Assert.Contains("Sent back to be changed: Ask about the panels too", sarah.Card.Words, StringComparison.Ordinal);
        await sarah.PressAsync("plan.change");
        await sarah.PressAsync("plan.save", ("focus", "What should change, panels included?"));
        Assert.Contains("panels included", sarah.Card.Words, StringComparison.Ordinal);
        await sarah.PressAsync("plan.send");
        Assert.Contains("Waits for approval", sarah.Card.Words, StringComparison.Ordinal);

        // What Tom still has before him is an older plan.
        await tom.SendAsync(tom.Execute("plan.approve", new JsonObject { ["round"] = Round(sarah), ["submittedAt"] = "2" }));
        Assert.Contains(RefusalText.For(new PlanChangedSince()), tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnotherLeaderARoundForTwoTeamsStaysADraftAndSaysWhatToDo()
    {
        await using var scene = await RoundScene.MeetAsync(2, "--Roles:Leaders:1", $"{RoundScene.Leader}");
        var sarah = scene.Team.Sarah;
        await sarah.PlanAsync(2);

        Assert.False(sarah.Card.Has("plan.send"));
        Assert.Contains("Roles:Leaders", sarah.Card.Words, StringComparison.Ordinal);
        await sarah.SendAsync(sarah.Execute("plan.send", new JsonObject { ["round"] = Round(sarah), ["v"] = "1" }));
        Assert.Contains("Draft", sarah.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closes.day", "2027-03-04", "closes.time", "09:00")]
    [InlineData("opens.day", "2027-02-01", "opens.time", "08:00")]
    [InlineData("closes.day", "2027-02-30", "closes.time", "12:00")]
    [InlineData("repeats", "weeks", "every", "1")]
    public async Task AFormThatIsRefusedKeepsEverythingTyped(string input, string value, string other, string otherValue)
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var sarah = scene.Team.Sarah;

        await sarah.PlanAsync(2, ("named", "named"), (input, value), (other, otherValue));

        Assert.Equal("warning", (string?)sarah.Card.Json["body"]![1]!["style"]);
        Assert.Equal("What should change?", sarah.Card.Input("focus").Value);
        Assert.Equal("named", sarah.Card.Input("named").Value);
        Assert.Equal(sarah.Channels(2), sarah.Card.Input("channels").Value);
        Assert.Equal((value, otherValue), (sarah.Card.Input(input).Value, sarah.Card.Input(other).Value));
        await sarah.TypeAsync("rounds");
        Assert.Contains("There are no rounds yet", sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQuestionThatStandsInTheFormIsAskedWhereNoOtherIsWritten()
    {
        await using var scene = await RoundScene.MeetAsync(1);

        await scene.Team.Sarah.PlanAsync(1, ("focus", FocusQuestions.Offered));

        Assert.Contains(FocusQuestions.Offered, scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelsThatWereThereBeforeTheAppAreOfferedByName()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var general = scene.Channels[0];
        var desk = Room.Channel(SupervisionTeam.Tenant, general.Team!, "19:desk@thread.tacv2", "Duty desk");
        scene.Team.Connector.Fake.Open(desk);
        await scene.Team.Services.GetRequiredService<SupervisionBot.Turns.FeatureHandler>().OnConversationUpdateAsync(
            new ConversationUpdate.BotAdded(new(SupervisionTeam.Tenant, general.Id, ConversationKind.Channel, scene.Team.Connector.ServiceUrl(SupervisionTeam.Tenant), "28:bot"), new(general.Id, general.Team!.Name)), default);

        await scene.Team.Sarah.TypeAsync("rounds");
        await scene.Team.Sarah.PressAsync("plan.open");

        Assert.Contains("Team 01 · General", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Team 01 · Duty desk", scene.Team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFormSentTwiceMakesOneRound()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var sarah = scene.Team.Sarah;
        await sarah.TypeAsync("rounds");
        await sarah.PressAsync("plan.open");
        var (other, channels) = (sarah.OnAnotherDevice(), sarah.Channels(1));
        (string, string)[] typed = [("focus", "What should change?"), ("channels", channels)];
        await Task.WhenAll(sarah.PressAsync("plan.save", typed), other.PressAsync("plan.save", typed));
        Assert.Contains("Saved.", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Saved.", other.Card.Words, StringComparison.Ordinal);

        await sarah.TypeAsync("rounds");
        Assert.Single(sarah.Card.Buttons, button => button.Verb == "round.open");
    }

    [Fact]
    public async Task AFormThatHasMadeItsRoundDoesNotChangeItAndSaysSo()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var sarah = scene.Team.Sarah;
        await sarah.TypeAsync("rounds");
        await sarah.PressAsync("plan.open");
        var other = sarah.OnAnotherDevice();
        await sarah.PressAsync("plan.save", ("focus", "First"), ("channels", sarah.Channels(1)));

        await other.PressAsync("plan.save", ("focus", "Second"), ("channels", other.Channels(1)));

        Assert.Contains(RefusalText.For(new PlannedBefore()), other.Card.Words, StringComparison.Ordinal);
        Assert.Contains("First", other.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOlderFormIsNotSavedOverANewerPlanAndKeepsWhatWasTyped()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var (sarah, tom) = (scene.Team.Sarah, scene.Team.Tom);
        await sarah.PlanAsync(1);
        await sarah.PressAsync("plan.change");
        await tom.OpenNewestAsync();
        await tom.PressAsync("plan.change");
        await tom.PressAsync("plan.save", ("focus", "What Tom asks"));

        await sarah.PressAsync("plan.save", ("focus", "What Sarah asks"));
        Assert.Contains(RefusalText.For(new FormIsOlder()), sarah.Card.Words, StringComparison.Ordinal);
        Assert.Equal("What Sarah asks", sarah.Card.Input("focus").Value);
        await sarah.PressAsync("plan.save");
        Assert.Contains("What Sarah asks", sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOlderCardDoesNotSendOffAPlanThatItsReaderHasNotSeen()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var (sarah, tom) = (scene.Team.Sarah, scene.Team.Tom);
        await sarah.PlanAsync(1);
        await tom.OpenNewestAsync();
        await tom.PressAsync("plan.change");
        await tom.PressAsync("plan.save", ("focus", "What Tom asks"));

        await sarah.PressAsync("plan.send");

        Assert.Contains(RefusalText.For(new PlanChangedSince()), sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("What Tom asks", sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Draft", sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADiscardedRoundNeverOpens()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var sarah = scene.Team.Sarah;
        await sarah.PlanAsync(1);
        await sarah.PressAsync("plan.send");

        await sarah.SurelyAsync("plan.discard");

        Assert.Contains("Discarded before it opened", sarah.Card.Words, StringComparison.Ordinal);
        Assert.False(sarah.Card.Has("plan.change"));
    }

    [Fact]
    public async Task SomebodyWhoIsNoLeaderIsToldWhomToAskAndNothingElse()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.Team.Sarah.PlanAsync(1);
        var priya = scene.Team.Priya;

        await priya.TypeAsync("rounds");
        Assert.Contains(priya.Texts, text => text.StartsWith(PlanningFeature.NotALeader, StringComparison.Ordinal));
        foreach (var verb in scene.Team.Services.GetServices<SupervisionBot.Turns.Feature>().OfType<PlanningFeature>().Single().Pressing)
        {
            var answer = await priya.SendAsync(priya.Execute(verb, new JsonObject { ["round"] = Round(scene.Team.Sarah), ["v"] = "1" }));
            Assert.Equal(PlanningFeature.NotALeader, answer.Message);
        }

        Assert.Equal(PlanningFeature.NotALeader, (await priya.SendAsync(priya.Task("task/fetch", new JsonObject { ["verb"] = "plan.preview", ["round"] = Round(scene.Team.Sarah) }))).Message);
        Assert.Equal(PlanningFeature.NotALeader, (await priya.SendAsync(priya.Task("task/submit", new JsonObject { ["verb"] = "plan.preview", ["round"] = Round(scene.Team.Sarah) }))).Message);
    }

    [Fact]
    public async Task WhoNoLongerLeadsIsNoLeader()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var sarah = scene.Team.Sarah;
        await sarah.PlanAsync(1);
        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{RoundScene.OtherLeader}");

        Assert.Equal(PlanningFeature.NotALeader, (await sarah.PressAsync("plan.send")).Message);
    }

    [Fact]
    public async Task WhoIsTakenOutOfTheSettingsFileSeesNothingFromTheNextPressOn()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var sarah = scene.Team.Sarah;
        await sarah.PlanAsync(1);
        var settings = (IConfigurationRoot)scene.Team.Services.GetRequiredService<IConfiguration>();
        var file = Path.Combine(scene.Team.Folder, "roles.json");
        await File.WriteAllTextAsync(file, $$"""{ "Roles": { "Leaders": ["{{RoundScene.Leader}}"] } }""");
        ((IConfigurationBuilder)settings).AddJsonFile(file, optional: false, reloadOnChange: false);
        Task<HttpAnswer> LooksAsync() => sarah.SendAsync(sarah.Execute("rounds.list", new JsonObject { ["after"] = "" }));
        Assert.NotNull((await LooksAsync()).Card);

        await File.WriteAllTextAsync(file, $$"""{ "Roles": { "Leaders": ["{{RoundScene.OtherLeader}}"] } }""");
        settings.Reload();

        Assert.Equal(PlanningFeature.NotALeader, (await LooksAsync()).Message);
    }

    [Fact]
    public async Task ALeaderOfAnotherOrganisationFindsNothing()
    {
        await using var scene = await RoundScene.MeetAsync(1, "--Roles:Leaders:2", "22222222-0000-4000-8000-000000000004");
        await scene.Team.Sarah.PlanAsync(1);
        var eve = scene.Team.Eve;

        await eve.TypeAsync("rounds");
        Assert.Contains("There are no rounds yet", eve.Card.Words, StringComparison.Ordinal);
        foreach (var id in new[] { Round(scene.Team.Sarah), $"{Guid.NewGuid():N}", "", "x" })
        {
            foreach (var verb in new[] { "round.open", "plan.change", "plan.send", "round.recall", "report.open", "report.again" })
            {
                Assert.Equal(RefusalText.For(new NoSuchRound()), (await eve.SendAsync(eve.Execute(verb, new JsonObject { ["round"] = id, ["v"] = "1" }))).Message);
            }

            Assert.Equal(RefusalText.For(new NoSuchRound()), (await eve.SendAsync(eve.Task("task/fetch", new JsonObject { ["verb"] = "plan.preview", ["round"] = id }))).Message);
        }

        await eve.PressAsync("plan.open");
        Assert.Contains("This app is in no team channel yet", eve.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Team 01", eve.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoundsArePlannedInOnesOwnChatOnly()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var group = scene.Team.Sarah.In(scene.Team.Group);

        await group.TypeAsync("rounds");

        Assert.Contains(group.Texts, text => text.Contains("your own chat", StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Team.Connector.Fake.ShownIn(scene.Team.Group.Id), message => message.Carries("plan.open"));
    }

    [Fact]
    public async Task APreviewShowsTheCardAsItWillLookWithButtonsThatCannotBePressed()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var sarah = scene.Team.Sarah;
        await sarah.PlanAsync(1);
        await sarah.OpenAsync("plan.preview");
        var preview = sarah.Dialog!;
        await sarah.PressAsync("plan.send");
        scene.Team.Clock.Move(TimeSpan.FromHours(1));
        await RoundScene.UntilAsync(() => Task.FromResult(scene.CardsIn(scene.Channels[0]).Count == 1));

        var posted = scene.CardIn(scene.Channels[0]).Json["body"]!.AsArray();
        var shown = preview.Json["body"]![0]!["items"]!.AsArray();
        Assert.Equal(posted.Select(Words), shown.Select(Words));
        Assert.False((bool)preview.Buttons.Select(button => shown[^1]!["actions"]![0]!["isEnabled"]!).First());

        static string Words(JsonNode? node) => new ShownCard(new JsonObject { ["body"] = new JsonArray(node!.DeepClone()) }).Words.Replace("False", "", StringComparison.Ordinal);
    }

    private static string Round(Somebody who) => (string)who.Card.Buttons.First(button => button.Data["round"] is not null).Data["round"]!;
}
