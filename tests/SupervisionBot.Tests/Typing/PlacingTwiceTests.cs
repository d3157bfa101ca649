using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.OneToOne;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Team;
using SupervisionBot.Typing;

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
    public async Task TwoMessagesThatAreAddedToOneReflectionAtOnceAreBothInIt()
    {
        HeldStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)));
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.now");
        await team.SettleAsync();
        await team.Priya.TypeAsync("I was frightened");
        var phone = team.Priya.OnAnotherDevice();
        await phone.TypeAsync("I said nothing");
        var (first, second) = (OnlyForMe(team.Priya), OnlyForMe(phone));

        store!.Hold("reflections");
        var held = team.Priya.PressAsync(first);
        await store.WaitsAsync();
        await phone.PressAsync(second);
        store.Release();
        await held;

        var text = Assert.Single(await team.ReflectionRowsAsync(team.Priya), row => row.RowKey.StartsWith("evt|", StringComparison.Ordinal)).GetText("Text")!;
        Assert.All(["I was frightened", "I said nothing"], words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACardFromBeforeWordsWereTakenBackDoesNotSayThatTheyAreSaved()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        await team.Priya.TypeAsync(Words);
        var phone = team.Priya.OnAnotherDevice();
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        await team.Priya.PressAsync("typed.back");

        await phone.PlaceAsync($"{session}|{Typed.Happening}");

        Assert.DoesNotContain("Saved.", phone.Card.Words, StringComparison.Ordinal);
        Assert.Contains(RefusalText.For(new WordsGone()), phone.Card.Words, StringComparison.Ordinal);
        Assert.Null(await team.AnswerAsync(session, Typed.Happening, team.Priya));
    }

    [Fact]
    public async Task TheCardOfAMessageDoesNotSayThatItIsSavedOnceItsAnswerWasTakenBack()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Priya.Card.Session;
        var phone = team.Priya.OnAnotherDevice();
        await team.Priya.TypeAsync(Words);
        await team.Priya.PlaceAsync($"{session}|{Typed.Happening}");
        await phone.OpenAsync("mine.open");
        await phone.SubmitAsync("mine.choose");
        await phone.SubmitAsync("mine.back");

        await team.Priya.RefreshAsync();

        Assert.Contains("Taken back from:", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.False(team.Priya.Card.Has("typed.back"));
    }

    [Fact]
    public async Task WhatWasTypedCantBeGuessedFromTheNameOfItsOperation()
    {
        var target = new TypedTarget.AnAnswer(new(Guid.NewGuid()), Typed.Happening);
        var names = new List<string>();
        foreach (var key in new byte[] { 1, 2, 1 })
        {
            await using var team = await SupervisionTeam.MeetAsync("--Records:Key", Convert.ToBase64String(Enumerable.Repeat(key, 32).ToArray()));
            names.Add(team.Services.GetRequiredService<TypedAnswers>().Operation("message", 0, target));
        }

        Assert.Equal(names[0], names[2]);
        Assert.NotEqual(names[0], names[1]);
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

    private static Button OnlyForMe(Somebody who) => who.Card.Buttons.Single(button => button.Verb == "typed.place" && button.Title.StartsWith("Only you", StringComparison.Ordinal));
}
