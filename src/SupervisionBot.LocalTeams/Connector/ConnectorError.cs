using Microsoft.AspNetCore.Http.HttpResults;

namespace SupervisionBot.LocalTeams.Connector;

/// <summary>The refusals of the connector, with the statuses and codes Teams uses.</summary>
/// <remarks>learn.microsoft.com, "Bot messages" (status codes from bot conversational APIs) and the Bot Connector REST reference.</remarks>
internal static class ConnectorError
{
    public static IResult BadSyntax(string message) => Error(400, "BadSyntax", message);

    public static IResult NotInRoster { get; } = Error(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");

    public static IResult NotYourMessage { get; } = Error(403, "NotEnoughPermissions", "A bot can change only its own messages.");

    public static IResult NoConversation { get; } = Error(404, "ConversationNotFound", "Conversation not found.");

    /// <summary>For the members of a thread.</summary>
    /// <remarks>Reported in github.com/microsoft/botframework-sdk/issues/3062.</remarks>
    public static IResult NoThread { get; } = Error(404, "ServiceError", "Failure due to: ThreadNotFound.");

    /// <summary>For a message that was there and was deleted.</summary>
    /// <remarks>Reported in github.com/microsoft/BotFramework-Services/issues/269.</remarks>
    public static IResult DeletedActivity { get; } = Error(403, "ServiceError", "Unknown");

    public static IResult NoActivity { get; } = Error(404, "ActivityNotFoundInConversation", "Activity not found in conversation.");

    public static IResult NoMember { get; } = Error(404, "MemberNotFoundInConversation", "Member not found in conversation.");

    public static IResult TooBig { get; } = Error(413, "MessageSizeTooBig", "Message size too large.");

    private static JsonHttpResult<Body> Error(int status, string code, string message) =>
        TypedResults.Json(new Body(new(code, message)), statusCode: status);

    private sealed record Body(Detail Error);

    private sealed record Detail(string Code, string Message);
}
