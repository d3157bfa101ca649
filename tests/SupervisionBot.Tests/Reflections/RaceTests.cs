using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Reflections;

/// <summary>Somebody changes the same mark at the same moment, from another device.</summary>
public sealed class RaceTests
{
    [Fact]
    public async Task AMarkIsTakenOffAlthoughItChangedWhileItWasRead()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        store.Races = 1;

        var answer = await team.Priya.PressAsync("reflect.keep");

        Assert.NotNull(answer.Card);
        Assert.DoesNotContain(await team.ReflectionRowsAsync(team.Priya), row => row.RowKey.StartsWith("bring|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoeverIsAlwaysSlowerIsNotToldThatNothingAnswers()
    {
        var (team, store) = await MeetAsync();
        await using var _ = team;
        store.Races = int.MaxValue;

        var answer = await team.Priya.PressAsync("reflect.keep");

        Assert.Contains("Others were saving at the same moment", answer.Message, StringComparison.Ordinal);
    }

    private static async Task<(SupervisionTeam Team, RacingStore Store)> MeetAsync()
    {
        RacingStore? store = null;
        var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new(own)));
        await team.ReflectAsync(team.Priya, "I was frightened");
        await team.Priya.PressAsync("reflect.bring");
        return (team, store!);
    }

    /// <summary>The app's own store, in which the mark that is about to be removed changes first, so many times.</summary>
    private sealed class RacingStore(ITableStore store) : ITableStore
    {
        public int Races { get; set; }

        public Task<TableEntity?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => store.GetAsync(table, partitionKey, rowKey, cancellationToken);

        public Task<TablePage> QueryAsync(string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken) =>
            store.QueryAsync(table, partitionKey, range, pageSize, continuation, cancellationToken);

        public async Task<BatchOutcome> SubmitAsync(string table, string partitionKey, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken)
        {
            var mark = actions.FirstOrDefault(action => action.Entity.RowKey.StartsWith("bring|", StringComparison.Ordinal)).Entity;
            if (mark is not null && Races > 0 && await store.GetAsync(table, partitionKey, mark.RowKey, cancellationToken) is { } there)
            {
                Races--;
                await store.SubmitAsync(table, partitionKey, [TableAction.Replace(there)], cancellationToken);
            }

            return await store.SubmitAsync(table, partitionKey, actions, cancellationToken);
        }

        public Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => store.ListTablesAsync(cancellationToken);

        public Task<TablePage> ScanAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken) =>
            store.ScanAsync(table, fromPartition, pageSize, continuation, cancellationToken);

        public Task<StorageHealth> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
