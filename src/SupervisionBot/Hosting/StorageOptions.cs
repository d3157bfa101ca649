namespace SupervisionBot.Hosting;

/// <summary>Where records are kept.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";
    public const string Sqlite = "Sqlite";
    public const string AzureTables = "AzureTables";

    /// <summary>The engine: <c>Sqlite</c>, one file for one copy of the app, or <c>AzureTables</c>, for any number of copies.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>Sqlite: the database file; its folder is made where it is missing.</summary>
    public string Path { get; set; } = "data/supervision.db";

    /// <summary>AzureTables: the address of the Table service, such as https://account.table.core.windows.net, reached with the app's own identity.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>AzureTables, with the address: the client id of a user-assigned managed identity, where the app has more than one identity.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>AzureTables, instead of the address: a connection string with a key or a shared access signature, or <c>UseDevelopmentStorage=true</c> for the emulator.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>AzureTables: what the names of the tables begin with, so that two installations can share an account. Neither prefix may begin with the other.</summary>
    public string TablePrefix { get; set; } = "supervision";

    /// <summary>AzureTables: how an unanswered request is repeated.</summary>
    public StorageRetryOptions Retry { get; set; } = new();
}

/// <summary>How requests to the Table service are repeated; what is not set stays as <see cref="Storage.AzureTables.TableClientOptions"/> has it.</summary>
internal sealed class StorageRetryOptions
{
    /// <summary>Repetitions after the first attempt, 0 to 10.</summary>
    public int? MaxRetries { get; set; }

    /// <summary>Seconds before the first repetition; each next waits about twice as long.</summary>
    public double? Delay { get; set; }

    /// <summary>Most seconds between two attempts.</summary>
    public double? MaxDelay { get; set; }

    /// <summary>Most seconds for the answer to one attempt.</summary>
    public double? NetworkTimeout { get; set; }

    /// <summary>Most seconds for one read or one write with all its repetitions.</summary>
    public double? Patience { get; set; }
}
