using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SupervisionBot.Storage;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Tables;

/// <summary>The official client of the Table service reads what the app wrote, and the app reads what that client wrote.</summary>
public sealed class InteropTests
{
    private readonly string _prefix = Azurite.NewTablePrefix();

    [SkippableFact]
    public async Task OfficialClient_ReadsEveryKindOfRowThatAWholeSessionLeaves()
    {
        await using var team = await MeetAsync();
        await team.WholeAsync();
        await team.OpenAsync("KN-7732");
        await team.Priya.TypeAsync("He says he is tired");
        await team.Sarah.In(team.Group).TypeAsync("help");

        var official = (await Script("read", _prefix)).Select(line => JsonSerializer.Deserialize<OfficialRow>(line, JsonSerializerOptions.Web)!).ToDictionary(row => (row.Table, row.PartitionKey, row.RowKey));
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        var read = 0;
        // Leases are written again all the time.
        foreach (var table in (await team.Store.ListTablesAsync(default)).Where(table => table != "leases"))
        {
            for (string? next = null; ;)
            {
                var page = await team.Store.ScanAsync(table, fromPartition: null, 100, next, default);
                foreach (var row in page.Entities)
                {
                    var theirs = official[(table, row.PartitionKey, row.RowKey)];
                    Assert.Equal(row.ETag.ToString(), theirs.Etag);
                    Assert.Equal(row.PropertyNames.ToDictionary(name => name, name => Typed(row[name]!)), theirs.Values.Where(value => value.Key != TableLimits.OperationProperty).ToDictionary(value => value.Key, value => Typed(value.Value)));
                    Assert.Equal("Guid", theirs.Values[TableLimits.OperationProperty].Type);
                    kinds.Add($"{table} {row.RowKey.Split('|')[0]}{(row.RowKey == "decision|content" ? "|content" : "")}".TrimEnd());
                    read++;
                }

                if ((next = page.Continuation) is null)
                {
                    break;
                }
            }
        }

        Assert.Equal(read, official.Keys.Count(row => row.Table != "leases"));
        Assert.Superset(
            new HashSet<string> { "directory chat", "directory person", "outbox seen", "people session", "sessions decision", "sessions decision|content", "sessions evt", "sessions head", "sessions view", "typed said" },
            kinds);
        Assert.Contains(kinds, kind => kind.StartsWith("guides ", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task App_ReadsWhatTheOfficialClientWroteAndBothKeepToTheTag()
    {
        await using var team = await MeetAsync();
        await Script("write", _prefix + "interop");

        const string Text = "“It’s not safe”, she said. 家 👩‍👧 \0\r\n--changeset_1";
        var (partition, key) = ("o'neil p", "r 1%41&+=(,)");
        var row = (await team.Store.GetAsync("interop", partition, key, default))!;
        Assert.Equal((Text, 42, 9007199254740993, 1.5, true), (row.GetString("Text"), row.GetInt32("Int"), row.GetInt64("Long"), row.GetDouble("Double"), row.GetBoolean("Yes")));
        Assert.Equal(DateTimeOffset.Parse("2026-01-02T03:04:05.1234567Z", CultureInfo.InvariantCulture), row.GetDateTimeOffset("When"));
        Assert.Equal(new Guid("c9da6455-213d-42c9-9a79-3e9149a57833"), row.GetGuid("Id"));
        Assert.Equal([1, 2, 255], row.GetBinary("Bytes"));
        var page = await team.Store.QueryAsync("interop", "batch", RowRange.StartingWith("家"), 10, continuation: null, default);
        Assert.Equal([("家0", Text), ("家1", Text), ("家2", Text), ("家3", Text), ("家4", Text)], page.Entities.Select(each => (each.RowKey, each.GetString("Text")!)));

        var before = row.ETag.ToString();
        var replaced = Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync("interop", partition, [TableAction.Replace(row)], default));
        Assert.Equal(["412"], await Script("stale", _prefix + "interop", partition, key, before));
        Assert.Equal(["204"], await Script("stale", _prefix + "interop", partition, key, replaced.ETags[0].ToString()));
        row.ETag = replaced.ETags[0];
        var conflict = Assert.IsType<BatchOutcome.Conflict>(await team.Store.SubmitAsync("interop", partition, [TableAction.Replace(row)], default));
        Assert.Equal((ConflictReason.Changed, 1), (conflict.Reason, conflict.Current!.GetInt32("Theirs")));
    }

    private async Task<SupervisionTeam> MeetAsync()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        return await SupervisionTeam.MeetAsync("--Storage:Provider", "AzureTables", "--Storage:ConnectionString", Azurite.ConnectionString, "--Storage:TablePrefix", _prefix, "--Records:Key", Convert.ToBase64String(new byte[32]));
    }

    private static (string, string) Typed(object value) => value switch
    {
        string text => ("String", text),
        int number => ("Int32", number.ToString(CultureInfo.InvariantCulture)),
        bool truth => ("Boolean", truth ? "true" : "false"),
        Guid guid => ("Guid", guid.ToString()),
        byte[] bytes => ("Binary", Convert.ToBase64String(bytes)),
        DateTimeOffset instant => ("DateTime", instant.ToString("O", CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"No row has a {value.GetType()}."),
    };

    private static (string, string) Typed(OfficialValue value) => value.Type == "DateTime"
        ? Typed(DateTimeOffset.Parse(value.Value, CultureInfo.InvariantCulture).ToUniversalTime())
        : (value.Type, value.Value);

    private static async Task<IReadOnlyList<string>> Script(string mode, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "tables", "interop.mjs"), mode, Azurite.ConnectionString!, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed record OfficialRow(string Table, string PartitionKey, string RowKey, string Etag, Dictionary<string, OfficialValue> Values);

    private sealed record OfficialValue(string Type, string Value);
}
