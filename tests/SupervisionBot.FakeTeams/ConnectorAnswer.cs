using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>An answer of the connector.</summary>
/// <remarks>Statuses and codes: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages, status codes.</remarks>
internal sealed record ConnectorAnswer(int Status, JsonNode? Body)
{
    /// <summary>The message that the call made.</summary>
    public string? Activity { get; init; }

    public bool Done => Status < 300;

    public static ConnectorAnswer NotInRoster { get; } = Error(403, "BotNotInConversationRoster");

    public static ConnectorAnswer NoConversation { get; } = Error(404, "ConversationNotFound");

    /// <summary>For the members of a thread: github.com/microsoft/botframework-sdk/issues/3062.</summary>
    public static ConnectorAnswer NoThread { get; } = Error(404, "ServiceError", "Failure due to: ThreadNotFound.");

    /// <summary>For a message that was there and was deleted: github.com/microsoft/BotFramework-Services/issues/269.</summary>
    public static ConnectorAnswer DeletedActivity { get; } = Error(403, "ServiceError", "Unknown");

    public static ConnectorAnswer NoActivity { get; } = Error(404, "ActivityNotFoundInConversation");

    public static ConnectorAnswer NoMember { get; } = Error(404, "MemberNotFoundInConversation");

    public static ConnectorAnswer TooBig { get; } = Error(413, "MessageSizeTooBig");

    public static ConnectorAnswer BadSyntax { get; } = Error(400, "BadSyntax");

    public static ConnectorAnswer Ok(JsonNode? body, int status = 200) => new(status, body);

    public static ConnectorAnswer Of(Fault fault) => Error(fault.Status!.Value, fault.Code);

    // One refusal has a form of its own: JSON in a string.
    public static ConnectorAnswer Error(int status, string code, string message = "Refused.") => new(status, code == "MessageWritesBlocked"
        ? new JsonObject { ["errorCode"] = 209, ["message"] = new JsonObject { ["subCode"] = code, ["details"] = "Thread is write-blocked" }.ToJsonString() }
        : new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });
}
