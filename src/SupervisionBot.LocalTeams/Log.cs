namespace SupervisionBot.LocalTeams;

internal static partial class Log
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "The bot answered an activity with status {Status}")]
    public static partial void BotRefused(this ILogger logger, int status);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "The bot did not answer within {Seconds} seconds")]
    public static partial void BotSilent(this ILogger logger, double seconds);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Warning, Message = "The bot could not be reached: {Error}")]
    public static partial void BotUnreachable(this ILogger logger, HttpRequestError error);
}
