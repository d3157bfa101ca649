using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using SupervisionBot.Hosting;
using SupervisionBot.Packaging;

namespace SupervisionBot.Tests.Packaging;

public sealed class PackageCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("package").FullName;

    private string Zip => Path.Combine(_folder, "supervision.zip");

    public static TheoryData<string> Keys => [.. PackageSettings.All.Select(setting => setting.Key)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheProgramWritesAPackageWithManifestLanguageAndIcons()
    {
        // As it is after publishing: from a folder of its own, with nothing of the working copy in reach.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SupervisionBot.dll"), "package", .. ExampleSettings.Switches])
        {
            WorkingDirectory = _folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var program = Process.Start(start)!;
        var (output, error) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((0, ""), (program.ExitCode, await error));
        Assert.Contains(ExampleSettings.BotId, await output, StringComparison.Ordinal);
        Assert.Equal(["supervision.zip"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        using var zip = await ZipFile.OpenReadAsync(Zip);
        Assert.Equal(["manifest.json", "color.png", "en.json", "outline.png"], zip.Entries.Select(entry => entry.FullName));
        await using var stream = await zip.Entries[0].OpenAsync();
        var manifest = (await JsonNode.ParseAsync(stream))!;
        Assert.Equal("Example \"County\" Council", (string?)manifest["developer"]!["name"]);
        Assert.Equal(ExampleSettings.BotId, (string?)manifest["bots"]![0]!["botId"]);
        Assert.Equal(["bot.example.gov.uk"], manifest["validDomains"]!.AsArray().Select(domain => (string?)domain));
    }

    [Fact]
    public async Task TheSameSettingsGiveTheSameBytes()
    {
        var other = Path.Combine(_folder, "other.zip");

        Assert.Equal(0, (await RunAsync(ExampleSettings.Configuration)).Exit);
        Assert.Equal(0, (await RunAsync(ExampleSettings.Configuration, other)).Exit);

        Assert.Equal(await File.ReadAllBytesAsync(Zip), await File.ReadAllBytesAsync(other));
        using var zip = await ZipFile.OpenReadAsync(Zip);
        Assert.All(zip.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task AMissingSettingIsNamedAndNothingIsWritten(string key)
    {
        var (exit, said) = await RunAsync(ExampleSettings.With(key, null));

        Assert.Equal(1, exit);
        Assert.Contains($"{key} is missing", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
        Assert.All(PackageSettings.All.Where(setting => setting.Key != key), setting => Assert.DoesNotContain(setting.Key, said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AzureAd:ClientId", "the bot")]
    [InlineData("AzureAd:ClientId", "00000000-0000-0000-0000-000000000000")]
    [InlineData("AzureAd:ClientId", "{33333333-0000-4000-8000-000000000003}")]
    [InlineData("Package:AppId", "33333333000040008000000000000003")]
    [InlineData("Package:Version", "1.2")]
    [InlineData("Package:Version", "01.2.3")]
    [InlineData("Package:Version", "1.2.3-beta")]
    [InlineData("Package:Domain", "https://bot.example.gov.uk")]
    [InlineData("Package:Domain", "bot.example.gov.uk/api")]
    [InlineData("Package:Domain", "bot.example.gov.uk:443")]
    [InlineData("Package:Domain", "*.example.gov.uk")]
    [InlineData("Package:Domain", "localhost")]
    [InlineData("Package:Domain", "127.0.0.1")]
    [InlineData("Package:DeveloperName", "A council with a name of thirty-three")]
    [InlineData("Package:WebsiteUrl", "http://www.example.gov.uk")]
    [InlineData("Package:PrivacyUrl", "www.example.gov.uk/privacy")]
    [InlineData("Package:TermsOfUseUrl", "https://somebody@example.gov.uk/")]
    public async Task AWrongSettingIsNamedAndNothingIsWritten(string key, string value)
    {
        var (exit, said) = await RunAsync(ExampleSettings.With(key, value));

        Assert.Equal(1, exit);
        Assert.Contains($"{key} does not fit", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task APackageThatIsThereStaysWhenNoneCanBeMade()
    {
        await File.WriteAllTextAsync(Zip, "the last one");

        Assert.Equal(1, (await RunAsync(ExampleSettings.With("Package:Domain", ""))).Exit);

        Assert.Equal("the last one", await File.ReadAllTextAsync(Zip));
    }

    [Fact]
    public async Task AFolderThatIsNotThereIsSaidAndLeavesNothingBehind()
    {
        var (exit, said) = await RunAsync(ExampleSettings.Configuration, Path.Combine(_folder, "nowhere", "a.zip"));

        Assert.Equal(1, exit);
        Assert.Contains("was not written", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void TheFileMayBeLeftOut()
    {
        Assert.Equal("supervision.zip", PackageCommand.Parse(["package", "--Package:Version", "1.0.1"])!.File);
        Assert.Equal("supervision.zip", PackageCommand.Parse(["package", "Package:Version=1.0.1"])!.File);
        Assert.Equal("/srv/a.zip", PackageCommand.Parse(["package", "/srv/a.zip", "--Package:Version", "1.0.1"])!.File);
    }

    [Theory]
    [InlineData("pack")]
    [InlineData("package", "")]
    [InlineData("package", "a.zip", "b.zip")]
    [InlineData("package", "a.zip", "--Package:Version")]
    public void WhatIsNoCommandIsNotGuessed(params string[] args)
    {
        Assert.True(CommandLine.IsNamed(args));
        Assert.Null(PackageCommand.Parse(args));
    }

    private async Task<(int Exit, string Said)> RunAsync(IConfiguration configuration, string? file = null)
    {
        using StringWriter output = new(), error = new();
        var exit = await new PackageCommand(file ?? Zip, []).RunAsync(configuration, output, error, CancellationToken.None);
        Assert.Equal(exit == 0, error.ToString().Length == 0);
        return (exit, error.ToString());
    }
}
