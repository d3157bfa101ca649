using System.Text.Json.Nodes;
using SupervisionBot.Tests.Challenge;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>The questions of a step on its card: one is open, the others are a line each.</summary>
public sealed class StepQuestionTests
{
    private const string First = "answer.information.happening";
    private const string Second = "answer.information.known";
    private const string Third = "answer.information.to-know";
    private const string Fourth = "answer.information.wanted-now";

    [Fact]
    public async Task TheFirstQuestionIsOpenAndTheOthersAreALineWithWhatWasSaid()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Second, "The school rang"), (Third, "Who saw him last"));

        await team.Sarah.RefreshAsync();

        Assert.Equal([1], Open(team.Sarah.Card));
        Assert.Contains("The school rang", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAndNextQuestionSavesAndOpensTheNextThatHasNoAnswerOfTheirs()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", (Second, "The school rang"));

        await team.Priya.PressAsync("answer.next", (First, "Two missed days"));

        Assert.Equal([3], Open(team.Priya.Card));
        Assert.Equal("Two missed days", (await team.StoredAsync(team.Priya.Card.Session)).Session.Answer("information.happening", new(team.Priya.Person.Id))?.Value);
        Assert.Contains("Saved.", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuestionThatIsLeftEmptyIsPassedOverAndComesBackAfterTheLast()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.PressAsync("answer.next");
        Assert.Equal([2], Open(team.Priya.Card));
        await team.Priya.PressAsync("answer.next", (Fourth, "Her address"));

        Assert.Equal([1], Open(team.Priya.Card));
    }

    [Fact]
    public async Task SaveLeavesTheQuestionOpenInWhichSomethingWasTyped()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.PressAsync("answer.save", (Third, "Who saw him last"));

        Assert.Equal([3], Open(team.Priya.Card));
    }

    [Fact]
    public async Task OnceEveryQuestionIsAnsweredSaveStandsAlone()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.PressAsync("answer.next", (First, "1"), (Second, "2"), (Third, "3"), (Fourth, "4"));

        Assert.Empty(Open(team.Priya.Card));
        Assert.False(team.Priya.Card.Has("answer.next"));
        Assert.True(team.Priya.Card.Has("answer.save"));
    }

    [Fact]
    public async Task WordsThatWereNotSavedStandInOpenBoxes()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.PressAsync("answer.save", (Second, "The school rang"), (Fourth, new string('x', 4001)));

        Assert.Contains(2, Open(team.Priya.Card));
        Assert.Equal("The school rang", team.Priya.Card.Input(Second).Value);
    }

    [Fact]
    public async Task ARatingAndTheNoteOnItAreOneQuestion()
    {
        await using var team = await Leaders.MeetAsync();
        await team.Tom.TypeAsync("area 1");

        await team.Tom.PressAsync("answer.next", ("answer.training.q1", "developing"));

        Assert.Equal([2], Open(team.Tom.Card));
    }

    [Fact]
    public async Task TestsOfAFewOptionsStandBesideOneAnotherAndThoseOfManyAreLines()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("options");
        for (var option = 1; option <= 4; option++)
        {
            await AddTestedAsync(team.Sarah, option);
        }

        Assert.Equal(5, Assert.Single(Elements(team.Sarah.Card, "Table"))["columns"]!.AsArray().Count);
        await AddTestedAsync(team.Sarah, 5);

        Assert.Empty(Elements(team.Sarah.Card, "Table"));
        Assert.Contains("would nothing less do? Yes.", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOptionThatIsChosenLooksAnotherThanOneThatIsSetAside()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("options");
        await team.Sarah.AddOptionAsync("Visit today");
        await team.Sarah.AddOptionAsync("Wait for the school");
        await team.Sarah.WeighAsync(1, "option.choose", "It is quick and kind");
        await team.Sarah.WeighAsync(2, "option.aside", "Too slow for a tired child");

        await team.Sarah.RefreshAsync();

        Assert.Equal([("Chosen", "Good"), ("Set aside", "Subtle")], Elements(team.Sarah.Card, "Badge").Select(badge => ((string)badge["text"]!, (string)badge["style"]!)));
    }

    [Fact]
    public async Task AFewActionsAreATableAndManyAreAList()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.MoveToAsync("plan");
        for (var action = 1; action <= 6; action++)
        {
            await AddActionAsync(team.Sarah, action);
        }

        await team.Sarah.RefreshAsync();
        Assert.Single(Elements(team.Sarah.Card, "Table"));
        Assert.Equal(6, team.Sarah.Card.Buttons.Count(button => button.Title.StartsWith("Change action", StringComparison.Ordinal)));
        await AddActionAsync(team.Sarah, 7);

        await team.Sarah.RefreshAsync();

        Assert.Empty(Elements(team.Sarah.Card, "Table"));
        Assert.Equal(7, team.Sarah.Card.Buttons.Count(button => button.Title.StartsWith("Change action", StringComparison.Ordinal)));
    }

    private static async Task AddTestedAsync(Somebody who, int option)
    {
        await who.AddOptionAsync($"Option of the day {option}");
        await who.OpenAsync("option.open", "option", $"{option}");
        await who.SubmitAsync("option.save", ("test.necessary", "yes"));
        await who.RefreshAsync();
    }

    private static async Task AddActionAsync(Somebody who, int action)
    {
        await who.OpenAsync("action.open", "action", "0");
        await who.SubmitAsync("action.save", ("what", $"Visit {action}"), ("who", "Priya Nowak"), ("when", "2027-03-05"));
        await who.RefreshAsync();
    }

    // The numbers of the questions whose boxes are shown.
    private static IReadOnlyList<int> Open(ShownCard card) =>
    [
        .. Elements(card, "Container")
            .Where(container => (string?)container["id"] is { } id && id.EndsWith(".box", StringComparison.Ordinal) && (bool?)container["isVisible"] != false)
            .Select(container => int.Parse(((string)container["id"]!).Split('.')[1], System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<JsonObject> Elements(ShownCard card, string type) => Under(card.Json).Where(element => (string?)element["type"] == type);

    private static IEnumerable<JsonObject> Under(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Under),
        JsonObject element => element.Where(member => member.Key is not ("data" or "fallback" or "refresh")).SelectMany(member => Under(member.Value)).Prepend(element),
        _ => [],
    };
}
