using FsCheck;
using FsCheck.Fluent;

namespace SupervisionBot.Storage.Tests;

public sealed class TableBatchesTests
{
    /// <summary>An action in the words of the tests: where it is for, and how large.</summary>
    public sealed record Wanted(int Table, int Partition, int Row, int Letters, bool Deletes);

    [Fact]
    public void Cut_GivesEachActionOnceInOrderAndNoBatchBeyondALimit()
    {
        var wanted = from table in Gen.Frequency((20, Gen.Constant(0)), (1, Gen.Choose(0, 2)))
                     from partition in Gen.Frequency((30, Gen.Constant(0)), (1, Gen.Choose(0, 3)))
                     from row in Gen.Frequency((30, Gen.Choose(0, 1_000_000)), (1, Gen.Choose(0, 3)))
                     from letters in Gen.Frequency((40, Gen.Constant(1)), (4, Gen.Choose(10_000, 32_768)), (1, Gen.Constant(400_000)))
                     from deletes in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
                     select new Wanted(table, partition, row, letters, deletes);
        var streams = (from count in Gen.Choose(0, 400) from stream in Gen.ListOf(wanted, count) select stream.ToArray()).ToArbitrary();
        Prop.ForAll(streams, stream => Check(stream.Select(Action).ToList())).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void Cut_FillsEachBatchAsFarAsTheLimitsAllow()
    {
        var batches = TableBatches.Cut(Enumerable.Range(0, 250).Select(number => Action(new(0, 0, number, 1, Deletes: false)))).ToList();
        Assert.Equal([100, 100, 50], batches.Select(batch => batch.Actions.Count));
    }

    // 400,000 letters of six bytes each: one fits a batch, two don't.
    [Fact]
    public void Cut_ByBytes_LeavesLargeRowsAlone()
    {
        var batches = TableBatches.Cut(Enumerable.Range(0, 3).Select(number => Action(new(0, 0, number, 400_000, Deletes: false)))).ToList();
        Assert.Equal([1, 1, 1], batches.Select(batch => batch.Actions.Count));
    }

    [Fact]
    public void Cut_ReadsNoFurtherThanTheBatchInHand()
    {
        var read = 0;
        var endless = Enumerable.Range(0, int.MaxValue).Select(number =>
        {
            read++;
            return Action(new(0, 0, number, 1, Deletes: false));
        });
        Assert.Equal(TableLimits.BatchActions, TableBatches.Cut(endless).First().Actions.Count);
        Assert.Equal(TableLimits.BatchActions + 1, read);
    }

    [Fact]
    public void Cut_OfNothing_IsNothing() => Assert.Empty(TableBatches.Cut([]));

    private static void Check(List<(string Table, TableAction Action)> stream)
    {
        var batches = TableBatches.Cut(stream).ToList();
        Assert.Equal(stream, batches.SelectMany(batch => batch.Actions.Select(action => (batch.Table, action))));
        foreach (var batch in batches)
        {
            TableValidator.CheckBatch(batch.Table, batch.PartitionKey, batch.Actions);
            Assert.InRange(SizeOf(batch), 1, TableLimits.BatchBytes);
        }
        foreach (var (batch, next) in batches.Zip(batches.Skip(1)))
        {
            if ((batch.Table, batch.PartitionKey) == (next.Table, next.PartitionKey))
            {
                Assert.True(
                    batch.Actions.Count == TableLimits.BatchActions
                    || batch.Actions.Any(action => action.Entity.RowKey == next.Actions[0].Entity.RowKey)
                    || SizeOf(batch) + SizeOf(next with { Actions = [next.Actions[0]] }) > TableLimits.BatchBytes);
            }
        }
    }

    private static int SizeOf(TableBatch batch) => batch.Actions.Sum(action =>
        TableLimits.BatchPartBytes(action.Entity) + (action.Kind == TableActionKind.Delete ? 0 : EntityCodec.Encode(action.Entity).Length));

    private static (string Table, TableAction Action) Action(Wanted wanted)
    {
        var entity = new TableEntity($"p{wanted.Partition}", $"r{wanted.Row}") { ETag = new("1") };
        entity.SetText("Text", new string('語', wanted.Letters));
        return ($"table{wanted.Table}", wanted.Deletes ? TableAction.Delete(entity) : TableAction.Insert(entity));
    }
}
