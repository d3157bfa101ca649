namespace SupervisionBot.Storage.Sqlite;

/// <summary>Something that waits for the writer: it is carried out in the writer's transaction, and told the end once that is on disk.</summary>
internal abstract class PendingWrite
{
    /// <summary>Carries the write out. The writer undoes it when it returns false.</summary>
    public abstract bool Run(SqliteWriter writer);

    /// <summary>The transaction is on disk.</summary>
    public abstract void Committed();

    /// <summary>The transaction failed.</summary>
    public abstract void Failed(Exception error);
}

/// <summary>A batch of actions.</summary>
internal sealed class PendingBatch(string table, string partitionKey, EncodedAction[] actions, CancellationToken cancellationToken) : PendingWrite
{
    // The writer must not run its callers' code.
    private readonly TaskCompletionSource<BatchOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BatchOutcome? _outcome;

    public Task<BatchOutcome> Outcome => _completion.Task;

    public override bool Run(SqliteWriter writer)
    {
        _outcome = cancellationToken.IsCancellationRequested ? null : writer.Apply(table, partitionKey, actions);
        return _outcome is BatchOutcome.Done;
    }

    public override void Committed()
    {
        if (_outcome is null)
            _completion.SetCanceled(cancellationToken);
        else
            _completion.SetResult(_outcome);
    }

    // A commit may fail after it has reached the disk.
    public override void Failed(Exception error) => _completion.SetResult(new BatchOutcome.Unknown());
}

/// <summary>A write for a health check: it leaves a time in the store's own row.</summary>
internal sealed class PendingCheck(DateTimeOffset now) : PendingWrite
{
    private readonly TaskCompletionSource<Exception?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What went wrong; null when nothing did.</summary>
    public Task<Exception?> Problem => _completion.Task;

    public override bool Run(SqliteWriter writer)
    {
        writer.MarkChecked(now);
        return true;
    }

    public override void Committed() => _completion.SetResult(null);

    public override void Failed(Exception error) => _completion.SetResult(error);
}

/// <summary>What is done between two transactions, in its turn: it writes nothing itself.</summary>
internal sealed class PendingTidying(Action tidy, Action tidyLater) : PendingWrite
{
    public override bool Run(SqliteWriter writer) => true;

    public override void Committed() => tidy();

    public override void Failed(Exception error) => tidyLater();
}
