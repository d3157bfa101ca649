namespace SupervisionBot.Hosting;

/// <summary>Settings of the records themselves.</summary>
internal sealed class RecordOptions
{
    public const string Section = "Records";

    /// <summary>
    /// The key of the installation, 32 random bytes in base64: under it are the chain of each trail, the fingerprints of frozen summaries and the names of operations. Keep it where secrets are kept,
    /// and the same for all copies of the app. Not given: with SQLite a key file beside the database is made once; with Azure Tables the app does not start.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>Keys that were in use before, in the same form: what was made under them can still be checked.</summary>
    public IList<string> OldKeys { get; } = [];
}
