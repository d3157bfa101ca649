using Microsoft.Extensions.Configuration;

namespace SupervisionBot.Tests.Packaging;

/// <summary>The settings of an organisation that packs the app.</summary>
internal static class ExampleSettings
{
    public const string BotId = "33333333-0000-4000-8000-000000000003";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AzureAd:ClientId"] = BotId,
        ["Package:AppId"] = "bbbbbbbb-0000-4000-8000-00000000000b",
        ["Package:Version"] = "1.2.3",
        ["Package:Domain"] = "bot.example.gov.uk",
        ["Package:DeveloperName"] = "Example \"County\" Council",
        ["Package:WebsiteUrl"] = "https://www.example.gov.uk/supervision",
        ["Package:PrivacyUrl"] = "https://www.example.gov.uk/supervision/privacy",
        ["Package:TermsOfUseUrl"] = "https://www.example.gov.uk/supervision/terms",
    };

    /// <summary>These, with one changed; null leaves it out.</summary>
    public static IConfiguration With(string key, string? value) => new ConfigurationBuilder()
        .AddInMemoryCollection(All.Where(setting => setting.Key != key).Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)).Append(new(key, value)))
        .Build();

    public static IConfiguration Configuration { get; } = With("Package:Version", "1.2.3");

    /// <summary>As they stand on a command line.</summary>
    public static IEnumerable<string> Switches => All.Select(setting => $"--{setting.Key}={setting.Value}");
}
