using System.Text.Json;
using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd;

public sealed class OutsiderTests(Chromium chromium) : Practice(chromium)
{
    private const string NotFound = "I can't find that session for you. If you take part in one, type sessions to see yours.";

    [Fact]
    public async Task AnOutsiderWhoKnowsTheSessionGetsNothingFromAnyButtonAndChangesNothing()
    {
        var (sarah, priya) = await MeetAsync();
        await priya.AnswerAsync(Case.Happening, "Found at the same address.");
        var session = await sarah.SessionOnCardAsync();
        var tom = await ArriveAsync("tom");

        foreach (var verb in new[] { "session.view", "session.join", "answer.save", "step.next", "session.pause", "session.cancel", "check.again", "summary.prepare", "summary.page", "summary.sign", "addendum.add" })
        {
            var outcome = await tom.CallAsync("execute", new { action = new { type = "Action.Execute", verb, data = Data(verb, session) } });
            Assert.Equal(("toast", NotFound), (Text(outcome, "kind"), Text(outcome, "text")));
        }

        foreach (var verb in new[] { "prompt.open", "ethics.open", "option.open", "action.open", "record.open" })
        {
            var outcome = await tom.CallAsync("dialog", new { data = Data(verb, session), submit = false });
            Assert.Equal(("toast", NotFound), (Text(outcome, "kind"), Text(outcome, "text")));
        }

        foreach (var verb in new[] { "prompt.save", "ethics.save", "option.save", "option.choose", "action.save", "action.remove", "record.page" })
        {
            var outcome = await tom.CallAsync("dialog", new { data = Data(verb, session), submit = true });
            Assert.Equal(("toast", NotFound), (Text(outcome, "kind"), Text(outcome, "text")));
        }

        await sarah.RefreshAsync();
        await sarah.Card.SeesAsync("Found at the same address.");
        await sarah.Card.SeesAsync("Stage 1 of 5: Information");
        await sarah.Card.SeesAsync("Sarah Okafor (Supervisor), Priya Nair (Practitioner)");
        await sarah.Card.DoesNotSeeAsync("Tom");
    }

    // All that any button could send along.
    private static Dictionary<string, string> Data(string verb, string session) => new(StringComparer.Ordinal)
    {
        ["verb"] = verb,
        ["session"] = session,
        ["v"] = "1",
        ["page"] = "1",
        ["step"] = "information",
        ["prompt"] = "information.happening",
        ["answer.information.happening"] = "Tom was here.",
        ["concern"] = "Tom was here.",
        ["option"] = "1",
        ["action"] = "1",
        ["what"] = "Tom was here.",
        ["why"] = "Tom was here.",
        ["reason"] = "Tom was here.",
        ["summary"] = "1",
        ["addendum"] = "Tom was here.",
    };

    private static string? Text(JsonElement outcome, string name) => outcome.GetProperty(name).GetString();
}
