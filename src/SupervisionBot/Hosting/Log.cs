namespace SupervisionBot.Hosting;

/// <summary>What the app logs: ids, counts and kinds, never what people wrote.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Guides in use: {Guides}")]
    public static partial void GuidesInUse(this ILogger logger, int guides);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "A note in table {Table} may not be stored; it is made again at a later turn")]
    public static partial void NoteNotStored(this ILogger logger, string table);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "{Activity} could not be carried out, as storage does not answer: {Cause}. The person was told")]
    public static partial void StorageSilent(this ILogger logger, string activity, string cause);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning, Message = "Not ready: {Probe} ({ExceptionType})")]
    public static partial void ProbeFailed(this ILogger logger, string probe, string exceptionType);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Information, Message = "Ready again: {Probe}")]
    public static partial void ProbeSucceeded(this ILogger logger, string probe);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Error, Message = "A row of table {Table} is not read, and nothing of it is changed: {Reason}. Partition {Partition}, row {Row}")]
    public static partial void RowNotRead(this ILogger logger, string table, string partition, string row, string reason);

    [LoggerMessage(EventId = 5007, Level = LogLevel.Error, Message = "{Activity} could not be carried out, as something it needs is not read: table {Table}, partition {Partition}, row {Row}: {Reason}. The person was told")]
    public static partial void TurnNotRead(this ILogger logger, string activity, string table, string partition, string row, string reason);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "A message could not be sent: {Outcome}")]
    public static partial void MessageNotSent(this ILogger logger, string outcome);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Sending pauses, as storage does not answer")]
    public static partial void OutboxPaused(this ILogger logger);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "Sending to one conversation failed with {ExceptionType}; it goes on after a pause")]
    public static partial void OutboxFailed(this ILogger logger, string exceptionType);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "A message of shard {Shard} may have arrived or not: {Reason}, {Times} time(s)")]
    public static partial void OutboxDoubt(this ILogger logger, int shard, string reason, int times);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Error, Message = "A message of shard {Shard} ({Kind}) is parked: {Reason}. See the command outbox list")]
    public static partial void OutboxParked(this ILogger logger, int shard, string kind, string reason);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Error, Message = "A look for messages failed with {ExceptionType}; it goes on with the next one")]
    public static partial void OutboxLookFailed(this ILogger logger, string exceptionType);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Error, Message = "The {Loop} of this copy has completed no look for {Seconds} s: its share is given to the other copies for a while")]
    public static partial void ShareGivenUp(this ILogger logger, string loop, int seconds);

    [LoggerMessage(EventId = 5010, Level = LogLevel.Error, Message = "The key of an open round is not there, or its plan was changed outside this app: its answers can be neither taken nor counted until it is as it was")]
    public static partial void SealingKeyChanged(this ILogger logger);

    [LoggerMessage(EventId = 5009, Level = LogLevel.Warning, Message = "Somebody named in Roles:ToldOfDisagreements could not be told of a disagreement: {Reason}")]
    public static partial void DisagreementNotTold(this ILogger logger, string reason);

    [LoggerMessage(EventId = 5008, Level = LogLevel.Warning, Message = "A leader could not be told of a request to erase words: {Reason}. It stands in their list of requests")]
    public static partial void RedactionNotTold(this ILogger logger, string reason);

    [LoggerMessage(EventId = 5011, Level = LogLevel.Error, Message = "A closed round could not be counted: its seal is missing or does not open its answers. It is tried again")]
    public static partial void RoundNotCounted(this ILogger logger);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "What is due waits, as storage does not answer")]
    public static partial void SchedulePaused(this ILogger logger);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "Looking for what is due failed with {ExceptionType}; it goes on with the next look")]
    public static partial void ScheduleFailed(this ILogger logger, string exceptionType);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "An alarm of the kind {Kind} failed with {ExceptionType}; it rings again later")]
    public static partial void AlarmFailed(this ILogger logger, string kind, string exceptionType);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "An alarm of the kind {Kind} is left to a newer version: what it is about was written by one")]
    public static partial void AlarmLeft(this ILogger logger, string kind);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "An alarm of the kind {Kind} is parked after {Failures} failures")]
    public static partial void AlarmParked(this ILogger logger, string kind, int failures);
}
