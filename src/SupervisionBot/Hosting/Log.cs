namespace SupervisionBot.Hosting;

/// <summary>What the app logs: ids, counts and kinds, never what people wrote.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Guides in use: {Guides}")]
    public static partial void GuidesInUse(this ILogger logger, int guides);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "A note in table {Table} may not be stored; it is made again at a later turn")]
    public static partial void NoteNotStored(this ILogger logger, string table);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "{Activity} could not be carried out, as storage does not answer: {Cause}. The person was told")]
    public static partial void StorageSilent(this ILogger logger, string activity, string cause);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Cards of session {SessionId} could not be updated: {Kind}")]
    public static partial void CardsNotUpdated(this ILogger logger, Guid sessionId, string kind);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "A card could not be sent: {Outcome}")]
    public static partial void CardNotSent(this ILogger logger, string outcome);
}
