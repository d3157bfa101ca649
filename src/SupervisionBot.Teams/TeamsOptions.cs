namespace SupervisionBot.Teams;

/// <summary>Which of Microsoft's clouds the organisation's Teams is in.</summary>
public enum TeamsCloud
{
    /// <summary>The public cloud; GCC too, which differs by its connector host only.</summary>
    Public,

    /// <summary>GCC High and DoD.</summary>
    UsGov,

    /// <summary>Operated by 21Vianet.</summary>
    China,
}

/// <summary>Settings of the Teams edge.</summary>
public sealed class TeamsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Teams";

    /// <summary>
    /// Accept requests without a token, from this computer only. Default <see langword="false"/>. With <see langword="true"/> the app starts only in the Development environment and when every
    /// address it listens on is loopback, answers only callers on loopback, and sends only to loopback, without a token.
    /// </summary>
    public bool Anonymous { get; set; }

    /// <summary>The cloud. It gives every setting below that is not set.</summary>
    public TeamsCloud Cloud { get; set; }

    /// <summary>Tenants whose people may use the bot. Empty: only <see cref="AzureAdOptions.TenantId"/>.</summary>
    public IList<Guid> AllowedTenants { get; } = [];

    /// <summary>Where the Bot Service publishes its signing keys: its OpenID document.</summary>
    public Uri? OpenIdMetadata { get; set; }

    /// <summary>Who issues the tokens of requests to the bot.</summary>
    public string? Issuer { get; set; }

    /// <summary>What the bot's own token is asked for.</summary>
    public string? Scope { get; set; }

    /// <summary>Hosts that the bot's own token may be sent to, such as <c>smba.trafficmanager.net</c>; <c>*.</c> in front stands for any host below.</summary>
    public IList<string> ConnectorHosts { get; } = [];

    /// <summary>Hosts that a file may be uploaded to, such as <c>contoso-my.sharepoint.com</c>; <c>*.</c> in front stands for any host below. The bot's token never goes there.</summary>
    public IList<string> UploadHosts { get; } = [];

    /// <summary>How often one caller may call.</summary>
    public RateLimitOptions RateLimit { get; } = new();
}

/// <summary>Requests a second that one caller may make over time, with ten seconds' worth at once; more are answered 429 with <c>Retry-After</c>. None while <see cref="TeamsOptions.Anonymous"/> is set.</summary>
public sealed class RateLimitOptions
{
    /// <summary>From one address (IPv6: one /64), of requests whose token is good: 1 to 1,000,000, default 500. The service calls from few addresses, and behind a proxy everybody has the proxy's.</summary>
    public int PerAddress { get; set; } = 500;

    /// <summary>
    /// From one address, of requests that are refused: 1 to 1,000,000, default 20. So many are answered with the reason and leave a line in the log; more are answered 429 without one.
    /// Nobody else is kept out by them.
    /// </summary>
    public int RefusedPerAddress { get; set; } = 20;

    /// <summary>From one person, counted when the token is checked: 1 to 1,000,000, default 10. A client that opens a chat refreshes every card in it at once.</summary>
    public int PerPerson { get; set; } = 10;
}
