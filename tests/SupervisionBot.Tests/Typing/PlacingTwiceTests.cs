using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Typing;

/// <summary>Typed words that are placed twice, or on two devices, are saved once.</summary>
public sealed class PlacingTwiceTests
{
    private const string Words = "Two missed days";

    [Fact]
    public async Task TheSameCardPressedTwiceAndOnTwoDevicesSavesOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        var phone = team.Priya.OnAnotherDevice();

        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        await phone.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya));
        Assert.Contains("Saved under:", phone.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoDevicesThatPressDifferentPlacesSaveTheWordsInOneOfThem()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        var phone = team.Priya.OnAnotherDevice();
        var others = phone.Card.Buttons.Single(button => button.Verb == "typed.place" && button.SendsInputs);

        await Task.WhenAll(team.Priya.PlaceAsync($"{session}|{Typed.Happening}"), phone.PressAsync(others, ("target", $"{session}|{Typed.Known}")));

        var saved = new[] { await team.AnswerAsync(session, Typed.Happening, team.Priya), await team.AnswerAsync(session, Typed.Known, team.Priya) };
        Assert.Single(saved, Words);
        Assert.Single(saved, (string?)null);
    }

    /// <summary>The first press is at the one write or the other when the second comes.</summary>
    [Theory]
    [InlineData("typed")]
    [InlineData("sessions")]
    public async Task WhileAPressIsSavingTheWordsAnotherDeviceSavesThemNowhereElse(string table)
    {
        HeldStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)));
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        var phone = team.Priya.OnAnotherDevice();
        var others = phone.Card.Buttons.Single(button => button.Verb == "typed.place" && button.SendsInputs);

        store!.Hold(table);
        var first = team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        await store.WaitsAsync();
        await phone.PressAsync(others, ("target", $"{session}|{Typed.Known}"));
        store.Release();
        await first;

        var saved = new[] { await team.AnswerAsync(session, Typed.Happening, team.Priya), await team.AnswerAsync(session, Typed.Known, team.Priya) };
        Assert.Single(saved, Words);
        Assert.Single(saved, (string?)null);
    }

    [Fact]
    public async Task TwoPressesAtOnceOnOnePlaceSaveOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        var phone = team.Priya.OnAnotherDevice();

        await Task.WhenAll(team.Priya.PlaceAsync($"{session}|{Typed.Happening}"), phone.PlaceAsync($"{session}|{Typed.Happening}"));

        Assert.Equal(Words, await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }
}
