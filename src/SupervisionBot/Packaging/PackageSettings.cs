using System.Text.RegularExpressions;

namespace SupervisionBot.Packaging;

/// <summary>A setting that an organisation fills into the manifest.</summary>
/// <param name="Placeholder">Its name in the template, between <c>${{</c> and <c>}}</c>.</param>
/// <param name="Key">Its name in the configuration.</param>
/// <param name="Wants">What it is to be.</param>
/// <param name="Fits">Whether a text is that.</param>
internal sealed record PackageSetting(string Placeholder, string Key, string Wants, Func<string, bool> Fits);

/// <summary>The settings that go into the manifest, each checked before anything is made of them.</summary>
internal static partial class PackageSettings
{
    private const string Https = "an https address";

    public static IReadOnlyList<PackageSetting> All { get; } =
    [
        new("AppId", "Package:AppId", "a GUID of the app's own, made once and never changed again", IsId),
        new("Version", "Package:Version", "three numbers such as 1.0.2, higher with each package", text => Version().IsMatch(text)),
        new("ClientId", "AzureAd:ClientId", "the bot's app id, a GUID", IsId),
        new("Domain", "Package:Domain", "the host name under which Teams reaches the bot, such as bot.example.gov.uk", IsHost),
        new("DeveloperName", "Package:DeveloperName", $"the organisation's name, at most {PackageRules.LongestDeveloperName} characters", text => text.Length <= PackageRules.LongestDeveloperName),
        new("WebsiteUrl", "Package:WebsiteUrl", $"{Https} of a page about the app", IsHttps),
        new("PrivacyUrl", "Package:PrivacyUrl", $"{Https} of the privacy notice", IsHttps),
        new("TermsOfUseUrl", "Package:TermsOfUseUrl", $"{Https} of the terms of use", IsHttps),
    ];

    /// <summary>The values by placeholder, and what is wrong with the settings: a line for each that is missing or unfit.</summary>
    public static (IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Problems) Read(IConfiguration configuration)
    {
        var values = All.ToDictionary(setting => setting.Placeholder, setting => configuration[setting.Key]?.Trim() ?? "", StringComparer.Ordinal);
        var problems = All
            .Where(setting => values[setting.Placeholder].Length == 0 || !setting.Fits(values[setting.Placeholder]))
            .Select(setting => $"{setting.Key} {(values[setting.Placeholder].Length == 0 ? "is missing" : "does not fit")}: it is {setting.Wants}.");
        return (values, [.. problems]);
    }

    /// <summary>A GUID as Teams writes it, and not the one of zeros.</summary>
    public static bool IsId(string text) => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty;

    /// <summary>A full host name without scheme, port, path or wildcard.</summary>
    public static bool IsHost(string text) => text.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(text) == UriHostNameType.Dns && text.All(char.IsAscii);

    /// <summary>An https address that names a host.</summary>
    public static bool IsHttps(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && IsHost(address.Host) && address.UserInfo.Length == 0;

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,4})(\.(0|[1-9][0-9]{0,4})){2}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
