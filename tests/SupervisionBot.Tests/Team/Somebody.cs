using System.Globalization;
using System.Text.Json.Nodes;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Tests.Team;

/// <summary>A person at a client of Teams, in one chat: types, reads cards, fills them in and presses buttons.</summary>
internal sealed class Somebody(SupervisionTeam team, Person person, Chat chat)
{
    private const string Bot = "28:33333333-0000-4000-8000-000000000003";
    private static int s_activities;

    private int _read;
    private string? _activity;

    public Person Person => person;

    public Chat Chat => chat;

    /// <summary>The card before them.</summary>
    public ShownCard Card { get; private set; } = new(new JsonObject());

    /// <summary>The dialog that is open; null when none is.</summary>
    public ShownCard? Dialog { get; private set; }

    /// <summary>What notifications of news said in this chat, oldest first.</summary>
    public IReadOnlyList<string> News => [.. team.Connector.All.Where(sent => sent.Conversation == chat.Id && sent.Card is { IsNews: true }).Select(sent => Heard(sent)!)];

    /// <summary>What the bot wrote in this chat, oldest first.</summary>
    public IReadOnlyList<string> Texts => [.. team.Connector.All.Where(sent => sent.Conversation == chat.Id && sent.Text is not null).Select(sent => sent.Text!)];

    /// <summary>Lets time pass.</summary>
    public void Move(TimeSpan by) => team.Clock.Move(by);

    /// <summary>The same person in another chat.</summary>
    public Somebody In(Chat other) => new(team, person, other);

    /// <summary>The same person at another device, with the same card before them; what happens here does not show there.</summary>
    public Somebody OnAnotherDevice() => new(team, person, chat) { _read = _read, _activity = _activity, Card = Card };

    public Task<HttpAnswer> AddAppAsync()
    {
        var activity = Activity("installationUpdate");
        activity["action"] = "add";
        return SendAsync(activity);
    }

    /// <summary>Types a message; in a shared chat with a mention of the bot in front. A card that the bot sends is then before them.</summary>
    public Task<HttpAnswer> TypeAsync(string text) => SendAsync(Typed(text));

    public JsonObject Typed(string text)
    {
        var activity = Activity("message");
        activity["text"] = chat.Kind == "personal" ? text : $"<at>Supervision</at> {text}";
        activity["textFormat"] = "plain";
        if (chat.Kind != "personal")
        {
            activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>Supervision</at>", ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "Supervision" } });
        }

        return activity;
    }

    /// <summary>Changes in the chat what they typed before.</summary>
    public Task<HttpAnswer> EditAsync(JsonObject typed, string text) => SendAsync(Later(TypedActivity.Changed(typed, Typed(text), "editMessage")));

    /// <summary>Deletes in the chat what they typed before.</summary>
    public Task<HttpAnswer> DeleteAsync(JsonObject typed) => SendAsync(Later(TypedActivity.Deleted(typed, Activity("messageDelete"))));

    /// <summary>Presses the button with this verb on the card before them, with inputs filled in by id or label.</summary>
    public Task<HttpAnswer> PressAsync(string verb, params (string Input, string Value)[] typed) => PressAsync(Card.Button(verb), typed);

    public Task<HttpAnswer> PressAsync(Button button, params (string Input, string Value)[] typed) => SendAsync(Pressed(button, typed));

    /// <summary>The same press in a client that does not know <c>Action.Execute</c>.</summary>
    public Task<HttpAnswer> PressOnAnOldClientAsync(string verb, params (string Input, string Value)[] typed)
    {
        var fallback = Card.Button(verb).Fallback!;
        var activity = Activity("message");
        activity["replyToId"] = _activity;
        activity["value"] = Merge(fallback["data"]!.AsObject(), Filled(Card, (string?)fallback["associatedInputs"] != "none", typed));
        return SendAsync(activity);
    }

    /// <summary>The activity that a press sends.</summary>
    public JsonObject Pressed(Button button, params (string Input, string Value)[] typed)
    {
        var data = Merge(button.Data, Filled(Card, button.SendsInputs, typed));
        return button.Type == "Action.Execute" ? Execute(button.Verb, data, "manual", button.Title) : Task("task/fetch", data);
    }

    /// <summary>An <c>Action.Execute</c> as a client sends it, whatever is on the card.</summary>
    public JsonObject Execute(string verb, JsonObject data, string trigger = "manual", string title = "")
    {
        var activity = Activity("invoke");
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = _activity;
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["title"] = title, ["verb"] = verb, ["data"] = data.DeepClone() }, ["trigger"] = trigger };
        return activity;
    }

    /// <summary>A dialog call as a client sends it.</summary>
    public JsonObject Task(string name, JsonObject data)
    {
        var activity = Activity("invoke");
        activity["name"] = name;
        activity["replyToId"] = _activity;
        activity["value"] = new JsonObject { ["data"] = data.DeepClone(), ["context"] = new JsonObject { ["theme"] = "default" } };
        return activity;
    }

    /// <summary>Opens a dialog from the card before them.</summary>
    public Task<HttpAnswer> OpenAsync(string verb, string? name = null, string? value = null) => PressAsync(Card.Button(verb, name, value));

    /// <summary>Sends the open dialog with one of its buttons. When it closes, the client shows the card under it anew.</summary>
    public async Task<HttpAnswer> SubmitAsync(string verb, params (string Input, string Value)[] typed)
    {
        var button = Dialog!.Button(verb);
        var answer = await SendAsync(Task("task/submit", Merge(button.Data, Filled(Dialog, button.SendsInputs, typed))));
        if (answer.Body.Length == 0 && Card.Refresh is not null)
        {
            await RefreshAsync();
        }

        return answer;
    }

    /// <summary>What the client does by itself when the card comes into view: shows the person their own.</summary>
    public Task<HttpAnswer> RefreshAsync()
    {
        Assert.Contains(person.Mri, Card.RefreshesFor);
        return SendAsync(Execute((string)Card.Refresh!["verb"]!, Card.Refresh["data"]!.AsObject(), "automatic"));
    }

    /// <summary>Reads the summary before them, page by page, and goes back to the first.</summary>
    public async Task<string> ReadAsync()
    {
        var words = Card.Words;
        var page = 1;
        while (Card.Buttons.FirstOrDefault(button => button.Verb == "summary.page" && (int)button.Data["page"]! > page) is { } next)
        {
            await PressAsync(next);
            words += '\n' + Card.Words;
            page++;
        }

        if (page > 1)
        {
            await SendAsync(Execute("session.view", new JsonObject { ["session"] = Card.Session }));
        }

        return words;
    }

    /// <summary>Waits for a card with a button of this verb to be sent or changed in this chat; then it is before them.</summary>
    public async Task ReceiveAsync(string verb) => Take(await team.Connector.WaitAsync(_read, sent => sent.Conversation == chat.Id && sent.Card?.Has(verb) == true));

    /// <summary>Waits for news with a button that says this; then they are before them.</summary>
    public async Task ReceiveNewsAsync(string button) =>
        Take(await team.Connector.WaitAsync(_read, sent => sent.Conversation == chat.Id && sent.Card is { IsNews: true } news && news.Buttons.Any(one => one.Title == button)));

    /// <summary>Waits for a text of the bot, or for a notification of a card, in this chat with these words.</summary>
    public Task<Sent> HearAsync(string words) => team.Connector.WaitAsync(0, sent => sent.Conversation == chat.Id && Heard(sent)?.Contains(words, StringComparison.Ordinal) == true);

    public void Take(Sent sent) => (_read, _activity, Card) = (sent.Number + 1, sent.Activity, sent.Card!);

    /// <summary>Sends an activity and shows what came of it, as a client does.</summary>
    public async Task<HttpAnswer> SendAsync(JsonObject activity)
    {
        var before = team.Connector.All.Count;
        var answer = await team.PostAsync(activity);
        if ((string?)activity["type"] == "invoke")
        {
            var isDialog = ((string?)activity["name"])!.StartsWith("task/", StringComparison.Ordinal);
            Dialog = isDialog ? answer.Card : null;
            Card = isDialog ? Card : answer.Card ?? Card;
        }
        else
        {
            await (team.IsElsewhere ? team.Connector.WaitAsync(before, sent => sent.Conversation == chat.Id) : team.SettleAsync());

            // A new card is looked at; one that was there may be drawn anew at any moment beside it, and news of something else may come.
            var cards = team.Connector.All.Skip(before).Where(sent => sent.Conversation == chat.Id && sent.Card is { IsNews: false }).ToList();
            if ((cards.LastOrDefault(sent => sent.Method == "POST") ?? cards.LastOrDefault(sent => sent.Activity == _activity)) is { } sent)
            {
                Take(sent);
            }
        }

        return answer;
    }

    /// <summary>An activity of this person here and now.</summary>
    public JsonObject Activity(string type)
    {
        var number = Interlocked.Increment(ref s_activities).ToString("D12", CultureInfo.InvariantCulture);
        return new()
        {
            ["type"] = type,
            ["id"] = type == "message" ? $"1{number}" : $"f:00000000-0000-4000-8000-{number}",
            ["channelId"] = "msteams",
            ["timestamp"] = "2027-03-04T09:15:00Z",
            ["serviceUrl"] = team.Connector.ServiceUrl(person.Tenant),
            ["from"] = new JsonObject { ["id"] = person.Mri, ["name"] = person.Name, ["aadObjectId"] = person.Id },
            ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "Supervision" },
            ["conversation"] = new JsonObject { ["id"] = chat.Id, ["conversationType"] = chat.Kind, ["isGroup"] = chat.Kind != "personal", ["tenantId"] = person.Tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = person.Tenant }, ["source"] = new JsonObject { ["name"] = "message" } },
            ["locale"] = "en-GB",
        };
    }

    private static string? Heard(Sent sent) => sent.Text ?? (string?)sent.Body["summary"];

    // Each change has a time of its own, by which it is told from the others.
    private static JsonObject Later(JsonObject activity)
    {
        activity["timestamp"] = DateTimeOffset.Parse("2027-03-04T09:15:00Z", CultureInfo.InvariantCulture).AddSeconds(Interlocked.Increment(ref s_activities)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return activity;
    }

    private static IEnumerable<KeyValuePair<string, string>> Filled(ShownCard card, bool sendsInputs, (string Input, string Value)[] typed) => sendsInputs ? card.Fill(typed).Where(input => input.Value.Length > 0) : [];

    private static JsonObject Merge(JsonObject data, IEnumerable<KeyValuePair<string, string>> inputs)
    {
        var merged = data.DeepClone().AsObject();
        foreach (var (name, value) in inputs)
        {
            merged[name] = value;
        }

        return merged;
    }
}
