using System.Security.Cryptography;
using System.Text;
using SupervisionBot.FakeTeams;
using SupervisionBot.Storage;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Team;
using SupervisionBot.Tests.Telemetry;

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
        return NobodyCanTellAsync(OnAzure(Azurite.ConnectionString));
    }

    [Fact]
    public Task NobodyCanTellFromTheOrderOfWritesToSqlite() => NobodyCanTellFromTheOrderAsync([]);

    [SkippableFact]
    public Task NobodyCanTellFromTheRequestsThatAzureStorageNotes()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        return NobodyCanTellFromTheOrderAsync(OnAzure(Azurite.ConnectionString));
    }

    [Fact]
    public async Task NobodyCanTellFromLogsTracesAndMeasures()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var scene = await RoundScene.MeetAsync(2, "--Telemetry:OtlpEndpoint", receiver.Address, "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Microsoft.AspNetCore", "Trace");
        var round = await scene.OpenAsync();
        var open = await AnswerAllAsync(scene);
        await scene.CountAsync(round);
        var keys = open.SelectMany(rows => rows).Concat(await scene.AllRowsAsync()).Select(row => row.Row.RowKey).Where(key => key.Split('|')[0] is "ballot" or "said").Select(key => key.Split('|')[^1]).Distinct().ToList();

        await scene.Team.StopAsync();

        var kept = string.Concat(receiver.Traces.Concat(receiver.Metrics).Concat(scene.Team.Logs.Lines));
        Assert.All(["Debug SupervisionBot", "submit", "task/submit", "http.server.request.duration"], word => Assert.Contains(word, kept, StringComparison.Ordinal));
        Assert.Equal(People * 3, keys.Count);
        string[] people = [.. Everybody(scene).SelectMany(each => new[] { each.Who.Name, each.Who.Mri, $"{each.Who.ObjectId}", $"{each.Who.ObjectId:N}", Words(each.Number) })];
        Assert.DoesNotContain([.. people, .. keys], word => kept.Contains(word, StringComparison.OrdinalIgnoreCase));
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
        await scene.EmptiedAsync(round);
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

        // Whoever has a copy from before and one from after somebody answered knows which sealed answer is theirs; what came out is made of that in no usual way either.
        foreach (var (_, number) in Everybody(scene))
        {
            var theirs = Assert.Single(Ballots(open[number]).ExceptBy(number == 0 ? [] : Ballots(open[number - 1]).Select(row => row.RowKey), row => row.RowKey));
            Assert.Empty(Naming(Said(counted), Marks([Encoding.UTF8.GetBytes(theirs.RowKey), Encoding.UTF8.GetBytes(theirs.RowKey.Split('|')[1]), theirs.GetBinary("Sealed")!, theirs.GetBinary("Sealed")![..28]])));
        }

        // Afterwards nothing is left that led from a person to an answer, and no opened answer was written while people answered.
        Assert.DoesNotContain(counted, row => row.Row.RowKey.Split('|')[0] is "ballot" or "set" or "seal");
        var said = Said(counted).ToList();
        Assert.Equal(People * 2, said.Count);
        Assert.All(said, row => Assert.True(row.Timestamp > answeredUntil));

        // No name of an entry says of which sealed answer it was, nor which other entry was of the same.
        var ballots = open.SelectMany(rows => rows).Select(row => row.Row.RowKey).Where(key => key.StartsWith("ballot|", StringComparison.Ordinal)).Select(key => key["ballot|".Length..][..8]).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(said, row => ballots.Any(ballot => row.RowKey.Contains(ballot, StringComparison.Ordinal)));
        Assert.Equal(said.Count, said.Select(row => row.RowKey["said|".Length..][..8]).Distinct().Count());

        // They stand in the order of their ids by time, version and key alike: what the order tells, the ids tell, and they are as good as drawn by lot.
        Assert.Equal(said.OrderBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.RowKey), said.OrderBy(row => row.Timestamp).ThenBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.RowKey));
        Assert.Equal(said.OrderBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.RowKey), said.OrderBy(row => row.ETag.ToString().Length).ThenBy(row => row.ETag.ToString(), StringComparer.Ordinal).ThenBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.RowKey));
        Assert.NotEqual(Enumerable.Range(0, People).Select(Words), said.Select(row => row.GetText("Text")!).Where(text => text.StartsWith("secret", StringComparison.Ordinal)));

        // Nothing brings two answers of one person together: rows share a prompt, and at most a team that is large enough.
        Assert.All(said, row => Assert.Equal([], row.PropertyNames.Except(["Prompt", "Text", "Team"])));
        Assert.All(said, row => Assert.Null(row.GetString("Team")));
    }

    private static async Task NobodyCanTellFromTheOrderAsync(string[] settings)
    {
        WatchedStore? store = null;
        await using var scene = await RoundScene.MeetAsync(2, services => services.Decorate(own => store = new(own)), settings);
        var round = await scene.OpenAsync();
        store!.Written.Clear();
        await AnswerAllAsync(scene);
        var answering = store.Written.ToList();
        await scene.CountAsync(round);
        await scene.EmptiedAsync(round);
        var counting = store.Written.Skip(answering.Count).Where(write => write.Table == "rounds").Select(write => write.RowKeys).ToList();

        // With a sealed answer the list of all is written, and nothing else.
        var answers = answering.Where(write => write.RowKeys.Any(key => key.StartsWith("ballot|", StringComparison.Ordinal))).ToList();
        Assert.Equal(People, answers.Count);
        Assert.All(answers, write => Assert.Equal(["set", "ballot"], write.RowKeys.Select(key => key.Split('|')[0])));

        // What came out is written in the order of its ids, whoever said it, and sealed answers go in that of theirs, apart from it.
        foreach (var kind in new[] { "said", "ballot" })
        {
            var keys = counting.SelectMany(write => write).Where(key => key.StartsWith($"{kind}|", StringComparison.Ordinal)).ToList();
            Assert.Equal(kind == "said" ? People * 2 : People, keys.Count);
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        }

        Assert.DoesNotContain(counting, write => write.Select(key => key.Split('|')[0]).Intersect(["said", "ballot"]).Count() > 1);
    }

    private static string[] OnAzure(string connection) =>
        ["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", connection, "--Storage:TablePrefix", Azurite.NewTablePrefix(), "--Rounds:SealingKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "--Records:Key", Convert.ToBase64String(new byte[32])];

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

    private static IEnumerable<TableEntity> Ballots(IEnumerable<(string Table, TableEntity Row)> rows) => rows.Select(row => row.Row).Where(row => row.RowKey.StartsWith("ballot|", StringComparison.Ordinal));

    // Rows that hold a person in the open, or anything that can be made of them with a usual function.
    private static IEnumerable<TableEntity> Naming(IEnumerable<TableEntity> rows, Member who)
    {
        byte[][] names = [who.ObjectId.ToByteArray(), who.ObjectId.ToByteArray(bigEndian: true), Encoding.UTF8.GetBytes($"{who.ObjectId}"), Encoding.UTF8.GetBytes($"{who.ObjectId:N}"), Encoding.UTF8.GetBytes(who.Mri), Encoding.UTF8.GetBytes(who.Name)];
        return Naming(rows, [.. Marks(names), $"{who.ObjectId}", $"{who.ObjectId:N}", who.Mri, who.Name]);
    }

    private static IEnumerable<TableEntity> Naming(IEnumerable<TableEntity> rows, IReadOnlyList<string> marks)
    {
        return rows.Where(row => Values(row).Any(value => marks.Any(mark => value.Contains(mark, StringComparison.OrdinalIgnoreCase))) || row.RowKey.Split('|').Any(Begins));

        // A hash may have been cut, as names of rows are.
        bool Begins(string part) => part.Length >= 14 && marks.Any(mark => mark.StartsWith(part, StringComparison.OrdinalIgnoreCase));
    }

    private static List<string> Marks(byte[][] names) =>
        [.. names.SelectMany(name => new[] { name, SHA256.HashData(name) }).SelectMany(bytes => new[] { Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes) })];

    private static IEnumerable<string> Values(TableEntity row) => row.PropertyNames
        .Select(name => row[name] switch
        {
            byte[] bytes => Convert.ToHexStringLower(bytes) + Encoding.UTF8.GetString(bytes),
            var value => $"{value}",
        })
        .Append(row.RowKey)
        .Append(row.PartitionKey);
}
