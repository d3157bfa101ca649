using System.Text.Json;
using System.Text.Json.Nodes;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Page;

/// <summary>A chat in one person's list.</summary>
internal sealed record ChatModel(
    string Id, ChatKind Kind, string Name, string? Team, IReadOnlyList<string> People, bool BotInstalled, string? LastId, string? LastText, DateTimeOffset? LastAt)
{
    public static ChatModel From(Chat chat, Message? last) => new(
        chat.Id,
        chat.Kind,
        chat.Name,
        chat.Team?.Name,
        chat.People,
        chat.BotInstalled,
        last?.Id,
        last?.Summary ?? last?.Text ?? last?.Offer?.Name ?? last?.File?.Name ?? (last?.Card is null ? null : "Card"),
        last?.At);
}

/// <summary>A message as one client sees it.</summary>
/// <param name="Id">The activity id.</param>
/// <param name="From">A person's key, <c>bot</c> or <c>system</c>.</param>
/// <param name="At">When it was sent, UTC.</param>
/// <param name="Thread">In a channel, the post it answers.</param>
/// <param name="Text">Its text.</param>
/// <param name="TextFormat"><c>plain</c> or <c>markdown</c>.</param>
/// <param name="Summary">What a notification says.</param>
/// <param name="Card">The card: this client's own view where there is one, else the base card.</param>
/// <param name="IsPrivateView">Whether <paramref name="Card"/> is this client's own view.</param>
/// <param name="HasRefresh">Whether the card can be refreshed.</param>
/// <param name="Version">Version of the base card.</param>
/// <param name="Offer">A file that this person is offered.</param>
/// <param name="File">A file to open.</param>
internal sealed record MessageModel(
    string Id,
    string From,
    DateTimeOffset At,
    string? Thread,
    string? Text,
    string TextFormat,
    string? Summary,
    JsonElement? Card,
    bool IsPrivateView,
    bool HasRefresh,
    int Version,
    OfferModel? Offer,
    FileModel? File)
{
    public static MessageModel Of(Viewer viewer, Chat chat, Message message, PrivateViews views)
    {
        var (card, isPrivate) = views.Seen(viewer, chat, message);
        return new(
            message.Id,
            message.From,
            message.At,
            message.Thread,
            message.Text,
            message.TextFormat,
            message.Summary,
            card,
            isPrivate,
            views.RefreshAction(viewer, chat, message) is not null,
            message.Version,
            message.Offer is { } offer ? new(offer.Name, offer.Description, offer.SizeInBytes) : null,
            message.File is { } file ? new(file.Name, file.Type, $"files/{Uri.EscapeDataString(file.Id)}/{Uri.EscapeDataString(file.Name)}") : null);
    }
}

internal sealed record OfferModel(string Name, string? Description, long? SizeInBytes);

/// <summary>A file to open.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, such as <c>csv</c>.</param>
/// <param name="Address">Where it is, from the page's own address.</param>
internal sealed record FileModel(string Name, string? Type, string Address);

internal sealed record NewChat(string? Name, IReadOnlyList<string> People);

internal sealed record NewMessage(string Text, bool Mention = false, string? Thread = null);

internal sealed record Submitted(JsonObject Data);

internal sealed record Executed(JsonObject Action);

internal sealed record FileAnswer(bool Allowed);

internal sealed record RefreshWanted(bool ByHand = false);

internal sealed record DialogStep(JsonObject Data, bool Submit = false, string Theme = "default");

internal sealed record Installation(bool Installed);

/// <summary>A step of the clock.</summary>
/// <param name="Hours">1 to 8784 (a leap year).</param>
internal sealed record ClockStep(int Hours)
{
    public const int MostHours = 366 * 24;
}

/// <summary>The time here.</summary>
/// <param name="Now">UTC.</param>
/// <param name="Ahead">How far that is ahead of the real time.</param>
internal sealed record ClockModel(DateTimeOffset Now, TimeSpan Ahead);
