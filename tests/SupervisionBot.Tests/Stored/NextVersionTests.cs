using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rounds;
using SupervisionBot.Rows;
using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Team;
using SupervisionBot.Tests.Transfer;

namespace SupervisionBot.Tests.Stored;

/// <summary>The app as it is, at work in a store in which a next version has been at work as well: it does all of its own, and leaves the other's alone.</summary>
public abstract class NextVersionTests : IAsyncLifetime
{
    private const string More = "MoreToCome";

    private static readonly PersonId s_newcomer = new(new("22222222-0000-4000-8000-0000000000ff"));

    private readonly Dictionary<(string Table, string Partition, string Key), TableEntity> _newer = [];
    private readonly Dictionary<(string Table, string Partition, string Key), TableEntity> _damaged = [];
    private RoundScene _scene = null!;

    private SupervisionTeam Team => _scene.Team;

    /// <summary>The settings of the engine; null where it is not there: the test is skipped.</summary>
    protected abstract string[]? Settings { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task BesideRowsOfANextVersionEverythingElseGoesOnAndTheyStayAsTheyWere()
    {
        Skip.If(Settings is null, Azurite.Absent);
        _scene = await RoundScene.MeetAsync(1, Settings);
        await Team.InviteAsync("KN-2000");
        var theirs = Team.Priya.Card.Session;
        await Team.Priya.PressAsync("session.join");
        await Team.Priya.StartReflectingAsync();
        var round = await _scene.PlanAsync();
        await Team.SettleAsync();
        await PlantAsync(theirs, round);

        // A whole session, its messages and its list.
        await Team.WholeAsync();
        Assert.Contains("Checked just now: it matches", Team.Sarah.Card.Words, StringComparison.Ordinal);
        await Team.Sarah.TypeAsync("sessions");
        Assert.Contains(Walks.CaseReference, Team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("KN-2000", Team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("more sessions can't be shown", Team.Sarah.Card.Words, StringComparison.Ordinal);

        // Whoever comes to what is the next version's is told.
        foreach (var answer in new[] { await Team.Priya.SendAsync(Team.Priya.Execute("session.view", new() { ["session"] = theirs })), await Team.Sarah.SendAsync(Team.Sarah.Execute("session.view", new() { ["session"] = theirs })) })
        {
            Assert.Equal(200, answer.Status);
            Assert.StartsWith("A newer version of this app keeps this", answer.Message, StringComparison.Ordinal);
        }

        await Team.Tom.TypeAsync("reflect");
        Assert.StartsWith("A newer version of this app keeps this", Team.Tom.Texts[^1], StringComparison.Ordinal);

        // A round from plan to count, and a reflection, by their alarms.
        var address = await _scene.OpenAsync(anonymous: false);
        await _scene.AnswerAsync(RoundScene.SomebodyIn(_scene.Channels[0], 1), _scene.Channels[0], stop: "Meetings");
        await _scene.CountAsync(address);
        Assert.Equal("Meetings", Assert.Single(await _scene.SaidAsync(address)).Text);
        await RoundScene.UntilAsync(() => Task.FromResult(Team.QuestionsTo(Team.Priya).Count > 0));
        var (rounds, _) = await Team.Services.GetRequiredService<RoundStore>().ListAsync(SupervisionTeam.Tenant, 10, continuation: null, default);
        Assert.Equal(address.Round, Assert.Single(rounds).Id);

        await TheyStandAsTheyWereAsync();
        await Team.RestartAsync(["--Schedule:Poll", "0.05", "--Roles:Leaders:0", $"{RoundScene.Leader}", .. Settings]);
        await Team.Sarah.TypeAsync("help");
        await TheyStandAsTheyWereAsync();
        await TheyMoveAlongAsync();
    }

    // Into every table, beside what is there.
    private async Task PlantAsync(string session, RoundAddress round)
    {
        foreach (var row in await RowsAsync("sessions", $"{SupervisionTeam.Tenant:N}|{session}"))
        {
            await ChangeAsync("sessions", row);
        }

        foreach (var row in (await RowsAsync("rounds", round.Partition)).Where(row => row.RowKey is "head"))
        {
            await ChangeAsync("rounds", row);
        }

        await AddAsync("reflections", Copy((await RowsAsync("reflections", $"{SupervisionTeam.Tenant:N}|{Team.Priya.Person.Id:N}"))[0], $"{SupervisionTeam.Tenant:N}|{Team.Tom.Person.Id:N}", "state"));
        foreach (var row in await RowsAsync("directory", $"{SupervisionTeam.Tenant:N}"))
        {
            var kind = row.RowKey.Split('|')[0];
            if (_newer.Keys.All(planted => planted.Table != "directory" || !planted.Key.StartsWith(kind, StringComparison.Ordinal)))
            {
                await AddAsync("directory", Copy(row, row.PartitionKey, $"{kind}|{s_newcomer}"));
                await AddAsync("directory", Copy(row, row.PartitionKey, $"{kind}|{s_newcomer}d"), damaged: "MriKindTeam");
            }
        }

        var list = $"{SupervisionTeam.Tenant:N}|{Team.Sarah.Person.Id:N}";
        await AddAsync("people", Copy((await RowsAsync("people", list))[0], list, "session|000000000000000|newer"));
        await AddAsync("people", Copy((await RowsAsync("people", list))[0], list, "session|000000000000001|damaged"), damaged: "Session");
        await AddAsync("guides", new("editions", "newer") { ["Json"] = "{}" });
        var told = new OutboxMessage(Lane.Of(SupervisionTeam.Tenant, new(Team.Sarah.Person.Id)), new string('n', 43), new Content.Say("Of the next version"), Via: null, Cause: null);
        var longAgo = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(200);
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            var partition = OutboxRows.Partition(shard);
            var message = OutboxRows.ToRow(new(told, longAgo, Attempts: 0, Unknowns: 0, longAgo, IsBeingSent: false, Reason: null, Tag: default), OutboxRows.Due);
            foreach (var prefix in new[] { OutboxRows.Due, OutboxRows.Parked, OutboxRows.Seen, OutboxRows.Unknown })
            {
                await AddAsync(OutboxRows.Table, Copy(message, partition, prefix + told.Id));
            }

            var damaged = Copy(message, partition, OutboxRows.Due + new string('d', 43));
            damaged["Kind"] = "Shout";
            await AddAsync(OutboxRows.Table, damaged, damaged: "");
            var alarm = AlarmRows.ToRow(new("reflection", SupervisionTeam.Tenant, "somebody", longAgo), failures: 0, longAgo);
            await AddAsync(AlarmRows.Table, Copy(alarm, partition, alarm.RowKey + "n"));
            await AddAsync(AlarmRows.Table, Copy(alarm, partition, "parked|1|n"));
            var unheard = Copy(alarm, partition, alarm.RowKey + "d");
            unheard["Kind"] = "unheard of";
            await AddAsync(AlarmRows.Table, unheard, damaged: "");
        }
    }

    private async Task ChangeAsync(string table, TableEntity row)
    {
        (row["Schema"], row[More]) = (99, "x");
        Assert.IsType<BatchOutcome.Done>(await Team.Store.SubmitAsync(table, row.PartitionKey, [TableAction.Replace(row)], default));
        await NoteAsync(_newer, table, row);
    }

    // As the next version writes it; or damaged, where columns that it can't do without are of no use.
    private async Task AddAsync(string table, TableEntity row, string? damaged = null)
    {
        (row["Schema"], row[More]) = (damaged is null ? 99 : 1, "x");
        foreach (var name in row.PropertyNames.Where(name => damaged?.Contains(name, StringComparison.Ordinal) == true).ToList())
        {
            row[name] = 1.5;
        }

        Assert.IsType<BatchOutcome.Done>(await Team.Store.SubmitAsync(table, row.PartitionKey, [TableAction.Insert(row)], default));
        await NoteAsync(damaged is null ? _newer : _damaged, table, row);
    }

    private async Task NoteAsync(Dictionary<(string, string, string), TableEntity> planted, string table, TableEntity row) =>
        planted[(table, row.PartitionKey, row.RowKey)] = await Team.Store.GetAsync(table, row.PartitionKey, row.RowKey, default) ?? row;

    private async Task TheyStandAsTheyWereAsync()
    {
        foreach (var ((table, partition, key), row) in _newer)
        {
            var now = await Team.Store.GetAsync(table, partition, key, default);
            Assert.True(now?.ETag == row.ETag && now.HasValuesOf(row), $"{table} {partition} {key}");
        }

        foreach (var ((table, partition, key), row) in _damaged)
        {
            var isAside = table is "outbox" or "due";
            var now = await Team.Store.GetAsync(table, partition, isAside ? "aside|" + key : key, default);
            Assert.True(now is not null && (isAside ? AsideRows.Before(now) : now).HasValuesOf(row), $"{table} {partition} {key}");
        }
    }

    private async Task TheyMoveAlongAsync()
    {
        using var folder = new TransferFolder();
        var file = await folder.ExportAsync(Team.Store, "store.jsonl");
        await using SqliteTableStore other = folder.Open("other.db");
        await folder.ImportAsync(other, file);

        Assert.Equal(file, await folder.ExportAsync(other, "again.jsonl"));
        foreach (var ((table, partition, key), row) in _newer)
        {
            Assert.True((await other.GetAsync(table, partition, key, default))?.HasValuesOf(row), $"{table} {partition} {key}");
        }
    }

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(string table, string partition) =>
        (await Team.Store.QueryAsync(table, partition, RowRange.All, 1000, continuation: null, default)).Entities;

    private static TableEntity Copy(TableEntity row, string partition, string key)
    {
        var copy = new TableEntity(partition, key);
        foreach (var name in row.PropertyNames)
        {
            copy[name] = row[name];
        }

        return copy;
    }
}

public sealed class SqliteNextVersionTests : NextVersionTests
{
    protected override string[]? Settings { get; } = [];
}

public sealed class AzureNextVersionTests : NextVersionTests
{
    protected override string[]? Settings { get; } = Azurite.ConnectionString is { } emulator
        ? ["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", emulator, "--Storage:TablePrefix", Azurite.NewTablePrefix(), "--Rounds:SealingKey", Convert.ToBase64String(new byte[32]), "--Records:Key", Convert.ToBase64String(new byte[32])]
        : null;
}
