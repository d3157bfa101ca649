using SupervisionBot.Rows;
using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Scheduling;

/// <summary>An alarm that can't be read, or is a newer version's, keeps none of the others from ringing. The same on each engine of storage.</summary>
public abstract class UnreadAlarmTests : AlarmScene
{
    [SkippableFact]
    public async Task ADamagedAlarmIsSetAsideWithAllItHasAndEveryOtherRings()
    {
        var subjects = Enumerable.Range(0, 60).Select(number => $"{number}").ToList();
        foreach (var subject in subjects)
        {
            await SetAsync(subject, s_start);
        }

        await PlantInEveryShardAsync(row => row["Tenant"] = "no tenant");
        Assert.True(await Sweep().RunAsync(default));

        Assert.Equal(subjects.Order(StringComparer.Ordinal), _bell.Rung.Order(StringComparer.Ordinal));
        var rows = await RowsAsync();
        Assert.Equal(Lane.Shards, rows.Count);
        Assert.All(rows, row => Assert.Equal(("aside|" + Planted, "Tenant", "no tenant", "bell"), (row.RowKey, row.GetString("AsideReason"), row.GetString("Tenant"), row.GetString("Kind"))));
    }

    [SkippableFact]
    public async Task AnAlarmOfANewerVersionIsLeftAsItIsAndEveryOtherRings()
    {
        await SetAsync("a", s_start);
        var planted = await PlantInEveryShardAsync(row => (row["Schema"], row["More"]) = (99, "to come"));

        await RunAsync();
        await RunAsync();

        Assert.Equal(["a"], _bell.Rung);
        var rows = await RowsAsync();
        Assert.Equal(Lane.Shards, rows.Count);
        Assert.All(rows, row => Assert.True(row.HasValuesOf(planted) && row.RowKey == Planted));
    }

    [SkippableFact]
    public async Task ADamagedAlarmThatWasPutRightRingsAfterTheNextStart()
    {
        await PlantInEveryShardAsync(row => row["Tenant"] = "no tenant");
        await RunAsync();
        foreach (var row in await RowsAsync())
        {
            row["Tenant"] = s_tenant;
            await Sound.SubmitAsync(AlarmRows.Table, row.PartitionKey, [TableAction.Replace(row)], default);
        }

        await RunAsync();

        Assert.Equal(Lane.Shards, _bell.Rung.Count);
        Assert.Empty(await RowsAsync());
    }

    [SkippableFact]
    public async Task AnAlarmAboutSomethingOfANewerVersionIsLeftAsItIs()
    {
        _bell.Answer = _ => throw new NotReadException("rounds", new("p", "head"), new NewerRow(2), _ => true, new NewerRow(2));
        await SetAsync("a", s_start);
        var before = Assert.Single(await RowsAsync());

        await RunAsync();

        Assert.Equal(before.ETag, Assert.Single(await RowsAsync()).ETag);
    }

    private const string Planted = "at|0000000000000000001|planted";

    // An alarm of the right form but for one thing.
    private async Task<TableEntity> PlantInEveryShardAsync(Action<TableEntity> spoil)
    {
        TableEntity row = null!;
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            row = new TableEntity(AlarmRows.Partition(shard), Planted) { ["Schema"] = 1, ["Kind"] = "bell", ["Tenant"] = s_tenant, ["Subject"] = $"planted {shard}", ["At"] = s_start, ["Failures"] = 0 };
            spoil(row);
            row["Subject"] = row["Schema"] is 99 ? "planted" : row["Subject"];
            Assert.IsType<BatchOutcome.Done>(await Sound.SubmitAsync(AlarmRows.Table, row.PartitionKey, [TableAction.Insert(row)], default));
        }

        return row;
    }
}
