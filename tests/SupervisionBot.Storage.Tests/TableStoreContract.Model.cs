using FsCheck;
using FsCheck.Fluent;

namespace SupervisionBot.Storage.Tests;

public abstract partial class TableStoreContract
{
    /// <summary>One action in the words of the model: a row, what to do, and whether to use the tag it has or the one before.</summary>
    public sealed record Step(TableActionKind Kind, int Row, bool Stale);

    [SkippableFact]
    public void AnySequenceOfBatches_DoesWhatADictionaryDoes()
    {
        var step = from kind in Gen.Elements(Enum.GetValues<TableActionKind>())
                   from row in Gen.Choose(0, 5)
                   from stale in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
                   select new Step(kind, row, stale);
        var batch = from size in Gen.Choose(1, 4)
                    from steps in Gen.ListOf(step, size)
                    select steps.DistinctBy(s => s.Row).ToArray();
        var sequences = Gen.ListOf(batch, 12).Select(batches => batches.ToArray()).ToArbitrary();
        var run = 0;
        Prop.ForAll(sequences, batches => AgreesWithModel($"{Partition}-{run++}", batches).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private async Task<bool> AgreesWithModel(string partition, Step[][] batches)
    {
        // No tag was ever given for a row not yet written; one of another row serves.
        var other = Assert.IsType<BatchOutcome.Done>(await Store.SubmitAsync(Table, partition + "-other", [TableAction.Upsert(new(partition + "-other", "o"))], default)).ETags[0];
        var rows = new Dictionary<string, (int Value, ETag Tag)>(StringComparer.Ordinal);
        var before = new Dictionary<string, ETag>(StringComparer.Ordinal);
        var value = 0;
        foreach (var batch in batches)
        {
            var actions = new TableAction[batch.Length];
            BatchOutcome.Conflict? expected = null;
            for (var i = 0; i < batch.Length; i++)
            {
                var (kind, row, stale) = batch[i];
                var key = $"r{row}";
                var exists = rows.TryGetValue(key, out var present);
                actions[i] = new(kind, new(partition, key) { ETag = exists && !stale ? present.Tag : before.GetValueOrDefault(key, other), ["Value"] = value++ });
                ConflictReason? reason = kind switch
                {
                    TableActionKind.Insert => exists ? ConflictReason.AlreadyExists : null,
                    TableActionKind.Upsert => null,
                    _ => !exists ? ConflictReason.Missing : stale ? ConflictReason.Changed : null,
                };
                if (reason is { } failed)
                    expected ??= new(i, failed, Current: null);
            }

            var outcome = await Store.SubmitAsync(Table, partition, actions, default);
            if (expected is not null)
            {
                AssertConflict(expected.Index, expected.Reason, outcome);
            }
            else
            {
                var tags = Assert.IsType<BatchOutcome.Done>(outcome).ETags;
                for (var i = 0; i < actions.Length; i++)
                {
                    var entity = actions[i].Entity;
                    if (rows.Remove(entity.RowKey, out var old))
                        before[entity.RowKey] = old.Tag;
                    if (actions[i].Kind != TableActionKind.Delete)
                        rows[entity.RowKey] = (entity.GetInt32("Value")!.Value, tags[i]);
                }
            }

            var stored = new List<(string, int?, ETag)>();
            await foreach (var row in Store.QueryAllAsync(Table, partition, RowRange.All, default))
                stored.Add((row.RowKey, row.GetInt32("Value"), row.ETag));
            Assert.Equal(rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (row.Key, (int?)row.Value.Value, row.Value.Tag)), stored);
        }
        return true;
    }
}
