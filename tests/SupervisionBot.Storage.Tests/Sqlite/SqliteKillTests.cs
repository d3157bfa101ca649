namespace SupervisionBot.Storage.Tests.Sqlite;

public sealed class SqliteKillTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AcknowledgedBatches_OutliveSigkill()
    {
        var random = new Random(20261122);
        var acknowledged = new List<(string Partition, string Row)>();
        for (var kill = 0; kill < 6; kill++)
        {
            using (var process = new StoreProcess(_folder.StorePath, $"run{kill}"))
            {
                for (var lines = random.Next(1, 3000); lines > 0; lines--)
                    acknowledged.Add(Acknowledged((await process.ReadLineAsync())!));
                process.Kill();
                // What was printed before the kill counts too; its last line may be cut.
                var rest = new List<string>();
                while (await process.ReadLineAsync() is { } line)
                    rest.Add(line);
                acknowledged.AddRange(rest.SkipLast(1).Select(Acknowledged));
                await process.ExitCodeAsync();
            }

            await using var store = _folder.Open();
            foreach (var partition in acknowledged.GroupBy(line => line.Partition, line => line.Row))
                await HasAll(store, partition.Key, partition.ToHashSet());
        }
    }

    private static (string, string) Acknowledged(string line) => line.Split(' ') is [var partition, var row] ? (partition, row) : throw new InvalidDataException(line);

    private static async Task HasAll(ITableStore store, string partition, HashSet<string> acknowledged)
    {
        var last = -1;
        var rows = new HashSet<string>();
        await foreach (var row in store.QueryAllAsync("killed", partition, RowRange.All, default))
        {
            if (row.RowKey is "head")
                last = row.GetInt32("Last")!.Value;
            else
                rows.Add(row.RowKey);
        }
        Assert.Superset(acknowledged, rows);
        // Row and head are of one batch: neither is there without the other, and at most one batch was stored and not yet printed.
        Assert.Equal(rows.Count - 1, last);
        Assert.InRange(rows.Count - acknowledged.Count, 0, 2);
    }
}
