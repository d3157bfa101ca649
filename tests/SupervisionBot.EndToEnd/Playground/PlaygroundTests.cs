using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json.Nodes;
using SupervisionBot.EndToEnd.Deployed;
using SupervisionBot.FakeTeams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.EndToEnd.Playground;

/// <summary>
/// A whole session through Microsoft's own test client. Its one user is the supervisor. The practitioner's chat is made as bots make them, and what she does is sent
/// through the playground as custom activities.
/// </summary>
public sealed class PlaygroundTests : IDisposable
{
    private const string SarahsChat = "a:personal-sarah";
    private const string Reason = "What else is missing can wait";

    private static readonly Tenant s_tenant = new(new("11111111-0000-4000-8000-000000000001"), new("33333333-0000-4000-8000-000000000003"));
    private static readonly Member s_priya = new(new("22222222-0000-4000-8000-000000000002"), "29:priya", "Priya Nowak");

    private readonly string _folder = Directory.CreateTempSubdirectory("supervision-playground-").FullName;

    [SkippableFact]
    public async Task TwoPeopleWalkThroughASessionInTheAgentsPlayground()
    {
        Skip.IfNot(PlaygroundProcess.IsInstalled, "The Agents Playground is not installed: npm ci --prefix tests/playground");
        var store = TestStore.InFile(Path.Combine(_folder, "supervision.db"));
        using var app = await AppProcess.StartAsync(store with { Settings = [.. store.Settings, "--OneToOne:PeoplePicker", "false"] });
        using var playground = await PlaygroundProcess.StartAsync(app.Address, Path.Combine(_folder, "playground.log"));
        Assert.All(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == playground.Port), listener => Assert.True(IPAddress.IsLoopback(listener.Address)));

        // Both have the app: Sarah as the playground installs it, Priya in a chat that the playground's connector makes for her.
        await playground.PostAsync($"_debug/conversation/{SarahsChat}/installation", []);
        var priyasChat = (string)(await playground.PostAsync("_connector/v3/conversations", NewChat()))!["id"]!;
        var priya = new TeamsClient(playground.ServiceUrl, s_tenant, s_priya, Room.Personal(s_tenant.Id, s_priya, priyasChat), TimeProvider.System);
        await playground.ExchangeAsync(priya.Installs());

        // The word typed, the form comes; it is sent, and the step is there.
        await playground.PostAsync($"_conversation/v1/conversations/{SarahsChat}/messages", new() { ["from"] = new JsonObject { ["id"] = "29:sarah" }, ["text"] = "start", ["textFormat"] = "plain" });
        var (form, formCard) = await ShownAsync(playground, "createMessage", "start.send");
        var sarahs = await PressAsSarahAsync(form, formCard, "start.send", ("practitioner", s_priya.ObjectId.ToString()), ("caseReference", "LCS-20417"));
        Assert.Contains("Stage 1 of 5", sarahs.Words, StringComparison.Ordinal);

        // The invitation reaches Priya; she joins, and Sarah's card is changed in front of her.
        var priyas = await SentToPriyaAsync("session.join");
        priyas = await PressAsPriyaAsync(priyas, "session.join");
        Assert.Contains("Stage 1 of 5", priyas.Words, StringComparison.Ordinal);
        (_, sarahs) = await ShownAsync(playground, "updateMessage", "answer.save");

        // Each sees what the other said.
        sarahs = await PressAsSarahAsync(form, sarahs, "answer.save", ("answer.information.happening", "Two missing episodes this month"));
        priyas = await PressAsPriyaAsync(priyas, "answer.save", ("answer.information.known", "Found at one address"));
        Assert.Contains("Two missing episodes this month", priyas.Words, StringComparison.Ordinal);

        // A dialog, as a custom activity: opened and sent.
        var dialog = await playground.ExchangeAsync(priya.Opens(priyas.Button("ethics.open").Data));
        var concern = CardIn(dialog["task"]!["value"]!["card"]!["content"]);
        await playground.ExchangeAsync(priya.Submits(Filled(concern, concern.Button("ethics.save"), ("concern", "He was not asked"))));

        for (var step = 1; step < 7; step++)
        {
            sarahs = await PressAsSarahAsync(form, sarahs, "step.next");
        }

        // Both sign what they read, and it is frozen.
        sarahs = await PressAsSarahAsync(form, sarahs, "summary.prepare", ("reason", Reason));
        Assert.Contains("Two missing episodes this month", sarahs.Words, StringComparison.Ordinal);
        while (sarahs.Buttons.FirstOrDefault(IsNext) is { } next)
        {
            sarahs = await PressButtonAsSarahAsync(form, sarahs, next);
        }

        await PressAsSarahAsync(form, sarahs, "summary.sign");
        priyas = CardIn((await playground.ExchangeAsync(priya.Presses("session.view", new() { ["session"] = sarahs.Session })))["value"]);
        Assert.Contains("Found at one address", priyas.Words, StringComparison.Ordinal);
        while (priyas.Buttons.FirstOrDefault(IsNext) is { } next)
        {
            priyas = await PressButtonAsPriyaAsync(priyas, next);
        }

        priyas = await PressAsPriyaAsync(priyas, "summary.sign");
        Assert.Contains("Checked just now: it matches.", priyas.Words, StringComparison.Ordinal);
        var (_, frozen) = await ShownAsync(playground, "updateMessage", "addendum.add");
        Assert.Contains("Checked just now: it matches.", frozen.Words, StringComparison.Ordinal);

        static bool IsNext(Button button) => button is { Verb: "summary.page", Title: "Next page" };

        Task<ShownCard> PressAsSarahAsync(string message, ShownCard card, string verb, params (string Input, string Value)[] typed) => PressButtonAsSarahAsync(message, card, card.Button(verb), typed);

        async Task<ShownCard> PressButtonAsSarahAsync(string message, ShownCard card, Button button, params (string Input, string Value)[] typed)
        {
            JsonObject action = new() { ["type"] = "Action.Execute", ["verb"] = button.Verb, ["data"] = Filled(card, button, typed) };
            var answer = (await playground.PostAsync("_conversation/v1/invoke", new()
            {
                ["name"] = "adaptiveCard/action",
                ["from"] = new JsonObject { ["id"] = "29:sarah" },
                ["conversation"] = new JsonObject { ["id"] = SarahsChat },
                ["replyToId"] = message,
                ["value"] = new JsonObject { ["action"] = action, ["trigger"] = "manual" },
            }))!;
            Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)answer["type"]);
            return CardIn(answer["value"]);
        }

        Task<ShownCard> PressAsPriyaAsync(ShownCard card, string verb, params (string Input, string Value)[] typed) => PressButtonAsPriyaAsync(card, card.Button(verb), typed);

        async Task<ShownCard> PressButtonAsPriyaAsync(ShownCard card, Button button, params (string Input, string Value)[] typed)
        {
            var answer = await playground.ExchangeAsync(priya.Presses(button.Verb, Filled(card, button, typed)));
            Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), ((int)answer["statusCode"]!, (string?)answer["type"]));
            return CardIn(answer["value"]);
        }

        async Task<ShownCard> SentToPriyaAsync(string verb)
        {
            var sent = await playground.Exchanges.WaitAsync(seen => (string?)seen["log"]!["conversationId"] == priyasChat && CardOf(seen["log"]!["request"]?["body"])?.Has(verb) == true);
            Assert.Equal(201, (int)sent["log"]!["response"]!["statusCode"]!);
            return CardOf(sent["log"]!["request"]!["body"])!;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A card in Sarah's chat with a button of this verb, as the playground shows it.</summary>
    private static async Task<(string Message, ShownCard Card)> ShownAsync(PlaygroundProcess playground, string action, string verb)
    {
        var shown = await playground.Chats.WaitAsync(seen =>
            (string?)seen["action"] == action && (string?)seen["actionConversationId"] == SarahsChat && CardOf(seen["message"])?.Has(verb) == true);
        return ((string)shown["message"]!["messageId"]!, CardOf(shown["message"])!);
    }

    private static JsonObject NewChat() => new()
    {
        ["isGroup"] = false,
        ["bot"] = new JsonObject { ["id"] = s_tenant.BotMri },
        ["members"] = new JsonArray(new JsonObject { ["id"] = s_priya.Mri }),
        ["tenantId"] = s_tenant.Id.ToString(),
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = s_tenant.Id.ToString() } },
    };

    private static ShownCard? CardOf(JsonNode? message) => message?["attachments"] is JsonArray { Count: > 0 } attachments ? CardIn(attachments[0]!["content"]) : null;

    private static ShownCard CardIn(JsonNode? card) => new(card!);

    private static JsonObject Filled(ShownCard card, Button button, params (string Input, string Value)[] typed)
    {
        var data = button.Data.DeepClone().AsObject();
        foreach (var (input, value) in button.SendsInputs ? card.Fill(typed) : [])
        {
            data[input] = value;
        }

        return data;
    }
}
