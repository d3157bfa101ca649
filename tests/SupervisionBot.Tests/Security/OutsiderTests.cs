using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SupervisionBot.OneToOne;
using SupervisionBot.Tests.Faults;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Security;

/// <summary>Somebody who is not in a session learns nothing from its cards, whatever they press: a real id and a guessed one are answered alike.</summary>
public sealed partial class OutsiderTests
{
    private static readonly string[] s_said = ["Two missed days", Walks.CaseReference, "Visit today", "Sarah Ahmed", "Priya Nowak", "Knowsley"];

    public static TheoryData<string> Verbs => [.. SessionVerbs.All.Keys.Concat(Pressing.Own).Concat(OneToOneHandler.Opening).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task AnOutsiderLearnsNothing(string verb) => await LearnsNothingAsync(verb, team => team.Tom);

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task SomebodyOfAnotherOrganisationWithTheSameObjectIdLearnsNothing(string verb) =>
        await LearnsNothingAsync(verb, team => team.At(team.Sarah.Person with { Tenant = SupervisionTeam.OtherTenant, Name = "Somebody Else" }));

    [Fact]
    public async Task EveryButtonOfEveryCardOfASessionTellsAnOutsiderNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var session = team.Sarah.Card.Session;
        await team.Sarah.TypeAsync("sessions");
        await team.SettleAsync();
        var guess = Guid.CreateVersion7().ToString("N");
        var buttons = ButtonsOf(team.Cards, session).ToList();
        var before = await StoredRows.ReadAsync(team.Store, team, new Guid(session));
        string[] said = [.. s_said, "The school rang", "Who saw him last", "He says he is tired", "Wait for the school", "quick and kind", "Visit at home", "nobody saw him", "Ring the duty team"];

        foreach (var who in new[] { team.Tom, team.At(team.Sarah.Person with { Tenant = SupervisionTeam.OtherTenant, Name = "Somebody Else" }) })
        {
            foreach (var (verb, data) in buttons)
            {
                foreach (var way in Ways(who, verb))
                {
                    var real = await who.SendAsync(way(data));
                    var guessed = await who.SendAsync(way(JsonNode.Parse(data.ToJsonString().Replace(session, guess, StringComparison.Ordinal))!.AsObject()));

                    // The form gives back the id that it was sent, or one made just now; all else is the same to the byte.
                    Assert.Equal(IsForm(verb) ? Neutral([guessed.Body]).Single() : guessed.Body, IsForm(verb) ? Neutral([real.Body]).Single() : real.Body);
                    Assert.Equal((200, 200), (real.Status, guessed.Status));
                    Assert.DoesNotContain(said, word => real.Body.Contains(word, StringComparison.Ordinal) && !Echoed(verb, word));
                }
            }
        }

        // A list that misses what a session has would prove nothing.
        string[] expected = ["session.view", "session.join", "answer.save", "prompt.open", "ethics.open", "step.next", "step.back", "session.ending", "option.open", "option.choose", "option.aside", "action.open", "action.save", "summary.prepare", "summary.sign", "summary.disagree", "summary.comment", "addendum.add"];
        Assert.Empty(expected.Except(buttons.Select(button => button.Verb)));
        Assert.InRange(buttons.Count, 30, 1000);
        Assert.Equal(before, await StoredRows.ReadAsync(team.Store, team, new Guid(session)));
    }

    [Fact]
    public async Task AnOutsiderChangesNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await OpenAsync(team);
        var before = await team.TrailLengthAsync(session);

        foreach (var verb in SessionVerbs.All.Keys)
        {
            await team.Tom.SendAsync(team.Tom.Execute(verb, Data(session)));
            await team.Tom.SendAsync(team.Tom.Task("task/submit", WithVerb(verb, session)));
        }

        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    [Fact]
    public async Task AnOutsidersListIsEmptyAndTheirWordsGoNowhere()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await OpenAsync(team);
        var before = await team.TrailLengthAsync(session);

        await team.Tom.TypeAsync("sessions");
        Assert.False(team.Tom.Card.Has("session.view"));
        await team.Tom.TypeAsync("resume");
        await team.Tom.TypeAsync("I was there as well");

        Assert.Equal(before, await team.TrailLengthAsync(session));
    }

    private static async Task LearnsNothingAsync(string verb, Func<SupervisionTeam, Somebody> outsider)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var session = await OpenAsync(team);
        var who = outsider(team);
        var guess = Guid.NewGuid().ToString("N");
        var (real, guessed) = (await AllAnswersAsync(team, who, verb, session), await AllAnswersAsync(team, who, verb, guess));

        Assert.Equal(Neutral(guessed), Neutral(real));
        Assert.DoesNotContain(s_said, said => real.Any(body => body.Contains(said, StringComparison.Ordinal) && !Echoed(verb, said)));
    }

    // One of each kind: as they are on the cards, with something typed into every input beside them.
    private static IEnumerable<(string Verb, JsonObject Data)> ButtonsOf(IEnumerable<ShownCard> cards, string session) => cards
        .SelectMany(card => card.Buttons.Select(button =>
        {
            var data = button.Data.DeepClone().AsObject();
            foreach (var input in card.Inputs)
            {
                data[input.Id] = "words";
            }

            return (button.Verb, Data: data);
        }))
        .Where(button => (string?)button.Data["session"] == session)
        .DistinctBy(button => $"{button.Verb} {button.Data["step"]} {button.Data["prompt"]} {button.Data["option"]} {string.Join(' ', button.Data.Select(member => member.Key))}");

    private static Func<JsonObject, JsonObject>[] Ways(Somebody who, string verb)
    {
        JsonObject Named(JsonObject data)
        {
            var named = data.DeepClone().AsObject();
            named["verb"] = verb;
            return named;
        }

        return
        [
            data => who.Execute(verb, data),
            data => who.Execute(verb, data, "automatic"),
            data => who.Task("task/fetch", Named(data)),
            data => who.Task("task/submit", Named(data)),
        ];
    }

    private static bool IsForm(string verb) => verb.StartsWith("start.", StringComparison.Ordinal);

    // The form gives back what the outsider typed into it, and names the guides there are.
    private static bool Echoed(string verb, string said) => verb is "start.open" or "start.send" or "help.open" && said == "Knowsley";

    private static async Task<List<string>> AllAnswersAsync(SupervisionTeam team, Somebody who, string verb, string session)
    {
        var before = team.Connector.All.Count;
        var answers = new List<HttpAnswer>
        {
            await who.SendAsync(who.Execute(verb, Data(session))),
            await who.SendAsync(who.Execute(verb, Data(session), "automatic")),
            await who.SendAsync(who.Task("task/fetch", WithVerb(verb, session))),
            await who.SendAsync(who.Task("task/submit", WithVerb(verb, session))),
        };
        var submit = who.Activity("message");
        submit["value"] = WithVerb(verb, session);
        answers.Add(await who.SendAsync(submit));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        return [.. answers.Select(answer => answer.Body), .. team.Connector.All.Skip(before).Where(sent => sent.Conversation == who.Chat.Id).Select(sent => sent.Body.ToJsonString())];
    }

    private static IEnumerable<string> Neutral(IEnumerable<string> bodies) => bodies.Select(body => Ids().Replace(body, "id"));

    private static JsonObject WithVerb(string verb, string session)
    {
        var data = Data(session);
        data["verb"] = verb;
        return data;
    }

    private static JsonObject Data(string session) => new()
    {
        ["session"] = session,
        ["v"] = 3,
        ["step"] = "information",
        ["to"] = "information",
        ["option"] = 1,
        ["action"] = 0,
        ["prompt"] = "information.happening",
        ["target"] = $"{session}|information.happening",
        ["text"] = "words",
        ["reason"] = "words",
        ["remark"] = "words",
        ["addendum"] = "words",
        ["concern"] = "words",
        ["what"] = "words",
        ["why"] = "words",
        ["answer.information.happening"] = "words",
        ["option.options.list"] = "words",
    };

    private static async Task<string> OpenAsync(SupervisionTeam team)
    {
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.happening", "Two missed days"));
        await team.MoveToAsync("options");
        await team.Sarah.AddOptionAsync("Visit today");
        return team.Sarah.Card.Session;
    }

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.None, 1000)]
    private static partial Regex Ids();
}
