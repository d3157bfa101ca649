namespace SupervisionBot.Storage.AzureTables;

/// <summary>The codes that mean something to us ("Table service error codes").</summary>
internal static class TableErrorCode
{
    public const string TableNotFound = "TableNotFound";
    public const string TableAlreadyExists = "TableAlreadyExists";

    /// <summary>Whether a refusal tells how a row is: there, not there, or changed.</summary>
    public static bool IsAboutRows(string code) => code is "ResourceNotFound" or "EntityNotFound" or "EntityAlreadyExists" or "UpdateConditionNotSatisfied" or "ConditionNotMet";
}
