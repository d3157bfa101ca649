using SupervisionBot.FakeTeams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Typing;

/// <summary>What stands beside or within a person's own words: files, pictures, messages forwarded and quoted, mentions.</summary>
public sealed class BesideWordsTests
{
    [Fact]
    public async Task TheBotTellsOfAFileAPictureAndAForwardedMessageThatTheyAreNotInTheRecord()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.SendAsync(team.Priya.Typed("The chronology is attached").WithFile().WithPicture().WithForwarded("Mum rang: he is safe"));

        Assert.Contains("The file, the picture and the message you forwarded are not part of the record", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Mum rang", team.Priya.Card.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("picture")]
    [InlineData("forwarded")]
    public async Task AloneTheyAreAnsweredWithWhatToDoInstead(string what)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var before = await team.TrailLengthAsync(session);
        var typed = team.Priya.Typed("");

        await team.Priya.SendAsync(what switch { "file" => typed.WithFile(), "picture" => typed.WithPicture(), _ => typed.WithForwarded("Mum rang") });

        Assert.StartsWith("Nothing was saved.", team.Priya.Texts[^1], StringComparison.Ordinal);
        Assert.Contains("Say in words what matters, and keep the rest in your case system", team.Priya.Texts[^1], StringComparison.Ordinal);
        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    [Fact]
    public async Task AMentionIsSavedAsTheNameThatItsWriterSaw()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;

        await team.Priya.SendAsync(team.Priya.Typed("<at>Tom Byrne</at> rang the school & they said \"he's <5 days\"").Mentioning("Tom Byrne", team.Tom.Person.Mri));
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal("Tom Byrne rang the school & they said \"he's <5 days\"", await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task OfAQuotingReplyOnlyTheOwnWordsAreSaved()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;

        await team.Priya.SendAsync(team.Priya.Typed("His aunt").Quoting("Supervision", "Who saw him last?"));
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal("His aunt", await team.AnswerAsync(session, Typed.Happening, team.Priya));
        Assert.Contains("The message you quoted is not part of the record", team.Priya.Card.Words, StringComparison.Ordinal);
    }
}
