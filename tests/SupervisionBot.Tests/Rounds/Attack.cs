using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Rounds;
using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Rounds;

/// <summary>What somebody does who writes rows without having the key, and those whose answers they are after.</summary>
internal static class Attack
{
    /// <summary>How each of their answers begins.</summary>
    public const string Target = "the thought of the one they are after";

    public static async Task ChangeOneAsync(RoundScene scene, RoundAddress round)
    {
        var touched = (await RowsAsync(scene, round)).First(row => row.RowKey.StartsWith("ballot|", StringComparison.Ordinal));
        touched.GetBinary("Sealed")![40] ^= 1;
        await PutAsync(scene, touched);
    }

    public static async Task AnswerAsync(RoundScene scene, int people)
    {
        for (var number = 0; number < people; number++)
        {
            await scene.AnswerAsync(RoundScene.SomebodyIn(scene.Channels[0], number), scene.Channels[0], stop: $"{Target}, {number}");
        }
    }

    public static async Task<List<TableEntity>> RowsAsync(RoundScene scene, RoundAddress round) =>
        [.. (await scene.AllRowsAsync()).Where(row => row.Table == "rounds" && row.Row.PartitionKey == round.Partition).Select(row => row.Row)];

    // The beginning of each sealed answer, as it is stored: a whole one is in several pages of a file.
    public static async Task<List<string>> SealingsAsync(RoundScene scene, RoundAddress round) =>
        [.. (await RowsAsync(scene, round)).Where(row => row.RowKey.StartsWith("ballot|", StringComparison.Ordinal)).Select(row => Convert.ToBase64String(row.GetBinary("Sealed")!)[..60])];

    public static async Task PutAsync(RoundScene scene, TableEntity row) =>
        Assert.IsType<BatchOutcome.Done>(await scene.Team.Store.SubmitAsync("rounds", row.PartitionKey, [TableAction.Upsert(row)], default));

    public static TableEntity Moved(TableEntity row, string partition)
    {
        var copy = new TableEntity(partition, row.RowKey);
        foreach (var name in row.PropertyNames)
        {
            copy[name] = row[name];
        }

        return copy;
    }

    public static Task<bool> CountNowAsync(RoundScene scene, RoundAddress round) => scene.Team.Services.GetRequiredService<RoundCount>().RunAsync(round, default);
}
