using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage;
using SupervisionBot.Storage.Sqlite;

// The second process of the SQLite tests: writes until it is killed, and prints each batch once it is acknowledged.
try
{
    await using var store = SqliteTableStore.Open(args[0], TimeProvider.System, NullLogger.Instance);
    var run = args[1];
    await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
    {
        var partition = string.Create(CultureInfo.InvariantCulture, $"{run}-{writer}");
        for (var i = 0; ; i++)
        {
            var row = string.Create(CultureInfo.InvariantCulture, $"{i:D8}");
            var outcome = await store.SubmitAsync(
                "killed",
                partition,
                [TableAction.Insert(new(partition, row) { ["Value"] = i }), TableAction.Upsert(new(partition, "head") { ["Last"] = i })],
                default);
            if (outcome is not BatchOutcome.Done)
                throw new InvalidOperationException($"{partition} {row}: {outcome}");
            Console.WriteLine($"{partition} {row}");
        }
    }));
    return 0;
}
catch (StorageOpenException error)
{
    Console.WriteLine($"{error.Problem}: {error.Message}");
    return 3;
}
