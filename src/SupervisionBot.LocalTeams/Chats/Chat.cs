using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupervisionBot.LocalTeams.Chats;

/// <summary>The kinds of conversation, written as Teams writes <c>conversationType</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChatKind>))]
internal enum ChatKind
{
    [JsonStringEnumMemberName("personal")]
    Personal,

    [JsonStringEnumMemberName("groupChat")]
    GroupChat,

    [JsonStringEnumMemberName("channel")]
    Channel,
}

/// <summary>The team a channel belongs to. Its id is the id of its General channel, as in Teams.</summary>
internal sealed record Team(string Id, string Name, Guid GroupId)
{
    public const string GeneralName = "General";
}

/// <summary>A conversation that people and the bot are in.</summary>
/// <param name="Id">The conversation id, without the <c>;messageid=</c> of a thread.</param>
/// <param name="Kind">Personal, group chat or channel.</param>
/// <param name="Name">What the page calls it.</param>
/// <param name="People">Keys of the people in it.</param>
/// <param name="Team">Set for channels.</param>
/// <param name="BotInstalled">False after the app was removed: the bot can't send and hears nothing.</param>
/// <param name="BotTold">Whether the bot accepted the news that it was added; if not, it is told again at the next start.</param>
internal sealed record Chat(
    string Id,
    ChatKind Kind,
    string Name,
    IReadOnlyList<string> People,
    Team? Team = null,
    bool BotInstalled = true,
    bool BotTold = false)
{
    /// <summary>Whether this is the chat by which its whole installation is known: any chat, and the General channel for a team.</summary>
    public bool IsInstallationRoot => Team is null || Team.Id == Id;

    public bool Has(Person person) => People.Contains(person.Key);
}

/// <summary>One message as the chat keeps it: what everybody in the chat may see, except where <see cref="OnlyFor"/> says otherwise.</summary>
internal sealed record Message
{
    public const string FromBot = "bot";
    public const string FromSystem = "system";

    /// <summary>Milliseconds since 1970 as decimal digits; unique in its chat and rising.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A person's key, or <see cref="FromBot"/>, or <see cref="FromSystem"/> for a quiet line of LocalTeams itself.</summary>
    public required string From { get; init; }

    /// <summary>In a channel, the id of the post this one answers; null for a post.</summary>
    public string? Thread { get; init; }

    public string? Text { get; init; }

    /// <summary><c>plain</c> or <c>markdown</c>.</summary>
    public string TextFormat { get; init; } = "plain";

    /// <summary>The base card: what everybody gets who has no view of their own.</summary>
    public JsonElement? Card { get; init; }

    public string? Summary { get; init; }

    /// <summary>A file that is offered to the person.</summary>
    public FileOffer? Offer { get; init; }

    /// <summary>A file to open.</summary>
    public SharedFile? File { get; init; }

    /// <summary>The only person who sees this message, or null for everybody in the chat.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>1, and one more with each update by the bot.</summary>
    public int Version { get; init; } = 1;

    public bool Deleted { get; init; }

    public bool IsVisibleTo(Person person) => !Deleted && (OnlyFor is null || OnlyFor == person.Key);
}

/// <summary>A conversation id as it stands in a connector address: a chat, and in channels perhaps a thread.</summary>
internal readonly record struct ConversationAddress(string Chat, string? Thread)
{
    private const string Separator = ";messageid=";

    public static ConversationAddress Parse(string id) => id.Split(Separator, 2) is [var chat, var thread] ? new(chat, thread) : new(id, null);

    public override string ToString() => Thread is null ? Chat : Chat + Separator + Thread;
}
