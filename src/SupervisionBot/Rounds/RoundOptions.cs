namespace SupervisionBot.Rounds;

/// <summary>Settings of stop/start/continue rounds, and of everything else that leaders see as counts.</summary>
internal sealed class RoundOptions
{
    public const string Section = "Rounds";

    /// <summary>Fewest people behind a count that leaders see, 3 to 1,000. Default 5.</summary>
    /// <remarks>Our own numbers: below 3, each of two people could work out what the other said.</remarks>
    public int MinimumGroup { get; set; } = 5;

    /// <summary>Fewest people behind comments that are shown with the team they came from, at least <see cref="MinimumGroup"/>. Default 10.</summary>
    public int MinimumForComments { get; set; } = 10;

    /// <summary>
    /// 32 random bytes in base64 under which the key of each round is wrapped while it is open: keep it where secrets are kept, and the same for all copies of the app.
    /// Not given: with SQLite each round has a key file in <see cref="KeyFolder"/>; with Azure Tables the app does not start when somebody leads.
    /// </summary>
    public string? SealingKey { get; set; }

    /// <summary>Sealing keys of before, in base64: rounds that were opened under them go on. To be taken out once those are counted.</summary>
    public IList<string> OldSealingKeys { get; } = [];

    /// <summary>The folder of the rounds' key files, for the app's account alone; never the one of the database or one in it. Default: beside that folder, with <c>-keys</c> after its name.</summary>
    public string? KeyFolder { get; set; }
}
