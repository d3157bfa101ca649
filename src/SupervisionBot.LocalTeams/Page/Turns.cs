using System.Text.Json;
using System.Text.Json.Nodes;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Page;

/// <summary>What the page shows after a turn.</summary>
/// <param name="Kind"><c>sent</c>, <c>card</c>, <c>toast</c>, <c>dialog</c>, <c>closed</c>, <c>failed</c>, <c>unchanged</c> or <c>resting</c>.</param>
/// <param name="Text">The toast or the error.</param>
/// <param name="Dialog">The dialog to show.</param>
/// <param name="WaitMilliseconds">For <c>resting</c>: when to try again.</param>
internal sealed record Outcome(string Kind, string? Text = null, JsonElement? Dialog = null, double? WaitMilliseconds = null)
{
    /// <summary>What Teams says under a card whatever went wrong; it does not show the bot's own error text.</summary>
    public static Outcome Failed { get; } = new("failed", "Something went wrong. Please try again.");
}

/// <summary>What a person can do in a chat, and what the bot's answer to it means.</summary>
internal sealed class Turns(ChatRooms rooms, PrivateViews views, BotLink bot, TeamsActivities activities, SharedFiles files, ServiceAddress service)
{
    private const string CardAnswer = "application/vnd.microsoft.card.adaptive";
    private const string MessageAnswer = "application/vnd.microsoft.activity.message";

    /// <summary>Posts a person's message. The bot hears it in its personal chat, and elsewhere only when it is mentioned.</summary>
    public async Task<Message> SendAsync(Viewer viewer, Chat chat, string text, bool mention, string? thread)
    {
        var mentionsBot = mention && chat.Kind is not ChatKind.Personal;
        var message = rooms.Add(chat, empty => empty with
        {
            From = viewer.Person.Key,
            Text = mentionsBot ? $"{TeamsActivities.BotMention} {text}" : text,
            Thread = thread,
        });
        if (chat.BotInstalled && (mentionsBot || chat.Kind is ChatKind.Personal))
        {
            var answer = await bot.PostAsync(viewer.Person, activities.Message(chat, viewer.Person, message, mentionsBot));
            SayTrouble(viewer, chat, message, answer);
        }

        return message;
    }

    /// <summary>A pressed <c>Action.Submit</c>.</summary>
    public async Task<Outcome> SubmitAsync(Viewer viewer, Chat chat, Message card, JsonObject data)
    {
        var answer = await bot.PostAsync(viewer.Person, activities.Submit(chat, viewer.Person, card, data));
        SayTrouble(viewer, chat, card, answer);
        return answer.Accepted ? new("sent") : Outcome.Failed;
    }

    /// <summary>A pressed <c>Action.Execute</c>. A card in the answer becomes this client's own view.</summary>
    public Task<Outcome> ExecuteAsync(Viewer viewer, Chat chat, Message card, JsonObject action) =>
        CardActionAsync(viewer, chat, card, action, "manual", activity => bot.PostAsync(viewer.Person, activity));

    /// <summary>Asks for this person's view of a card, by itself or from the message menu.</summary>
    /// <param name="viewer">Who asks, and on which page.</param>
    /// <param name="chat">The chat.</param>
    /// <param name="card">The message with the card.</param>
    /// <param name="byHand">From the menu: open to anyone in the chat, at any time.</param>
    public async Task<Outcome> RefreshAsync(Viewer viewer, Chat chat, Message card, bool byHand)
    {
        var (decision, wait) = byHand ? (RefreshDecision.Ask, default) : views.AskAutomatically(viewer, chat, card);
        return decision switch
        {
            RefreshDecision.Resting => new("resting", WaitMilliseconds: wait.TotalMilliseconds),
            RefreshDecision.Ask when views.RefreshAction(viewer, chat, card) is { } action =>
                await CardActionAsync(viewer, chat, card, JsonObject.Create(action)!, "automatic", bot.PostAsync),
            RefreshDecision.Ask or RefreshDecision.NoRefreshInCard or RefreshDecision.NotListed or RefreshDecision.StillFresh => new("unchanged"),
        };
    }

    /// <summary>Opens a dialog (<paramref name="name"/> is <c>task/fetch</c>) or sends it in (<c>task/submit</c>).</summary>
    public async Task<Outcome> DialogAsync(Viewer viewer, Chat chat, Message card, string name, JsonObject data, string theme)
    {
        var value = new JsonObject { ["data"] = data, ["context"] = new JsonObject { ["theme"] = theme } };
        var answer = await bot.PostAsync(viewer.Person, activities.Invoke(chat, viewer.Person, card, name, value));
        if (!answer.Accepted)
        {
            return Outcome.Failed;
        }

        if (answer.Body is not { ValueKind: JsonValueKind.Object } body || !body.TryGetProperty("task", out var task))
        {
            return new("closed");
        }

        var content = Property(task, "value");
        return Text(task, "type") switch
        {
            "continue" when content.ValueKind is JsonValueKind.Object => new("dialog", Dialog: content),
            "message" => new("toast", content.ValueKind is JsonValueKind.String ? content.GetString() : null),
            _ => Outcome.Failed,
        };
    }

    /// <summary>Allows or declines a file. To allow it makes a place for it, each time anew: the offer stands until the bot takes it away.</summary>
    public async Task<Outcome> AnswerOfferAsync(Viewer viewer, Chat chat, Message message, bool allowed)
    {
        if (message.Offer is not { } offer)
        {
            return Outcome.Failed;
        }

        var value = new JsonObject
        {
            ["type"] = "fileUpload",
            ["action"] = allowed ? "accept" : "decline",
            ["context"] = (allowed ? offer.AcceptContext : offer.DeclineContext) is { } context ? JsonObject.Create(context) : new JsonObject(),
        };
        if (allowed)
        {
            var place = files.Prepare();
            value["uploadInfo"] = new JsonObject
            {
                ["contentUrl"] = service.ContentAddress(place, offer.Name).AbsoluteUri,
                ["name"] = offer.Name,
                ["uploadUrl"] = service.UploadAddress(place).AbsoluteUri,
                ["uniqueId"] = place.Id.ToString(),
                ["fileType"] = Path.GetExtension(offer.Name).TrimStart('.'),
            };
        }

        var answer = await bot.PostAsync(viewer.Person, activities.Invoke(chat, viewer.Person, message, "fileConsent/invoke", value));
        return answer.Accepted ? new("sent") : Outcome.Failed;
    }

    private async Task<Outcome> CardActionAsync(
        Viewer viewer, Chat chat, Message card, JsonObject action, string trigger, Func<JsonObject, Task<BotAnswer>> postAsync)
    {
        var value = new JsonObject { ["action"] = action, ["trigger"] = trigger };
        var answer = await postAsync(activities.Invoke(chat, viewer.Person, card, "adaptiveCard/action", value));
        if (!answer.Accepted || answer.Body is not { ValueKind: JsonValueKind.Object } body)
        {
            return Outcome.Failed;
        }

        // A body without a status is a success; one that has it under another name is not understood by Teams.
        var status = Property(body, "statusCode");
        var succeeded = status.ValueKind is JsonValueKind.Undefined
            ? !body.TryGetProperty("status", out _)
            : status.ValueKind is JsonValueKind.Number && status.GetDouble() is 200;
        var content = Property(body, "value");
        switch (succeeded ? Text(body, "type") : null)
        {
            case CardAnswer when content.ValueKind is JsonValueKind.Object:
                if (rooms.Find(chat, card.Id) is { } current)
                {
                    views.Keep(viewer, chat, current, content, askedAtVersion: card.Version);
                }

                return new("card");
            case MessageAnswer when content.ValueKind is JsonValueKind.String:
                return new("toast", content.GetString());
            default:
                return Outcome.Failed;
        }
    }

    private void SayTrouble(Viewer viewer, Chat chat, Message about, BotAnswer answer)
    {
        if (answer.Trouble is { } trouble)
        {
            rooms.AddSystemLine(chat, viewer.Person, trouble, chat.Kind is ChatKind.Channel ? about.Thread ?? about.Id : null);
        }
    }

    private static JsonElement Property(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement parent, string name) =>
        Property(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
