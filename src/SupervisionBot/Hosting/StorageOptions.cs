namespace SupervisionBot.Hosting;

/// <summary>Where records are kept.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The engine; <c>Sqlite</c> is the one there is.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>The database file, for Sqlite; its folder is made where it is missing.</summary>
    public string Path { get; set; } = "data/supervision.db";

    public const string Sqlite = "Sqlite";
}
