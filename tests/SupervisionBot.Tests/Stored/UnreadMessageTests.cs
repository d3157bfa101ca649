using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Rows;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Stored;

/// <summary>A row of the outbox that can't be read stops no other message, is never sent as something else, and is not lost.</summary>
public sealed class UnreadMessageTests
{
    private static readonly string s_id = new('p', 43);

    [Theory]
    [InlineData("Tenant")]
    [InlineData("At")]
    [InlineData("NotBefore")]
    [InlineData("Kind")]
    [InlineData("Text")]
    public async Task AMessageWithoutAColumnThatItNeedsIsSetAsideAndEveryOtherIsSent(string column)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await PlantAsync(team, row => row[column] = null);

        await EverybodyIsAnsweredAsync(team);

        await WaitAsync(async () => (await AsideAsync(team)).Count == Lane.Shards);
        Assert.All(await AsideAsync(team), row => Assert.Equal((column, "kept"), (row.GetString("AsideReason"), row.GetString("More"))));
        Assert.Empty(team.Sarah.Texts);
    }

    [Theory]
    [InlineData("Kind", "Shout")]
    [InlineData("Kind", 7)]
    [InlineData("Tenant", "no tenant")]
    [InlineData("Schema", "one")]
    [InlineData("Schema", 0)]
    public async Task AMessageThatMakesNoSenseIsSetAsideAndNothingOfItIsSaid(string column, object value)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await PlantAsync(team, row => row[column] = value);

        await EverybodyIsAnsweredAsync(team);

        await WaitAsync(async () => (await AsideAsync(team)).Count == Lane.Shards);
        Assert.All(await AsideAsync(team), row => Assert.Equal((column, value), (row.GetString("AsideReason"), row[column])));
        Assert.Empty(team.Sarah.Texts);
    }

    [Fact]
    public async Task AMessageOfANewerVersionIsLeftAsItIsAndEveryOtherIsSent()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var planted = await PlantAsync(team, row => (row["Schema"], row["Kind"]) = (99, "shout"));

        await EverybodyIsAnsweredAsync(team);

        var left = await RowsAsync(team, OutboxRows.Due + s_id);
        Assert.Equal(Lane.Shards, left.Count);
        Assert.All(left, row => Assert.Equal(planted[row.PartitionKey], row.ETag.ToString()));
        Assert.Contains($"{Lane.Shards} not read", await ListAsync(team), StringComparison.Ordinal);
        Assert.Contains("schema 99 of a newer version", await ListAsync(team), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheListShowsWhatIsSetAsideAndWhyAndNoneOfItsWords()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await PlantAsync(team, row => row["Tenant"] = null);
        await team.Store.SubmitAsync("due", "shard3", [TableAction.Insert(new("shard3", "at|0000000000000000001|damaged") { ["Kind"] = "round" })], default);
        await WaitAsync(async () => (await AsideAsync(team)).Count == Lane.Shards);
        await team.Services.GetRequiredService<SupervisionBot.Scheduling.AlarmSweep>().RunAsync(default);

        var list = await ListAsync(team);

        Assert.Contains($"{Lane.Shards + 1} set aside", list, StringComparison.Ordinal);
        Assert.Contains($"aside    {s_id}  ", list, StringComparison.Ordinal);
        Assert.Contains("outbox shard5  Tenant", list, StringComparison.Ordinal);
        Assert.Contains("aside    damaged  ", list, StringComparison.Ordinal);
        Assert.Contains("due shard3  Tenant", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Planted words", list, StringComparison.Ordinal);
        Assert.Contains(team.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("A row of table outbox is not read", StringComparison.Ordinal));
        Assert.DoesNotContain(team.Logs.Lines, line => line.Contains("Planted words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatWasPutRightIsSentAfterAReplayAndNotBefore()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await PlantAsync(team, row => row["Tenant"] = null, shards: 1);
        await WaitAsync(async () => (await AsideAsync(team)).Count == 1);
        await team.StopAsync();
        string[] settings = ["--Storage:Path", Path.Combine(team.Folder, "supervision.db")];
        var error = new StringWriter();
        Assert.Equal(1, await new OutboxCommand(s_id, settings).RunAsync(TextWriter.Null, error, default));
        Assert.Contains("is still not read, and stays set aside: Tenant", error.ToString(), StringComparison.Ordinal);

        await team.RestartAsync("--Outbox:Poll", "3600");
        var row = Assert.Single(await AsideAsync(team));
        row["Tenant"] = SupervisionTeam.Tenant;
        Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync(OutboxRows.Table, row.PartitionKey, [TableAction.Replace(row)], default));
        await team.StopAsync();
        var output = new StringWriter();
        Assert.Equal(0, await new OutboxCommand(s_id, settings).RunAsync(output, TextWriter.Null, default));
        Assert.StartsWith("1 on their way again", output.ToString(), StringComparison.Ordinal);
        await team.RestartAsync();

        await team.Sarah.HearAsync("Planted words");
    }

    [Fact]
    public async Task WhatWasPutRightIsSentAfterTheNextStart()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await PlantAsync(team, row => row["Tenant"] = null, shards: 1);
        await WaitAsync(async () => (await AsideAsync(team)).Count == 1);
        var row = Assert.Single(await AsideAsync(team));
        row["Tenant"] = SupervisionTeam.Tenant;
        await team.Store.SubmitAsync(OutboxRows.Table, row.PartitionKey, [TableAction.Replace(row)], default);

        await team.RestartAsync();

        await team.Sarah.HearAsync("Planted words");
        Assert.Empty(await AsideAsync(team));
    }

    [Fact]
    public async Task AMarkWithoutItsTimeStopsNoTidying()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var now = TimeProvider.System.GetUtcNow();
        TableEntity damaged = new("shard0", "seen|a") { ["At"] = "yesterday" };
        TableEntity newer = new("shard0", "seen|b") { ["At"] = now - TimeSpan.FromDays(9), ["Schema"] = 99 };
        TableEntity old = new("shard0", "seen|c") { ["At"] = now - TimeSpan.FromDays(9) };
        await team.Store.SubmitAsync(OutboxRows.Table, "shard0", [TableAction.Insert(damaged), TableAction.Insert(newer), TableAction.Insert(old)], default);

        await team.Store.RemoveOldMarksAsync(0, TimeSpan.FromDays(30), now, default);

        var left = (await RowsAsync(team, OutboxRows.Seen)).Select(row => row.RowKey).ToList();
        Assert.Contains("seen|a", left);
        Assert.Contains("seen|b", left);
        Assert.DoesNotContain("seen|c", left);
    }

    [Fact]
    public async Task WhatWasSetAsideIsKeptAsLongAsWhatIsParkedAndNoLonger()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var now = TimeProvider.System.GetUtcNow();
        await team.Store.SubmitAsync(OutboxRows.Table, "shard0", [TableAction.Insert(AsideRows.Of(new("shard0", "due|a"), new DamagedRow("Tenant"), now - TimeSpan.FromDays(31))), TableAction.Insert(AsideRows.Of(new("shard0", "due|b"), new DamagedRow("Tenant"), now - TimeSpan.FromDays(29)))], default);

        await team.Store.RemoveOldMarksAsync(0, TimeSpan.FromDays(30), now, default);

        Assert.Equal("aside|due|b", Assert.Single(await AsideAsync(team)).RowKey);
    }

    [Fact]
    public async Task OneShardThatCanNotBeLookedAtStopsNoneOfTheOthers()
    {
        // Nothing here is in the shard of Sarah's own chat.
        var unlucky = OutboxRows.Partition((Lane.Of(SupervisionTeam.Tenant, new(new("22222222-0000-4000-8000-000000000001"))).Shard + 1) % Lane.Shards);
        UnluckyStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own, OutboxRows.Table, unlucky) { IsUnlucky = false }));
        var before = team.Connector.All.Count;
        store!.IsUnlucky = true;

        await team.PostAsync(team.Sarah.Typed("sessions"));

        await team.Connector.WaitAsync(before, sent => sent.Conversation == team.Sarah.Chat.Id);
        await WaitAsync(() => Task.FromResult(team.Logs.Lines.Any(line => line.Contains("A look for messages failed with InvalidOperationException", StringComparison.Ordinal))));
    }

    private static async Task EverybodyIsAnsweredAsync(SupervisionTeam team)
    {
        foreach (var who in new[] { team.Sarah, team.Priya, team.Tom, team.Eve })
        {
            var before = team.Connector.All.Count;
            await team.PostAsync(who.Typed("help"));
            await team.Connector.WaitAsync(before, sent => sent.Conversation == who.Chat.Id);
        }
    }

    // One in each shard, to Sarah, but for one thing of the right form.
    private static async Task<Dictionary<string, string>> PlantAsync(SupervisionTeam team, Action<TableEntity> spoil, int shards = Lane.Shards)
    {
        var planted = new Dictionary<string, string>(StringComparer.Ordinal);
        var own = Lane.Of(SupervisionTeam.Tenant, new(team.Sarah.Person.Id)).Shard;
        for (var shard = own; shard < own + shards; shard++)
        {
            var row = new TableEntity(OutboxRows.Partition(shard % Lane.Shards), OutboxRows.Due + s_id)
            {
                ["Schema"] = 1,
                ["At"] = TimeProvider.System.GetUtcNow(),
                ["Tenant"] = SupervisionTeam.Tenant,
                ["Person"] = team.Sarah.Person.Id,
                ["Chat"] = "",
                ["Kind"] = "Say",
                ["Text"] = "Planted words",
                ["NotBefore"] = TimeProvider.System.GetUtcNow(),
                ["More"] = "kept",
            };
            spoil(row);
            planted[row.PartitionKey] = Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync(OutboxRows.Table, row.PartitionKey, [TableAction.Insert(row)], default)).ETags[0].ToString();
        }

        return planted;
    }

    private static Task<IReadOnlyList<TableEntity>> AsideAsync(SupervisionTeam team) => RowsAsync(team, AsideRows.Prefix);

    private static async Task<IReadOnlyList<TableEntity>> RowsAsync(SupervisionTeam team, string prefix)
    {
        var rows = new List<TableEntity>();
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            rows.AddRange((await team.Store.QueryAsync(OutboxRows.Table, OutboxRows.Partition(shard), RowRange.StartingWith(prefix), 100, continuation: null, default)).Entities);
        }

        return rows;
    }

    private static async Task<string> ListAsync(SupervisionTeam team)
    {
        var output = new StringWriter();
        await OutboxCommand.ListAsync(team.Store, output, default);
        return output.ToString();
    }

    private static async Task WaitAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await holds())
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }
}
