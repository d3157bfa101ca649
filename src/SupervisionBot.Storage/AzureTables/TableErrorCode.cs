namespace SupervisionBot.Storage.AzureTables;

/// <summary>The codes that mean something to us ("Table service error codes").</summary>
internal static class TableErrorCode
{
    public const string TableNotFound = "TableNotFound";
    public const string TableAlreadyExists = "TableAlreadyExists";
    public const string TableBeingDeleted = "TableBeingDeleted";
}
