using SupervisionBot.Rows;
using SupervisionBot.Scheduling;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Typing;

/// <summary>Reads and writes one person's typed messages, and clears them away when their time is over.</summary>
/// <remarks>A row that is not read is as good as none, and is noted: its words are in the chat still.</remarks>
internal sealed class TypedStore(ITableStore tables, Alarms alarms, TimeProvider clock, ILogger<TypedStore> log) : AlarmRinger
{
    /// <summary>How long words wait for their writer to say where they belong. Our own number: a day later nobody remembers what they were about.</summary>
    public static readonly TimeSpan Waiting = TimeSpan.FromDays(1);

    /// <summary>How long it is remembered where a message went, so that a change of it in the chat can be offered for the record. Our own number.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private const string AlarmKind = "typed";

    // Keys come back from cards. Our own number: twice as long as they are.
    private const int MostKey = 100;

    /// <inheritdoc/>
    public override string Kind => AlarmKind;

    /// <summary>What is known of a message: that its words wait, where it went, both (it was changed since), or nothing.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer; so for each method here.</exception>
    public async Task<(WaitingMessage? Waiting, PlacedMessage? Placed)> FindAsync(TypedAddress address, string key, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > MostKey || !key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            return default;
        }

        var rows = await Task.WhenAll(new[] { TypedRows.Said, TypedRows.Went }.Select(prefix => tables.GetAsync(TypedRows.Table, address.Partition, prefix + key, cancellationToken)));
        var (waiting, placed) = (Read(rows[0], TypedRows.ToWaiting), Read(rows[1], TypedRows.ToPlaced));
        var now = clock.GetUtcNow();
        return (waiting?.At + Waiting > now ? waiting : null, placed?.At + Remembered > now ? placed : null);
    }

    /// <summary>The messages that stand at a target, as far as is remembered.</summary>
    public async Task<IReadOnlyList<PlacedMessage>> PlacedAsync(TypedAddress address, TypedTarget target, CancellationToken cancellationToken)
    {
        var found = new List<PlacedMessage>();
        await foreach (var row in tables.QueryAllAsync(TypedRows.Table, address.Partition, RowRange.StartingWith(TypedRows.Went), cancellationToken))
        {
            if (Read(row, TypedRows.ToPlaced) is { IsTakenBack: false } placed && placed.Target == target)
            {
                found.Add(placed);
            }
        }

        return found;
    }

    /// <summary>Keeps words until their writer says where they belong.</summary>
    /// <returns>Whether they are kept. False: it is not known.</returns>
    public async Task<bool> KeepAsync(TypedAddress address, WaitingMessage waiting, CancellationToken cancellationToken) =>
        await alarms.SetAsync(AlarmOf(address, waiting.Key, waiting.At + Waiting), cancellationToken)
        && await SubmitAsync(address, [TableAction.Upsert(TypedRows.ToRow(address, waiting))], cancellationToken) is BatchOutcome.Done;

    /// <summary>Changes a waiting message, only while it is as it was read.</summary>
    public Task<BatchOutcome> ChangeAsync(TypedAddress address, WaitingMessage waiting, CancellationToken cancellationToken) =>
        SubmitAsync(address, [TableAction.Replace(TypedRows.ToRow(address, waiting))], cancellationToken);

    /// <summary>Forgets words that wait.</summary>
    /// <returns>Whether they are gone. False: it is not known.</returns>
    public Task<bool> DropAsync(TypedAddress address, string key, CancellationToken cancellationToken) => DeleteAsync(address, TypedRows.Said + key, cancellationToken);

    /// <summary>Notes where a message went, and that its words wait no more.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="waiting">The words as they were read; null where they never waited.</param>
    /// <param name="placed">Where they went.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is noted. False: it is not known, or the words were changed meanwhile.</returns>
    public async Task<bool> SettleAsync(TypedAddress address, WaitingMessage? waiting, PlacedMessage placed, CancellationToken cancellationToken)
    {
        TableAction[] gone = waiting is null ? [] : [TableAction.Delete(TypedRows.ToRow(address, waiting))];
        if (await tables.GetAsync(TypedRows.Table, address.Partition, TypedRows.Went + placed.Key, cancellationToken) is { } there && StoredRow.Unread(there, TypedRows.Schema) is NewerRow newer)
        {
            log.RowPassed(TypedRows.Table, there, newer);
            return false;
        }

        return await alarms.SetAsync(AlarmOf(address, placed.Key, placed.At + Remembered), cancellationToken)
            && await SubmitAsync(address, [.. gone, TableAction.Upsert(TypedRows.ToRow(address, placed))], cancellationToken) is BatchOutcome.Done;
    }

    /// <summary>The question that is being answered by typing; null where none is.</summary>
    public async Task<AnswerMode?> ModeAsync(TypedAddress address, CancellationToken cancellationToken) =>
        Read(await tables.GetAsync(TypedRows.Table, address.Partition, TypedRows.Mode, cancellationToken), TypedRows.ToMode);

    /// <returns>Whether it is stored. False: it is not known.</returns>
    public async Task<bool> BeginModeAsync(TypedAddress address, AnswerMode mode, CancellationToken cancellationToken) =>
        await tables.NoteAsync(TypedRows.Table, TypedRows.ToRow(address, mode), TypedRows.Schema, log, cancellationToken);

    /// <summary>Ends answering by typing; nothing happens where none is under way.</summary>
    /// <exception cref="StorageUnavailableException">It is not known whether it is ended, and nothing may be done that relies on it.</exception>
    public async Task EndModeAsync(TypedAddress address, CancellationToken cancellationToken)
    {
        if (!await DeleteAsync(address, TypedRows.Mode, cancellationToken))
        {
            throw new StorageUnavailableException("Whether answering by typing is ended is not known.", innerException: null);
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> RingAsync(Guid tenant, string subject, CancellationToken cancellationToken)
    {
        var bar = subject.IndexOf('|', StringComparison.Ordinal);
        var (partition, key, now) = (new TypedAddress(tenant, new(Guid.ParseExact(subject.AsSpan(0, bar), "N"))).Partition, subject[(bar + 1)..], clock.GetUtcNow());
        var isDone = true;
        foreach (var (prefix, life) in new[] { (TypedRows.Said, Waiting), (TypedRows.Went, Remembered) })
        {
            // A newer version's is left to it; one without a time is of no use to anybody.
            if (await tables.GetAsync(TypedRows.Table, partition, prefix + key, cancellationToken) is { } row
                && StoredRow.Unread(row, TypedRows.Schema) is not NewerRow
                && (row["At"] is not DateTimeOffset at || at + life <= now))
            {
                // One that was changed meanwhile has an alarm of its own.
                isDone &= await tables.SubmitAsync(TypedRows.Table, partition, [TableAction.Delete(row)], cancellationToken) is not BatchOutcome.Unknown;
            }
        }

        return isDone;
    }

    private static Alarm AlarmOf(TypedAddress address, string key, DateTimeOffset at) => new(AlarmKind, address.Tenant, $"{address.Person}|{key}", at);

    private T? Read<T>(TableEntity? row, Func<TableEntity, T> from)
        where T : class => row is null ? null : StoredRow.ReadOrPass(row, TypedRows.Schema, from, TypedRows.Table, log);

    // Whoever changes the row at the same moment changes nothing about it.
    private async Task<bool> DeleteAsync(TypedAddress address, string rowKey, CancellationToken cancellationToken)
    {
        while (await tables.GetAsync(TypedRows.Table, address.Partition, rowKey, cancellationToken) is { } row)
        {
            if (await SubmitAsync(address, [TableAction.Delete(row)], cancellationToken) is BatchOutcome.Unknown)
            {
                return false;
            }
        }

        return true;
    }

    private Task<BatchOutcome> SubmitAsync(TypedAddress address, IReadOnlyList<TableAction> actions, CancellationToken cancellationToken) =>
        tables.SubmitAsync(TypedRows.Table, address.Partition, actions, cancellationToken);
}
