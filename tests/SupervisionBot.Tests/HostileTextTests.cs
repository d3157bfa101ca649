using System.Text.Json;
using System.Text.Json.Nodes;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>What people write is data: it stands only where clients show it as it is, never where they would act on it.</summary>
public sealed class HostileTextTests
{
    // A sign that nothing but these texts has.
    private const string Mark = "Zq7";

    private const string Hostile = $$$"""${x} ${$root.frame} [{{{Mark}}}](http://b) <at>x</at> {{DATE(2017-02-14T06:08:39Z,SHORT)}} {{TIME(2017-02-14T06:08:39Z)}} **b** `c` <script> # h""";

    // As long as a case reference may be.
    private const string HostileReference = $$$"""${x}[{{{Mark}}}](http://b)**b**<at>x</at>""";

    [Fact]
    public async Task NothingThatIsWrittenIsActedOn()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await WriteEverywhereAsync(team);

        var breaches = team.Cards.SelectMany(card => Strings(card.Json, "", "")).Where(text => text.Value.Contains(Mark, StringComparison.Ordinal) && !IsData(text)).Select(text => $"{text.Path}: {text.Value}").Distinct(StringComparer.Ordinal).ToList();

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public async Task EveryTextIsShownWordForWord()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await WriteEverywhereAsync(team);

        var shown = team.Cards.SelectMany(card => Strings(card.Json, "", "")).Select(text => text.Value.Replace("\u200B", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        foreach (var field in Fields)
        {
            Assert.True(shown.Any(text => text.Contains($"{Hostile} {field}", StringComparison.Ordinal)), field);
        }
    }

    [Fact]
    public async Task NoMacroIsLeftWhereClientsActOnIt()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await WriteEverywhereAsync(team);

        Assert.DoesNotContain(team.Cards.SelectMany(card => Strings(card.Json, "", "")), text => text.Member is "text" or "title" or "label" && (text.Value.Contains("{{DATE(", StringComparison.Ordinal) || text.Value.Contains("{{TIME(", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WhatStandsInABoxIsExactlyWhatWasTyped()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();

        await team.Priya.PressAsync("answer.save", ("answer.information.happening", Hostile));
        Assert.Equal(Hostile, team.Priya.Card.Input("answer.information.happening").Value);
        await team.Priya.PressAsync("answer.save");

        Assert.Equal(Hostile, (await team.StoredAsync(team.Priya.Card.Session)).Session.Answer("information.happening", new(team.Priya.Person.Id))!.Value);
    }

    [Fact]
    public async Task NoSlotOfATemplateIsLeftOpen()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await WriteEverywhereAsync(team);

        Assert.DoesNotContain(team.Cards.SelectMany(card => Strings(card.Json, "", "")), text => text.Value.Contains("${", StringComparison.Ordinal) && !text.Value.Contains(Mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryCardFitsAMessage()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await WriteEverywhereAsync(team);

        Assert.All(team.Cards, card => Assert.InRange(card.Raw.Length, 1, ConnectorClient.MaxActivityLength));
    }

    [Fact]
    public async Task WhatTheBotSaysInWordsIsPlainText()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await WriteEverywhereAsync(team);

        Assert.All(team.Connector.All.Where(sent => sent.Text is not null), sent => Assert.Equal("plain", (string?)sent.Body["textFormat"]));
        Assert.DoesNotContain(team.Connector.All, sent => sent.Card is not null && ((string?)sent.Body["summary"])!.Contains(Mark, StringComparison.Ordinal));
    }

    private static readonly string[] Fields = ["answer", "revised", "typed", "dialog", "concern", "ethics", "option", "note", "chosen", "aside", "what", "who", "measure", "difference", "rationale", "remark", "disagreement", "addendum", "placed"];

    private static string In(string field) => $"{Hostile} {field}";

    private static async Task WriteEverywhereAsync(SupervisionTeam team)
    {
        var (sarah, priya) = (team.Sarah, team.Priya);
        await sarah.TypeAsync(In("nowhere"));
        await sarah.TypeAsync("start");
        await sarah.PressAsync("start.send", ("practitioner", priya.Person.Id.ToString()), ("caseReference", HostileReference), ("prepare", "true"));
        if (sarah.Card.Has("start.send"))
        {
            await sarah.PressAsync("start.send", ("confirmed", "true"));
        }

        await priya.ReceiveAsync("session.join");
        await priya.PressAsync("session.join");
        await priya.PressAsync("answer.save", ("answer.information.happening", In("answer")));
        await priya.PressAsync("prepare.done", ("answer.information.happening", In("revised")));
        var session = priya.Card.Session;
        await priya.TypeAsync(In("typed"));
        await priya.PressAsync("typed.start");
        await priya.TypeAsync(In("added"));
        await priya.SendAsync(priya.Execute("session.view", new JsonObject { ["session"] = session }));
        await priya.OpenAsync("prompt.open", "prompt", "information.happening");
        await priya.SubmitAsync("prompt.save", ("answer.information.happening", In("dialog")));
        await priya.OpenAsync("prompt.open", "prompt", "information.happening");
        await sarah.RefreshAsync();
        await sarah.PressAsync("prepare.begin");
        await sarah.OpenAsync("ethics.open");
        await sarah.SubmitAsync("ethics.save", ("concern", In("concern")), ("answer.ethics.duty", In("ethics")));
        await sarah.OpenAsync("ethics.open");
        await team.MoveToAsync("options");
        await sarah.AddOptionAsync(In("option"));
        await sarah.AddOptionAsync(In("second"));
        foreach (var (option, verb, why) in new[] { (1, "option.choose", "chosen"), (2, "option.aside", "aside") })
        {
            await sarah.OpenAsync("option.open", "option", $"{option}");
            await sarah.SubmitAsync(verb, ("test.ethical", "yes"), ("note", In("note")), ("why", In(why)));
            await sarah.OpenAsync("option.open", "option", $"{option}");
        }

        await team.MoveToAsync("plan");
        await sarah.OpenAsync("action.open", "action", "0");
        await sarah.SubmitAsync("action.save", ("what", In("what")), ("who", In("who")), ("measure", In("measure")), ("difference", In("difference")));
        await sarah.OpenAsync("action.open", "action", "1");
        await sarah.PressAsync("answer.save", ("answer.plan.rationale", In("rationale") + new string('y', 4000)));
        await sarah.RefreshAsync();
        await sarah.PressAsync("step.next", ("answer.plan.rationale", In("rationale")));
        await sarah.PressAsync("step.next");
        await sarah.OpenAsync("record.open");
        await sarah.PressAsync("summary.prepare", ("reason", In("reason")));
        await priya.RefreshAsync();
        await priya.PressAsync("summary.comment", ("remark", In("remark")));
        await priya.PressAsync("summary.disagree", ("remark", In("disagreement")));
        await sarah.RefreshAsync();
        await sarah.ReadAsync();
        await sarah.ConfirmAsync();
        await sarah.PressAsync("addendum.add", ("addendum", In("addendum")));
        await sarah.ReadAsync();
        await sarah.TypeAsync("sessions");
        await team.OpenAsync(HostileReference, confirmed: true);
        await team.OpenAsync(HostileReference, confirmed: true);
        await sarah.TypeAsync(In("placed"));
        var target = sarah.Card.Input("target").Json["choices"]![0]!["value"]!;
        await sarah.PressAsync(sarah.Card.Buttons.Single(button => button.Verb == "typed.place" && button.SendsInputs), ("target", (string)target!));
        await sarah.TypeAsync("cancel");
        await sarah.TypeAsync("sessions");
        await sarah.PressAsync("session.view");
        await sarah.PressAsync("session.ending");
        await sarah.PressAsync("session.cancel", ("reason", In("cancelled")));
    }

    private sealed record Found(string Type, string Member, string Path, string Value);

    // Texts with the type of the element they are a member of; what a button carries goes back to the bot and is shown nowhere.
    private static IEnumerable<Found> Strings(JsonNode? node, string path, string type, string member = "") => node switch
    {
        JsonArray array => array.SelectMany((item, index) => Strings(item, $"{path}[{index}]", type, member)),
        JsonObject element => element.Where(each => each.Key is not "data").SelectMany(each =>
            Strings(each.Value, $"{path}.{each.Key}", element["type"] is JsonValue own ? (string)own! : member, each.Key)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [new(type, member, path, (string)value!)],
        _ => [],
    };

    private static bool IsData(Found text) => (text.Type, text.Member) switch
    {
        ("TextRun", "text") or ("Input.Text", "value") or ("choices", "title" or "value") => true,
        (var action, "title") when action.StartsWith("Action.", StringComparison.Ordinal) => true,
        _ => false,
    };
}
