using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.People;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Tests.Rounds;

/// <summary>The key of a round opens nothing but its round, goes on while the sealing key is replaced, and is gone once the round is.</summary>
public sealed class RoundKeysTests
{
    private static readonly Guid s_installation = new("33333333-0000-4000-8000-000000000003");
    private static readonly RoundAddress s_address = new(new("11111111-0000-4000-8000-000000000001"), new(new("66666666-0000-4000-8000-000000000001")));

    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string _newer = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void AWrappedKeyIsFoundInItsOwnRoundAndInstallationOnly()
    {
        var row = new TableEntity(s_address.Partition, "seal");
        var key = Keys([_key]).Make(s_address, row);

        Assert.Equal(key, Keys([_key]).Find(s_address, row));
        Assert.Null(Keys([_key]).Find(s_address with { Round = new(Guid.NewGuid()) }, row));
        Assert.Null(Keys([_key]).Find(s_address with { Tenant = Guid.NewGuid() }, row));
        Assert.Null(Keys([_key], Guid.NewGuid()).Find(s_address, row));
        Assert.DoesNotContain(row.PropertyNames, name => row[name] is byte[] bytes && bytes.AsSpan().IndexOf(key) >= 0);
    }

    [Fact]
    public void AKeyThatWasWrappedUnderAnOldSealingKeyIsFoundAsLongAsThatIsThere()
    {
        var row = new TableEntity(s_address.Partition, "seal");
        var key = Keys([_key]).Make(s_address, row);

        Assert.Equal(key, Keys([_newer, _key]).Find(s_address, row));
        Assert.Null(Keys([_newer]).Find(s_address, row));
    }

    [Fact]
    public void ASealOfAnEarlierVersionIsFoundUnderAnOldSealingKey()
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        var check = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(_key), 32, salt, Encoding.UTF8.GetBytes("check"));
        var row = new TableEntity(s_address.Partition, "seal") { ["Salt"] = salt, ["Check"] = Convert.ToHexStringLower(check.AsSpan(0, 8)) };

        Assert.NotNull(new FormerSecret(Settings([_newer, _key]), Options.Create(new StorageOptions())).Find(row));
        Assert.Null(new FormerSecret(Settings([_newer]), Options.Create(new StorageOptions())).Find(row));
    }

    [Fact]
    public async Task ARoundGoesOnWhileTheSealingKeyIsReplaced()
    {
        await using var scene = await RoundScene.MeetAsync(1, "--Rounds:SealingKey", _key);
        var round = await scene.OpenAsync();
        var channel = scene.Channels[0];
        for (var number = 0; number < 10; number++)
        {
            await scene.AnswerAsync(RoundScene.SomebodyIn(channel, number), channel, stop: $"Late panels, {number}");
        }

        await scene.Team.RestartAsync("--Roles:Leaders:0", $"{RoundScene.Leader}", "--Schedule:Poll", "0.05", "--Rounds:SealingKey", _newer, "--Rounds:OldSealingKeys:0", _key);
        await scene.AnswerAsync(RoundScene.SomebodyIn(channel, 9), channel, stop: "Fewer panels");

        Assert.Equal((10, 0), (await scene.CountAsync(round)).Tally is { } tally ? (tally.Answered, tally.LeftOut) : default);
        Assert.Contains("Fewer panels", (await scene.SaidAsync(round)).Select(said => said.Text));
    }

    [Fact]
    public async Task TheKeyOfARoundThatIsTakenBackIsDestroyed()
    {
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        Assert.Single(KeysOf(scene));

        await scene.DoAsync(round, new Core.Rounds.Recall("The wrong question"));
        scene.Team.Clock.Move(RoundRinger.CountAfter);
        await RoundScene.UntilAsync(async () => (await scene.AllRowsAsync()).All(row => row.Row.RowKey is not ("seal" or "set")));

        Assert.Empty(KeysOf(scene));
    }

    [SkippableFact]
    public async Task UnderAnotherNameOfTheKeyFileNothingOfItIsLeftOnceTheRoundIsCounted()
    {
        Skip.If(OperatingSystem.IsWindows(), "A file gets another name in another way here.");
        await using var scene = await RoundScene.MeetAsync(1);
        var round = await scene.OpenAsync();
        var other = Path.Combine(scene.Team.Folder, "other");
        using (var link = Process.Start("ln", [Assert.Single(KeysOf(scene)), other]))
        {
            await link.WaitForExitAsync();
        }

        Assert.NotEqual(new byte[32], await File.ReadAllBytesAsync(other));

        await scene.CountAsync(round);
        await RoundScene.UntilAsync(() => Task.FromResult(KeysOf(scene).Length == 0));

        Assert.Equal(new byte[32], await File.ReadAllBytesAsync(other));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task TheFolderOfTheKeysAndEachKeyAreForTheAppsAccountAlone()
    {
        Skip.If(OperatingSystem.IsWindows(), "Files have no mode here.");
        await using var scene = await RoundScene.MeetAsync(1);
        await scene.OpenAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode($"{scene.Team.Folder}-keys"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(KeysOf(scene))));
    }

    [Theory]
    [InlineData("/data/supervision.db", "/data", true)]
    [InlineData("/data/supervision.db", "/data/keys", true)]
    [InlineData("/data/supervision.db", "/data-keys", false)]
    [InlineData("/data/supervision.db", "/keys", false)]
    public void AFolderOfKeysIsNotTheOneOfTheDatabaseNorInIt(string database, string folder, bool isWithin) => Assert.Equal(isWithin, RoundKeys.IsWithin(folder, database));

    private static string[] KeysOf(RoundScene scene) => Directory.GetFiles($"{scene.Team.Folder}-keys");

    private static RoundKeys Keys(string[] sealing, Guid? installation = null) =>
        new(Settings(sealing), Options.Create(new StorageOptions()), Options.Create(new AzureAdOptions { ClientId = installation ?? s_installation }), Options.Create(new RoleOptions()));

    private static IOptions<RoundOptions> Settings(string[] sealing)
    {
        var options = new RoundOptions { SealingKey = sealing[0] };
        foreach (var old in sealing[1..])
        {
            options.OldSealingKeys.Add(old);
        }

        return Options.Create(options);
    }
}
