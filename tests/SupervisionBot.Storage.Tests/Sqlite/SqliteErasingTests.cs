using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Storage.Tests.Sqlite;

/// <summary>What was erased is in no byte of the file, nor of its write-ahead log.</summary>
public sealed partial class SqliteErasingTests : IAsyncLifetime
{
    private static readonly TimeSpan LogAge = TimeSpan.FromSeconds(10);

    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2027, 3, 4, 9, 15, 0, TimeSpan.Zero));
    private SqliteTableStore _store = null!;

    public Task InitializeAsync()
    {
        _store = _folder.Open(_clock);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task WordsThatWereWrittenOver_AreInNoFileTenSecondsLater()
    {
        await Write("p", "r", "word000001x");
        await Write("p", "r", "word000002x");
        Assert.Contains("word000001x", WordsInFiles());

        await TidiedAfter(LogAge);

        Assert.Equal(["word000002x"], WordsInFiles());
    }

    [Fact]
    public async Task WordsThatAReaderHolds_AreGoneOnceItHasRead()
    {
        await Write("p", "r", "word000001x");
        using var other = new SqliteConnection($"Data Source={_folder.StorePath};Pooling=False");
        other.Open();
        SqliteSchema.Execute(other, "BEGIN");
        SqliteSchema.Scalar(other, "SELECT count(*) FROM entity");
        await Write("p", "r", "word000002x");
        await TidiedAfter(LogAge);
        Assert.Contains("word000001x", WordsInFiles());

        SqliteSchema.Execute(other, "ROLLBACK");
        await TidiedAfter(LogAge);

        Assert.Equal(["word000002x"], WordsInFiles());
    }

    [Fact]
    public async Task WordsThatACrashLeftInTheLog_AreGoneOnceTheStoreIsOpen()
    {
        await Write("p", "r", "word000001x");
        await Write("p", "r", "word000002x");
        using var crashed = new StoreFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(crashed.StorePath)!);
        foreach (var end in (string[])["", "-wal"])
            File.Copy(_folder.StorePath + end, crashed.StorePath + end);
        Assert.Contains("word000001x", WordsInFiles(crashed));

        await using var store = crashed.Open();

        Assert.Equal(["word000002x"], WordsInFiles(crashed));
    }

    // SQLite moves rows between pages and leaves copies; only writing the file anew takes those out.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ThousandsOfChangesLater_NothingErasedIsInTheFileTheNextDay(int seed)
    {
        await Write("first", "r", "word999999x");
        await TidiedAfter(LogAge);
        var random = new Random(seed);
        var live = new Dictionary<(string, string), string> { [("first", "r")] = "word999999x" };
        for (var change = 0; change < 4_000; change++)
        {
            var (partition, row) = ($"p{random.Next(100)}", $"r{random.Next(30):00}");
            if (random.Next(3) == 0 && live.Remove((partition, row)))
            {
                await Erase(partition, row);
                continue;
            }
            var word = $"word{change:000000}x";
            await Write(partition, row, string.Join(' ', Enumerable.Repeat(word, random.Next(5) == 0 ? 1 + random.Next(400) : 1 + random.Next(20))));
            live[(partition, row)] = word;
        }

        await TidiedAfter(TimeSpan.FromDays(1));

        Assert.Equal(live.Values.Order(StringComparer.Ordinal), WordsInFiles());
    }

    [Fact]
    public async Task AfterPacking_WhatIsReadAndWrittenIsAsBefore()
    {
        await Write("p", "r", "word000001x");
        await TidiedAfter(LogAge);
        await Write("p", "r", "word000002x");
        Assert.Equal("word000002x", (await _store.GetAsync("erasing", "p", "r", default))!.GetString("Words"));
        await TidiedAfter(TimeSpan.FromDays(1));
        Assert.Equal("word000002x", (await _store.GetAsync("erasing", "p", "r", default))!.GetString("Words"));
        await Erase("p", "r");
        Assert.Null(await _store.GetAsync("erasing", "p", "r", default));
    }

    private async Task Write(string partition, string row, string words) => Assert.IsType<BatchOutcome.Done>(await _store.SubmitAsync(
        "erasing", partition, [TableAction.Upsert(new(partition, row) { ["Words"] = words })], default));

    private async Task Erase(string partition, string row)
    {
        var entity = await _store.GetAsync("erasing", partition, row, default);
        Assert.IsType<BatchOutcome.Done>(await _store.SubmitAsync("erasing", partition, [TableAction.Delete(entity!)], default));
    }

    // The writer tidies in its turn: what is asked of it afterwards is answered afterwards.
    private async Task TidiedAfter(TimeSpan time)
    {
        _clock.Advance(time);
        Assert.True((await _store.CheckAsync(default)).IsHealthy);
    }

    private IEnumerable<string> WordsInFiles() => WordsInFiles(_folder);

    private static IEnumerable<string> WordsInFiles(StoreFolder folder) => Word()
        .Matches(string.Concat(((string[])["", "-wal"]).Select(end => Encoding.Latin1.GetString(ReadShared(folder.StorePath + end)))))
        .Select(match => match.Value)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex("word[0-9]{6}x", RegexOptions.None, 10_000)]
    private static partial Regex Word();
}
