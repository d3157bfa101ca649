using System.Security.Cryptography;
using System.Text;
using SupervisionBot.FakeTeams;
using SupervisionBot.Storage;
using SupervisionBot.Tables;

namespace SupervisionBot.Tests.Rounds;

/// <summary>
/// Somebody who can read the whole store, at any moment and as often as they like, tries to tell who said what. They know the code, everybody in the organisation, and who pressed
/// Answer when. They do not have the sealing key, which is not in the store.
/// </summary>
public sealed class AnonymityTests
{
    private const int People = 12;

    [Fact]
    public Task NobodyCanTellFromAllOfTheSqliteFileWhoSaidWhat() => NobodyCanTellAsync([]);

    [SkippableFact]
    public Task NobodyCanTellFromAllTablesOfAzureStorageWhoSaidWhat()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        return NobodyCanTellAsync(["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", Azurite.ConnectionString, "--Storage:TablePrefix", Azurite.NewTablePrefix(), "--Rounds:SealingKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "--Records:Key", Convert.ToBase64String(new byte[32])]);
    }

    [Fact]
    public async Task TheSameReaderTellsInANamedRound()
    {
        await using var scene = await RoundScene.MeetAsync(2);
        var round = await scene.OpenAsync(anonymous: false);
        await AnswerAllAsync(scene);
        await scene.CountAsync(round);

        var rows = await scene.AllRowsAsync();

        Assert.All(Everybody(scene), each => Assert.NotEmpty(Naming(Said(rows).Where(row => row.GetText("Text") == Words(each.Number)), each.Who)));
    }

    private static async Task NobodyCanTellAsync(string[] settings)
    {
        await using var scene = await RoundScene.MeetAsync(2, settings);
        var round = await scene.OpenAsync();
        var open = await AnswerAllAsync(scene);
        var answeredUntil = open[^1].Max(row => row.Row.Timestamp);
        await scene.CountAsync(round);
        await RoundScene.UntilAsync(async () => (await scene.AllRowsAsync()).All(row => row.Row.RowKey != "seal"));
        var counted = await scene.AllRowsAsync();

        // While it is open, nothing that anybody wrote can be read, anywhere.
        Assert.All(open.SelectMany(rows => rows), row => Assert.DoesNotContain(Values(row.Row), value => value.Contains("secret thought", StringComparison.Ordinal)));

        // No row of an answer, sealed or opened, says whose it is, in no way that can be made from what is known of a person.
        foreach (var (who, _) in Everybody(scene))
        {
            Assert.Empty(Naming(open[^1].Concat(counted).Select(row => row.Row).Where(row => row.RowKey.Split('|')[0] is "ballot" or "set" or "said"), who));
        }

        // Sealed answers are all of one length.
        Assert.Single(open[^1].Where(row => row.Row.RowKey.StartsWith("ballot|", StringComparison.Ordinal)).Select(row => row.Row.GetBinary("Sealed")!.Length).Distinct());

        // Afterwards nothing is left that led from a person to an answer, and no opened answer was written while people answered.
        Assert.DoesNotContain(counted, row => row.Row.RowKey.Split('|')[0] is "ballot" or "set" or "seal");
        var said = Said(counted).ToList();
        Assert.Equal(People * 2, said.Count);
        Assert.All(said, row => Assert.True(row.Timestamp > answeredUntil));

        // They stand in the order of their ids by time, version and key alike: what the order tells, the ids tell, and they are as good as drawn by lot.
        Assert.Equal(said.OrderBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.RowKey), said.OrderBy(row => row.Timestamp).ThenBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.RowKey));
        Assert.NotEqual(Enumerable.Range(0, People).Select(Words), said.Select(row => row.GetText("Text")!).Where(text => text.StartsWith("secret", StringComparison.Ordinal)));

        // Nothing brings two answers of one person together: rows share a prompt, and at most a team that is large enough.
        Assert.All(said, row => Assert.Equal([], row.PropertyNames.Except(["Prompt", "Text", "Team"])));
        Assert.All(said, row => Assert.Null(row.GetString("Team")));
    }

    // After each answer the whole store is read.
    private static async Task<List<IReadOnlyList<(string Table, TableEntity Row)>>> AnswerAllAsync(RoundScene scene)
    {
        var seen = new List<IReadOnlyList<(string, TableEntity)>>();
        foreach (var (who, number) in Everybody(scene))
        {
            await scene.AnswerAsync(who, scene.Channels[number % 2], stop: Words(number), start: $"another thought, {number}");
            scene.Team.Clock.Move(TimeSpan.FromMinutes(7));
            seen.Add(await scene.AllRowsAsync());
        }

        return seen;
    }

    private static IEnumerable<(Member Who, int Number)> Everybody(RoundScene scene) => Enumerable.Range(0, People).Select(number => (RoundScene.SomebodyIn(scene.Channels[number % 2], number), number));

    private static string Words(int number) => $"secret thought, {number}";

    private static IEnumerable<TableEntity> Said(IEnumerable<(string Table, TableEntity Row)> rows) => rows.Select(row => row.Row).Where(row => row.RowKey.StartsWith("said|", StringComparison.Ordinal));

    // Rows that hold a person in the open, or anything that can be made of them with a usual function.
    private static IEnumerable<TableEntity> Naming(IEnumerable<TableEntity> rows, Member who)
    {
        byte[][] names = [who.ObjectId.ToByteArray(), who.ObjectId.ToByteArray(bigEndian: true), Encoding.UTF8.GetBytes($"{who.ObjectId}"), Encoding.UTF8.GetBytes($"{who.ObjectId:N}"), Encoding.UTF8.GetBytes(who.Mri), Encoding.UTF8.GetBytes(who.Name)];
        var marks = names.SelectMany(name => new[] { name, SHA256.HashData(name) }).SelectMany(bytes => new[] { Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes) }).Concat([$"{who.ObjectId}", $"{who.ObjectId:N}", who.Mri, who.Name]).ToList();
        return rows.Where(row => Values(row).Any(value => marks.Exists(mark => value.Contains(mark, StringComparison.OrdinalIgnoreCase))));
    }

    private static IEnumerable<string> Values(TableEntity row) => row.PropertyNames
        .Select(name => row[name] switch
        {
            byte[] bytes => Convert.ToHexStringLower(bytes) + Encoding.UTF8.GetString(bytes),
            var value => $"{value}",
        })
        .Append(row.RowKey)
        .Append(row.PartitionKey);
}
