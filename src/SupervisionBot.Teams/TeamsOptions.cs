namespace SupervisionBot.Teams;

/// <summary>Settings of the Teams edge.</summary>
public sealed class TeamsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Teams";

    /// <summary>
    /// Accept requests without a token, from this computer only. Default <see langword="false"/>. With <see langword="true"/> the app starts only when every address it listens on
    /// is loopback, answers only callers on loopback, and sends only to loopback. With <see langword="false"/> this version does not start, as it has no token check yet.
    /// </summary>
    public bool Anonymous { get; set; }
}
