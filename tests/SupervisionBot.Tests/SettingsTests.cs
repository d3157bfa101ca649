using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

public sealed class SettingsTests
{
    private const UnixFileMode Wide = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly string s_walk = File.ReadAllText(Path.Combine(Repository.Root, "seeds", "knowsley-decision-walk.json"));

    [Theory]
    [InlineData("not json", "$", "line 1")]
    [InlineData("""{ "id": "x" }""", "$", "")]
    public async Task ABadGuideStopsTheAppAndIsNamed(string guide, string path, string reason)
    {
        using var folder = new Folder();
        var file = folder.Write("bad.json", guide);

        var (exit, said) = await RunAsync(folder, "--Teams:Anonymous", "true", "--Guides:Path", folder.Path);

        Assert.Equal(1, exit);
        Assert.Contains($"{file}: {path}", said, StringComparison.Ordinal);
        Assert.Contains(reason, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGuideThatAsksInAStepThatIsNotThereIsNamedWithItsPath()
    {
        using var folder = new Folder();
        var file = folder.Write("walk.json", s_walk.Replace("\"prompt\": \"assessment.childs-voice\"", "\"prompt\": \"assessment.nobody\"", StringComparison.Ordinal));

        var (exit, said) = await RunAsync(folder, "--Teams:Anonymous", "true", "--Guides:Path", folder.Path);

        Assert.Equal(1, exit);
        Assert.Contains($"{file}: $.checks[0].prompt: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGuideFolderThatIsNotThereIsNamed()
    {
        using var folder = new Folder();
        var missing = Path.Combine(folder.Path, "nowhere");

        var (exit, said) = await RunAsync(folder, "--Teams:Anonymous", "true", "--Guides:Path", missing);

        Assert.Equal(1, exit);
        Assert.Contains(missing, said, StringComparison.Ordinal);
        Assert.Contains("Guides:Path", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Storage:Provider", "--Teams:Anonymous", "true", "--Storage:Provider", "Oracle")]
    [InlineData("Storage:Path", "--Teams:Anonymous", "true", "--Storage:Path", " ")]
    [InlineData("Teams:Anonymous", "--Teams:Anonymous", "true", "--environment", "Production")]
    [InlineData("Records:Key", "--Teams:Anonymous", "true", "--Records:Key", "hunter2")]
    [InlineData("Records:OldKeys", "--Teams:Anonymous", "true", "--Records:OldKeys:0", "hunter2")]
    [InlineData("Records:Key", "--Teams:Anonymous", "true", "--Storage:Provider", "AzureTables", "--Storage:ConnectionString", "UseDevelopmentStorage=true")]
    [InlineData("AzureAd:TenantId")]
    [InlineData("AzureAd:ClientId", "--AzureAd:ClientId", "supervision")]
    [InlineData("Teams:Cloud", "--Teams:Cloud", "Moon")]
    [InlineData("Telemetry:OtlpEndpoint", "--Teams:Anonymous", "true", "--Telemetry:OtlpEndpoint", "collector:4318")]
    [InlineData("Telemetry:OtlpProtocol", "--Teams:Anonymous", "true", "--Telemetry:OtlpEndpoint", "http://127.0.0.1:4318", "--OTEL_EXPORTER_OTLP_PROTOCOL", "smoke")]
    [InlineData("Hosting:KnownProxies", "--Teams:Anonymous", "true", "--Hosting:KnownProxies:0", "proxy")]
    [InlineData("Hosting:KnownProxies", "--Teams:Anonymous", "true", "--Hosting:KnownProxies", "10.0.0.4")]
    [InlineData("Hosting:KnownNetworks", "--Teams:Anonymous", "true", "--Hosting:KnownNetworks:0", "0.0.0.0/0")]
    [InlineData("Hosting:LastHop", "--Teams:Anonymous", "true", "--Hosting:LastHop", "true", "--Hosting:KnownProxies:0", "10.0.0.4")]
    [InlineData("Hosting:LastHop", "--Teams:Anonymous", "true", "--ForwardedHeaders_Enabled", "true", "--Hosting:KnownNetworks:0", "10.0.0.0/24")]
    [InlineData("Hosting:Hops", "--Teams:Anonymous", "true", "--Hosting:LastHop", "true", "--Hosting:Hops", "2")]
    [InlineData("forwarded headers", "--Teams:Anonymous", "true", "--Hosting:LastHop", "true")]
    [InlineData("forwarded headers", "--Teams:Anonymous", "true", "--ForwardedHeaders_Enabled", "true")]
    [InlineData("OneToOne:MostOpen", "--Teams:Anonymous", "true", "--OneToOne:MostOpen", "0")]
    [InlineData("OneToOne:InvitationsPerDay", "--Teams:Anonymous", "true", "--OneToOne:InvitationsPerDay", "0")]
    [InlineData("loopback", "--Teams:Anonymous", "true", "--urls", "http://0.0.0.0:0")]
    public async Task AWrongSettingStopsTheAppAndIsNamed(string name, params string[] settings)
    {
        using var folder = new Folder();

        var (exit, said) = await RunAsync(folder, settings);

        Assert.Equal(1, exit);
        Assert.Contains(name, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("keys")]
    public async Task TheKeysOfRoundsAreNotKeptInTheFolderOfTheDatabase(string within)
    {
        using var folder = new Folder();

        var (exit, said) = await RunAsync(folder, "--Teams:Anonymous", "true", "--Rounds:KeyFolder", Path.Combine(folder.Path, within));

        Assert.Equal(1, exit);
        Assert.Contains("Rounds:KeyFolder must be another folder", said, StringComparison.Ordinal);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task AKeyFolderThatOthersCanOpenAndThatHoldsOtherThingsIsRefusedWithTheCommandToTypeAndLeftAsItIs()
    {
        Skip.If(OperatingSystem.IsWindows(), "There the folder's access list decides.");
        using var folder = new Folder();
        var keys = Directory.CreateDirectory(Path.Combine(folder.Path, "shared"), Wide).FullName;
        await File.WriteAllTextAsync(Path.Combine(keys, "letter.txt"), "Somebody else's");
        string[] settings = ["--Teams:Anonymous", "true", "--Storage:Path", Path.Combine(folder.Path, "own", "supervision.db"), "--Rounds:KeyFolder", keys, "--Roles:Leaders:0", $"{Guid.NewGuid()}"];

        var (exit, said) = await RunAsync(folder, settings);

        Assert.Equal(1, exit);
        Assert.Contains($"chmod 700 '{keys}'", said, StringComparison.Ordinal);
        Assert.Contains("--Rounds:KeyFolder", said, StringComparison.Ordinal);
        Assert.Equal(Wide, File.GetUnixFileMode(keys));
    }

    [Fact]
    public async Task AStorageFileThatIsSomethingElseStopsTheApp()
    {
        using var folder = new Folder();
        var file = folder.Write("letter.db", new string('x', 5000));

        var (exit, said) = await RunAsync(folder, "--Teams:Anonymous", "true", "--Storage:Path", file);

        Assert.Equal(1, exit);
        Assert.Contains(file, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrganisationsGuideWithTheSameIdWins()
    {
        using var folder = new Folder();
        folder.Write("walk.json", s_walk.Replace("What is going on?", "What is happening for this child?", StringComparison.Ordinal));
        await using var team = await SupervisionTeam.MeetAsync("--Guides:Path", folder.Path);

        await team.OpenAsync();

        Assert.Contains("What is happening for this child?", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("What is going on?", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASessionKeepsTheQuestionsItWasOpenedWith()
    {
        using var folder = new Folder();
        folder.Write("walk.json", s_walk.Replace("What is going on?", "The old question?", StringComparison.Ordinal));
        await using var team = await SupervisionTeam.MeetAsync("--Guides:Path", folder.Path);
        await team.OpenAsync("KN-1");
        folder.Write("walk.json", s_walk.Replace("What is going on?", "The new question?", StringComparison.Ordinal));
        await team.RestartAsync("--Guides:Path", folder.Path);

        await team.Priya.RefreshAsync();
        Assert.Contains("The old question?", team.Priya.Card.Words, StringComparison.Ordinal);
        await team.OpenAsync("KN-2");

        Assert.Contains("The new question?", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    // The real program, as an operator starts it. It must end by itself, with a reason and without a stack trace.
    private static async Task<(int Exit, string Said)> RunAsync(Folder folder, params string[] settings)
    {
        string[] usual = [Path.Combine(AppContext.BaseDirectory, "SupervisionBot.dll"), "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Storage:Path", Path.Combine(folder.Path, "supervision.db")];
        using var program = Process.Start(new ProcessStartInfo("dotnet", [.. usual, .. settings]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            var (log, error) = (program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync());
            await program.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            await log;
            var said = await error;
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
            return (program.ExitCode, said);
        }
        finally
        {
            program.Kill();
        }
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("settings").FullName;

        public string Write(string name, string text)
        {
            var file = System.IO.Path.Combine(Path, name);
            File.WriteAllText(file, text, Encoding.UTF8);
            return file;
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
