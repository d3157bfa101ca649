using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Team;
using SupervisionBot.Tests.Transfer;
using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Upgrade;

/// <summary>How what an earlier version stored comes to this one.</summary>
public enum Way
{
    /// <summary>The database as it is.</summary>
    Database,

    /// <summary>An export, into a new database.</summary>
    Export,

    /// <summary>An export, into Table Storage.</summary>
    ExportIntoTables,
}

/// <summary>
/// The app of today on a copy of what an earlier version stored while people were in the middle of everything, and the same people and chats. Made by the first version that
/// had all of it; the files are what its own store and its own export were, and are never made anew.
/// </summary>
internal sealed class EarlierStore : IAsyncDisposable
{
    private static readonly string s_files = Path.Combine(Repository.Root, "tests", "SupervisionBot.Tests", "Upgrade");

    private readonly TransferFolder _folder = new();
    private readonly JsonObject _scenario = JsonNode.Parse(File.ReadAllText(Path.Combine(s_files, "scenario.json")))!.AsObject();
    private string[] _storage = [];

    private EarlierStore(RoundScene rounds) => Rounds = rounds;

    public RoundScene Rounds { get; }

    public SupervisionTeam Team => Rounds.Team;

    /// <summary>Sarah's and Priya's session that is half walked.</summary>
    public string Open => (string)_scenario["open"]!;

    /// <summary>The one whose summary is frozen.</summary>
    public string Frozen => (string)_scenario["frozen"]!;

    /// <summary>The fingerprint that stood under that summary.</summary>
    public string Fingerprint => (string)_scenario["fingerprint"]!;

    /// <summary>The round that is open.</summary>
    public RoundAddress Round => new(SupervisionTeam.Tenant, new(Guid.ParseExact((string)_scenario["round"]!, "N")));

    public static async Task<EarlierStore> OpenAsync(Way way)
    {
        Skip.If(way == Way.ExportIntoTables && Azurite.ConnectionString is null, Azurite.Absent);
        var earlier = new EarlierStore(await RoundScene.MeetAsync(2));
        await earlier.BringAsync(way);
        return earlier;
    }

    /// <summary>Stops the app, runs one of its commands, and starts it again.</summary>
    /// <returns>What the command wrote.</returns>
    public async Task<string> CommandAsync(params string[] command)
    {
        await Team.StopAsync();
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "SupervisionBot.dll"), .. command, .. _storage];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var program = Process.Start(start)!;
        var output = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.Equal(0, program.ExitCode);
        await StartAsync();
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        await Rounds.DisposeAsync();
        _folder.Dispose();
    }

    private async Task BringAsync(Way way)
    {
        await Team.StopAsync();
        var key = (string)_scenario["sealingKey"]!;
        switch (way)
        {
            case Way.Database:
                await File.WriteAllBytesAsync(_folder.At("store.db"), await ReadAsync("store.db.gz"));
                await File.WriteAllBytesAsync(_folder.At("store.db.sealing-key"), Convert.FromBase64String(key));
                await using (var store = _folder.Open("store.db"))
                {
                    await ParkedTodayAsync(store);
                }

                _storage = ["--Storage:Path", _folder.At("store.db")];
                break;
            case Way.Export:
                await using (var store = _folder.Open("new.db"))
                {
                    await _folder.ImportAsync(store, await ReadAsync("export.jsonl.gz"));
                    await ParkedTodayAsync(store);
                }

                _storage = ["--Storage:Path", _folder.At("new.db"), "--Rounds:SealingKey", key];
                break;
            case Way.ExportIntoTables:
                var prefix = Azurite.NewTablePrefix();
                await using (var store = new AzureTableStore(new(Azurite.ConnectionString!), prefix, TimeProvider.System, NullLogger.Instance))
                {
                    await _folder.ImportAsync(store, await ReadAsync("export.jsonl.gz"));
                    await ParkedTodayAsync(store);
                }

                _storage =
                [
                    "--Storage:Provider", "AzureTables", "--Storage:ConnectionString", Azurite.ConnectionString!, "--Storage:TablePrefix", prefix, "--Rounds:SealingKey", key,
                    // Has to be set there by now; nothing of before was made under it.
                    "--Records:Key", key,
                ];
                break;
        }

        foreach (var message in _scenario["shown"]!.AsArray())
        {
            Team.Connector.Fake.Recall((string)message!["conversation"]!, (string)message["id"]!, message["body"]!.DeepClone().AsObject());
        }

        Team.Clock.Move(DateTimeOffset.Parse((string)_scenario["now"]!, CultureInfo.InvariantCulture) - Team.Clock.GetUtcNow());
        await StartAsync();

        // The address of Teams is another one here than it was there: it becomes known when somebody is heard of.
        foreach (var somebody in new[] { Team.Sarah, Team.Priya, Team.Tom })
        {
            await somebody.TypeAsync("help");
        }

        foreach (var channel in Rounds.Channels)
        {
            await Team.PostAsync(Rounds.Client(RoundScene.SomebodyIn(channel, 0), channel).Installs());
        }

        await Team.SettleAsync();
    }

    private Task StartAsync() => Team.RestartAsync(
        ["--Roles:Leaders:0", $"{RoundScene.Leader}", "--Roles:Leaders:1", $"{RoundScene.OtherLeader}", "--Schedule:Poll", "0.05", .. _storage]);

    // Parked messages are tidied away some time later, by the real clock: these are as old as they were on the day of the update.
    private static async Task ParkedTodayAsync(ITableStore store)
    {
        foreach (var row in (await store.ScanAsync("outbox", fromPartition: null, TableLimits.PageSize, continuation: null, CancellationToken.None)).Entities)
        {
            if (row.RowKey.StartsWith("parked|", StringComparison.Ordinal))
            {
                row["At"] = TimeProvider.System.GetUtcNow();
                row.ETag = default;
                await TransferFolder.FillAsync(store, new ExportedRow("outbox", row));
            }
        }
    }

    private static async Task<byte[]> ReadAsync(string name)
    {
        await using var file = File.OpenRead(Path.Combine(s_files, name));
        await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unpacked.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
