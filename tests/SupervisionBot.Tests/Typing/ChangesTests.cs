using SupervisionBot.FakeTeams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Typing;

/// <summary>Messages that are changed or deleted in the chat after they were typed.</summary>
public sealed class ChangesTests
{
    private const string Before = "He has missed 2 days";
    private const string After = "He has missed 12 days";

    [Fact]
    public async Task AChangedMessageThatWaitsIsSavedAsItIsNow()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var (session, typed) = (team.Priya.Card.Session, team.Priya.Typed(Before));
        await team.Priya.SendAsync(typed);

        await team.Priya.EditAsync(typed, After);
        Assert.Contains(After, team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal(After, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task ACardThatShowsTheOldWordsSavesNothingAndShowsTheNewOnes()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var (session, typed) = (team.Priya.Card.Session, team.Priya.Typed(Before));
        await team.Priya.SendAsync(typed);
        var old = team.Priya.OnAnotherDevice();
        await team.Priya.EditAsync(typed, After);

        await old.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Contains(After, old.Card.Words, StringComparison.Ordinal);
        Assert.Contains("nothing was saved", old.Card.Words, StringComparison.Ordinal);
        Assert.Null(await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task AChangedMessageThatIsSavedOffersTheNewVersionAndAPressPutsItThere()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (session, typed) = await SaveAsync(team);

        await team.Priya.EditAsync(typed, After);
        Assert.Equal(Before, await team.AnswerAsync(session, Typed.Happening, team.Priya));
        Assert.Contains("You changed your message", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.Priya.PressAsync("typed.place");

        Assert.Equal(After, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task AMessageCanBeChangedAgainAndAgain()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (session, typed) = await SaveAsync(team);

        foreach (var text in new[] { After, "He has missed 20 days", After })
        {
            await team.Priya.EditAsync(typed, text);
            await team.Priya.PressAsync("typed.place");
        }

        Assert.Equal(After, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task TheRestOfTheAnswerStaysWhenOneMessageOfItIsChanged()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.AnswerByTypingAsync(Typed.Known);
        var typed = team.Priya.Typed(Before);
        await team.Priya.TypeAsync("First");
        await team.Priya.SendAsync(typed);
        await team.Priya.TypeAsync("Last");

        await team.Priya.EditAsync(typed, After);
        await team.Priya.PressAsync("typed.place");

        Assert.Equal($"First\n\n{After}\n\nLast", await team.AnswerAsync(session, Typed.Known, team.Priya));
    }

    [Fact]
    public async Task TheNewVersionCanBeLeftOut()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (session, typed) = await SaveAsync(team);
        await team.Priya.EditAsync(typed, After);

        await team.Priya.PressAsync("typed.drop");

        Assert.Equal(Before, await team.AnswerAsync(session, Typed.Happening, team.Priya));
        Assert.Contains("Saved under:", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEditThatArrivesTwiceAsksOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (_, typed) = await SaveAsync(team);
        var edit = TypedActivity.Changed(typed, team.Priya.Typed(After), "editMessage");
        await team.Priya.SendAsync(edit);
        var sent = team.Connector.All.Count(message => message.Conversation == team.Priya.Chat.Id && message.Method == "POST");

        await team.Priya.SendAsync(edit);

        Assert.Equal(sent, team.Connector.All.Count(message => message.Conversation == team.Priya.Chat.Id && message.Method == "POST"));
    }

    [Fact]
    public async Task ADeletedMessageThatWaitsIsLetGo()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var typed = team.Priya.Typed(Before);
        await team.Priya.SendAsync(typed);

        await team.Priya.DeleteAsync(typed);

        Assert.Empty(await team.TypedRowsAsync(team.Priya));
        Assert.Contains("Nothing of it was saved", team.Priya.Texts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeletedMessageThatIsSavedOffersTakingBack()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (session, typed) = await SaveAsync(team);

        await team.Priya.DeleteAsync(typed);
        Assert.Equal(Before, await team.AnswerAsync(session, Typed.Happening, team.Priya));
        await team.Priya.PressAsync("typed.back");

        Assert.Null(await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task WhileTheSummaryIsOutAMessageIsTakenBackAndTheOthersOfItsAnswerStay()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.AnswerByTypingAsync(Typed.Happening);
        var typed = team.Priya.Typed("Casey hides him");
        await team.Priya.SendAsync(typed);
        await team.Priya.TypeAsync("The school rang");
        await team.Priya.TypeAsync("stop");
        await team.Priya.SendAsync(team.Priya.Execute("session.view", new() { ["session"] = session }));
        await team.SummariseAsync(keep: true);

        await team.Priya.DeleteAsync(typed);
        await team.Priya.PressAsync("typed.back");

        Assert.Equal("The school rang", await team.AnswerAsync(session, Typed.Happening, team.Priya));
        Assert.DoesNotContain("Casey", await team.StoredTextAsync(session), StringComparison.Ordinal);
        Assert.Equal(SupervisionBot.Core.Sessions.SessionStatus.Summarised, (await team.StoredAsync(session)).Session.Status);
    }

    [Fact]
    public async Task AMessageWhoseAnswerWasEmptiedSinceIsTakenBackFromItsVersions()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (session, typed) = await SaveAsync(team);
        await team.Priya.SendAsync(team.Priya.Execute("session.view", new() { ["session"] = session }));
        await team.Priya.PressAsync("answer.save", ($"answer.{Typed.Happening}", ""));

        await team.Priya.DeleteAsync(typed);
        await team.Priya.PressAsync("typed.back");

        Assert.DoesNotContain(Before, await team.StoredTextAsync(session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageThatWasTakenBackAndIsBroughtBackIsAskedAbout()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (session, typed) = await SaveAsync(team);
        await team.Priya.DeleteAsync(typed);
        await team.Priya.PressAsync("typed.back");

        await team.Priya.SendAsync(TypedActivity.Changed(typed, typed.DeepClone().AsObject(), "undeleteMessage"));
        Assert.Null(await team.AnswerAsync(session, Typed.Happening, team.Priya));
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal(Before, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task InASignedOffSessionTheRecordStaysAndTheBotSaysSo(bool edits)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (session, typed) = await SaveAsync(team);
        await team.Priya.SendAsync(team.Priya.Execute("session.view", new() { ["session"] = session }));
        await team.SummariseAsync(keep: true);
        await team.Sarah.ConfirmAsync();
        await team.Priya.ConfirmAsync();

        await (edits ? team.Priya.EditAsync(typed, After) : team.Priya.DeleteAsync(typed));

        Assert.Contains("its record stays as it is", team.Priya.Texts[^1], StringComparison.Ordinal);
        Assert.Equal(Before, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task AWordThatIsPutRightInTheChatIsObeyed()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var typed = team.Priya.Typed("sesions");
        await team.Priya.SendAsync(typed);
        await team.Priya.PressAsync("typed.drop");

        await team.Priya.EditAsync(typed, "sessions");

        Assert.True(team.Priya.Card.Has("session.view"));
    }

    [Fact]
    public async Task ChangesInAGroupChatAreNobodysBusiness()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var there = team.Priya.In(team.Group);
        var typed = there.Typed("Something");
        await there.SendAsync(typed);
        var sent = team.Connector.All.Count;

        await team.PostAsync(TypedActivity.Changed(typed, there.Typed("Something else"), "editMessage"));
        await team.PostAsync(TypedActivity.Deleted(typed, there.Activity("messageDelete")));
        await team.SettleAsync();

        Assert.Equal(sent, team.Connector.All.Count);
    }

    private static async Task<(string Session, System.Text.Json.Nodes.JsonObject Typed)> SaveAsync(SupervisionTeam team)
    {
        await team.OpenAsync();
        var (session, typed) = (team.Priya.Card.Session, team.Priya.Typed(Before));
        await team.Priya.SendAsync(typed);
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        return (session, typed);
    }
}
