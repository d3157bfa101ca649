using Microsoft.Extensions.Logging;

namespace SupervisionBot.Storage;

internal static partial class Log
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Store opened, SQLite {SqliteVersion}")]
    public static partial void StoreOpened(this ILogger logger, string sqliteVersion);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Error, Message = "The Table service does not answer: {Cause}. Its callers were told")]
    public static partial void TableServiceUnavailable(this ILogger logger, string cause);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "A transaction of {Writes} writes failed: {Cause}. Their callers were told")]
    public static partial void WriteFailed(this ILogger logger, string cause, int writes);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "What was erased may still be in the database file or its write-ahead log, which could not be tidied: {Cause}. It is tried again")]
    public static partial void NotTidied(this ILogger logger, string cause);
}
