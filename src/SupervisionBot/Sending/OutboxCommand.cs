using System.Globalization;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Scheduling;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>Looks at what could not be sent, and puts it on its way again. It tells where and why, never what a message says.</summary>
/// <param name="Replay">The message to send again, or <c>all</c>; null to look only.</param>
/// <param name="Settings">The ordinary configuration switches.</param>
internal sealed record OutboxCommand(string? Replay, string[] Settings)
{
    private const string All = "all";

    private static readonly (string Table, Func<TableEntity, UnreadRow?> WhyOf)[] s_tables = [(OutboxRows.Table, row => OutboxRows.Read(row).Refusal as UnreadRow), (AlarmRows.Table, WhyOfAlarm)];

    /// <summary>Null when the words are not those of this command.</summary>
    public static OutboxCommand? Parse(string[] args) => args switch
    {
        ["outbox", "list", .. var settings] when CommandLine.AreSettings(settings) => new(Replay: null, settings),
        ["outbox", "replay", { Length: > 0 } id, .. var settings] when !id.StartsWith("--", StringComparison.Ordinal) && CommandLine.AreSettings(settings) => new(id, settings),
        _ => null,
    };

    /// <summary>Does what the arguments say, on the console.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        Parse(args) is { } command ? await command.RunAsync(Console.Out, Console.Error, cancellationToken) : CommandLine.WrongUsage;

    /// <summary>Does it, and tells what came of it.</summary>
    public async Task<int> RunAsync(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = StoreAlone.Open(Settings);
            app.RefuseAbsentStore();
            var tables = app.Services.GetRequiredService<ITableStore>();
            return Replay is null ? await ListAsync(tables, output, cancellationToken) : await ReplayAsync(tables, output, error, cancellationToken);
        }
        catch (Exception problem) when ((StoreAlone.Problem(problem) ?? StartupProblem.In(problem)) is { } told)
        {
            await error.WriteLineAsync(told);
            return CommandLine.CouldNot;
        }
    }

    /// <summary>Writes the list: how much is on its way, what is parked, of what it is not known whether it arrived, and what is not read, be it a message or an alarm.</summary>
    public static async Task<int> ListAsync(ITableStore tables, TextWriter output, CancellationToken cancellationToken)
    {
        var (due, parked, doubts, aside, unread) = (new List<QueuedMessage>(), new List<QueuedMessage>(), new List<TableEntity>(), new List<SetAside>(), new List<SetAside>());
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            due.AddRange(await ReadAsync(tables, shard, OutboxRows.Due, unread, cancellationToken));
            parked.AddRange(await ReadAsync(tables, shard, OutboxRows.Parked, unread, cancellationToken));
            await foreach (var row in tables.QueryAllAsync(OutboxRows.Table, OutboxRows.Partition(shard), RowRange.StartingWith(OutboxRows.Unknown), cancellationToken))
            {
                doubts.Add(row);
            }

            await foreach (var row in tables.QueryAllAsync(AlarmRows.Table, AlarmRows.Partition(shard), RowRange.StartingWith(AlarmRows.Waiting), cancellationToken))
            {
                if (WhyOfAlarm(row) is { } why)
                {
                    unread.Add(new(AlarmRows.Table, row, why));
                }
            }

            aside.AddRange(await AsideAsync(tables, shard, cancellationToken));
        }

        await output.WriteLineAsync($"{due.Count} on their way{(due.Count == 0 ? "" : $", the oldest since {Time(due.Min(queued => queued.At))}")}; {parked.Count} parked; {doubts.Count} may have arrived or not; {aside.Count} set aside; {unread.Count} not read");
        foreach (var queued in parked.OrderBy(queued => queued.At))
        {
            await output.WriteLineAsync($"parked   {queued.Message.Id}  {Time(queued.At)}  {queued.Message.What.Name}  {queued.Message.To}  {queued.Reason}, after {queued.Attempts + queued.Unknowns} attempts");
        }

        foreach (var row in doubts.OrderBy(row => row["At"] as DateTimeOffset?))
        {
            await output.WriteLineAsync($"unknown  {row.RowKey[OutboxRows.Unknown.Length..]}  {Time(row["At"] as DateTimeOffset?)}  {row["Kind"] as string}  {row["Lane"] as string}  {row["Then"] as string}");
        }

        foreach (var row in aside.OrderBy(row => AsideRows.Since(row.Row)))
        {
            await output.WriteLineAsync($"aside    {row.Id}  {Time(AsideRows.Since(row.Row))}  {row.Table} {row.Row.PartitionKey}  {AsideRows.ReasonOf(row.Row)}");
        }

        foreach (var row in unread)
        {
            await output.WriteLineAsync($"not read {row.Id}  {Time(row.Row.Timestamp)}  {row.Table} {row.Row.PartitionKey}  {row.Why?.Reason}");
        }

        return CommandLine.Done;
    }

    private async Task<int> ReplayAsync(ITableStore tables, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var (replayed, missed, unread) = (0, 0, 0);
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            foreach (var queued in (await ReadAsync(tables, shard, OutboxRows.Parked, [], cancellationToken)).Where(queued => Replay is All || queued.Message.Id == Replay))
            {
                var fresh = OutboxRows.ToRow(queued with { Attempts = 0, Unknowns = 0, NotBefore = queued.At, Reason = null, Tag = default }, OutboxRows.Due);
                var outcome = await tables.SubmitAsync(OutboxRows.Table, fresh.PartitionKey, [TableAction.Delete(OutboxRows.ToRow(queued, OutboxRows.Parked)), TableAction.Upsert(fresh)], cancellationToken);
                (replayed, missed) = outcome is BatchOutcome.Done ? (replayed + 1, missed) : (replayed, missed + 1);
            }

            foreach (var row in (await AsideAsync(tables, shard, cancellationToken)).Where(row => Replay is All || row.Id == Replay))
            {
                if (row.Why is { } why)
                {
                    await error.WriteLineAsync($"{row.Id} is still not read, and stays set aside: {why.Reason}. Put it right in table {row.Table}, partition {row.Row.PartitionKey}, row {row.Row.RowKey}.");
                    unread++;
                    continue;
                }

                (replayed, missed) = await tables.PutBackAsync(row.Table, row.Row, cancellationToken) ? (replayed + 1, missed) : (replayed, missed + 1);
            }
        }

        if (replayed + missed + unread == 0 && Replay is not All)
        {
            await error.WriteLineAsync($"No parked message has the id {Replay}. The command outbox list shows those there are.");
            return CommandLine.CouldNot;
        }

        await output.WriteLineAsync($"{replayed} on their way again{(missed == 0 ? "" : $"; {missed} could not be changed just now: run the same command again")}");
        return missed == 0 && (unread == 0 || Replay is All) ? CommandLine.Done : CommandLine.CouldNot;
    }

    // Those that are not read are left out.
    private static async Task<List<QueuedMessage>> ReadAsync(ITableStore tables, int shard, string prefix, List<SetAside> unread, CancellationToken cancellationToken)
    {
        var messages = new List<QueuedMessage>();
        await foreach (var row in tables.QueryAllAsync(OutboxRows.Table, OutboxRows.Partition(shard), RowRange.StartingWith(prefix), cancellationToken))
        {
            if (OutboxRows.Read(row).Succeeded(out var queued, out var why))
            {
                messages.Add(queued);
            }
            else
            {
                unread.Add(new(OutboxRows.Table, row, (UnreadRow)why));
            }
        }

        return messages;
    }

    private static async Task<List<SetAside>> AsideAsync(ITableStore tables, int shard, CancellationToken cancellationToken)
    {
        var aside = new List<SetAside>();
        foreach (var (table, whyOf) in s_tables)
        {
            await foreach (var row in tables.QueryAllAsync(table, OutboxRows.Partition(shard), RowRange.StartingWith(AsideRows.Prefix), cancellationToken))
            {
                aside.Add(new(table, row, whyOf(AsideRows.Before(row))));
            }
        }

        return aside;
    }

    // Whether somebody looks at alarms of its kind is for the running app to say.
    private static UnreadRow? WhyOfAlarm(TableEntity row) => AlarmRows.Read(row, _ => true).Refusal as UnreadRow;

    private static string Time(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "at a time that is not read";

    // A row that is set aside, or not read where it stands.
    private sealed record SetAside(string Table, TableEntity Row, UnreadRow? Why)
    {
        public string Id => Row.RowKey[(Row.RowKey.LastIndexOf('|') + 1)..];
    }
}
