using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>Why an activity does not reach the app.</summary>
internal enum Refusal
{
    /// <summary>Not allowed to call at all while requests carry no token.</summary>
    Caller,

    /// <summary>Too many requests of one caller.</summary>
    Rate,

    /// <summary>No token, or it is not where the service puts it.</summary>
    NoToken,

    /// <summary>What stands there is no signed token of the one algorithm that is accepted.</summary>
    Token,

    /// <summary>Signed with a key that the service does not publish.</summary>
    TokenKey,

    /// <summary>The signature is not the key's.</summary>
    TokenSignature,

    /// <summary>Issued by somebody else.</summary>
    TokenIssuer,

    /// <summary>Issued for another bot.</summary>
    TokenAudience,

    /// <summary>Expired, or not yet valid.</summary>
    TokenLifetime,

    /// <summary>Issued for another service address than the activity names.</summary>
    TokenServiceUrl,

    /// <summary>Signed with a key that may not speak for the channel.</summary>
    Endorsement,

    /// <summary>From a tenant that may not use the bot.</summary>
    Tenant,

    /// <summary>The service's keys could not be read, so nobody can tell.</summary>
    KeysUnknown,

    /// <summary>The body is not declared as JSON.</summary>
    ContentType,

    /// <summary>The body is longer than is read.</summary>
    BodySize,

    /// <summary>The body is not JSON, is nested too deeply, or ended early.</summary>
    Body,

    /// <summary>No activity of Teams: no type, or another channel.</summary>
    Envelope,

    /// <summary>An id that is always there is missing or unusable.</summary>
    Ids,

    /// <summary>Nothing may be sent to the address it wants the answer at.</summary>
    ServiceUrl,

    /// <summary>From nobody who is signed in to a tenant: another bot, an anonymous meeting guest.</summary>
    Nobody,
}

/// <summary>Takes who and where out of an activity: all of it, or nothing.</summary>
internal static class DeliveryReader
{
    /// <summary>Longest id that is accepted, in UTF-16 characters. Our own limit, several times what Teams uses, so that ids fit any store.</summary>
    public const int MaxIdLength = 1024;

    /// <summary>Longest display name of a user in Microsoft Entra (learn.microsoft.com/graph/api/resources/user, displayName); a longer one is left out.</summary>
    public const int MaxNameLength = 256;

    /// <summary>The delivery, or the reason why there is none.</summary>
    public static (Delivery? Delivery, Refusal Refusal) Read(JsonElement activity, string type, TeamsOptions options)
    {
        var from = activity.At("from");
        if (IdOf(from) is null)
        {
            return (null, Refusal.Ids);
        }

        var (conversation, key, refusal) = ReadPlace(activity, type, options);
        return conversation is null ? (null, refusal)
            : PersonOf(from, conversation.TenantId) is not { } person ? (null, Refusal.Nobody)
            : (new Delivery(person, conversation, key, Usable(activity.Text("replyToId")), TeamOf(activity.At("channelData"))) 
            {
                MessageKey = MessageKeyOf(activity, type, conversation, key),
                PlaceName = conversation.Kind switch
                {
                    ConversationKind.Channel => NameOf(activity.At("channelData").At("channel")),
                    ConversationKind.GroupChat => NameOf(activity.At("conversation")),
                    ConversationKind.Personal => null,
                },
            }, default);
    }

    /// <summary>Where it happened and its inbox key, whoever it is from; or the reason why there is none.</summary>
    public static (ConversationReference? Conversation, string Key, Refusal Refusal) ReadPlace(JsonElement activity, string type, TeamsOptions options)
    {
        var conversation = activity.At("conversation");
        if (IdOf(activity) is not { } id || IdOf(conversation) is not { } conversationId || IdOf(activity.At("recipient")) is not { } botMri)
        {
            return (null, "", Refusal.Ids);
        }

        var serviceUrl = activity.Text("serviceUrl");
        if (serviceUrl is null or { Length: > MaxIdLength } || ServiceAddress.Parse(serviceUrl, options) is null)
        {
            return (null, "", Refusal.ServiceUrl);
        }

        return (conversation.Id("tenantId") ?? activity.At("channelData").At("tenant").Id("id")) is { } tenantId
            ? (new(tenantId, conversationId, KindOf(conversation, conversationId), serviceUrl, botMri), Delivery.KeyOf(conversationId, TypeOf(activity, type), id), default)
            : (null, "", Refusal.Nobody);
    }

    // A message can be changed any number of times, each time under its own id: only the time tells one change from the next, and from the same one delivered again.
    private static string TypeOf(JsonElement activity, string type) =>
        IsAboutMessage(type) ? $"{type}|{activity.At("channelData").Text("eventType")}|{activity.Text("timestamp")}" : type;

    private static string MessageKeyOf(JsonElement activity, string type, ConversationReference conversation, string key) =>
        IsAboutMessage(type) ? Delivery.KeyOf(conversation.ConversationId, "message", IdOf(activity)!) : key;

    private static bool IsAboutMessage(string type) => type is "messageUpdate" or "messageDelete";

    /// <summary>The person; null when the account has no usable Teams id, or no id in Microsoft Entra.</summary>
    public static TeamsPerson? PersonOf(JsonElement account, Guid tenantId) =>
        IdOf(account) is { } mri && account.Id("aadObjectId") is { } objectId ? new(tenantId, objectId, mri, NameOf(account)) : null;

    public static TeamsTeam? TeamOf(JsonElement channelData)
    {
        var team = channelData.At("team");
        return IdOf(team) is { } id ? new(id, NameOf(team), team.Id("aadGroupId")) : null;
    }

    public static string? IdOf(JsonElement account) => Usable(account.Text("id"));

    public static string? NameOf(JsonElement account) => account.Text("name") is { Length: > 0 and <= MaxNameLength } name ? name : null;

    // A bot added to the chat of two people gets an "@unq.gbl.spaces" conversation: two people read it, whatever its type says.
    private static ConversationKind KindOf(JsonElement conversation, string id) => conversation.Text("conversationType") switch
    {
        "personal" when !id.EndsWith("@unq.gbl.spaces", StringComparison.OrdinalIgnoreCase) => ConversationKind.Personal,
        "channel" => ConversationKind.Channel,
        _ => ConversationKind.GroupChat,
    };

    private static string? Usable(string? id) => ServiceAddress.IsSegment(id) && id!.Length <= MaxIdLength ? id : null;
}
