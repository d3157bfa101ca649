using System.Collections.Concurrent;
using Azure;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>A store in Azure Table Storage: the engine for several copies of the app at once.</summary>
/// <remarks>
/// Tables are made when they are first written. Their names begin with a prefix, so that a storage account can hold other tables as well; of two stores in one
/// account neither prefix may begin with the other. A row's time-stamp is the service's.
/// </remarks>
public sealed class AzureTableStore : TableStore
{
    // Written by health checks only.
    private const string HealthTable = "health";

    private readonly TableServiceClient _service;
    private readonly string _prefix;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TransactionWriter _writer;
    private readonly ConcurrentDictionary<string, TableClient> _tables = new(StringComparer.Ordinal);

    /// <summary>A store in this account. Nothing is asked of the service before the first use.</summary>
    /// <param name="service">The account.</param>
    /// <param name="tablePrefix">What the names of the tables begin with: 1 to 31 of a-z and 0-9, first a letter.</param>
    /// <param name="clock">Times the waits between repetitions.</param>
    /// <param name="logger">Hears of outages.</param>
    /// <exception cref="ArgumentException">The prefix is none.</exception>
    public AzureTableStore(TableServiceClient service, string tablePrefix, TimeProvider clock, ILogger logger)
    {
        if (!IsPrefix(tablePrefix))
            throw new ArgumentException("A table prefix is 1 to 31 of a-z and 0-9, first a letter.", nameof(tablePrefix));
        (_service, _prefix, _clock, _logger) = (service, tablePrefix, clock, logger);
        _writer = new(service.Options, clock, logger);
    }

    /// <summary>Whether the names of tables can begin so.</summary>
    public static bool IsPrefix(string prefix) =>
        prefix.Length is >= 1 and <= 63 - TableLimits.TableNameLength && char.IsAsciiLetterLower(prefix[0]) && prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken) => ReadAsync(async token =>
    {
        var names = from name in await _service.QueryAsync(token)
                    where name.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase)
                    let table = name[_prefix.Length..].ToLowerInvariant()
                    where table is not HealthTable
                    orderby table
                    select table;
        var tables = new List<string>();
        foreach (var table in names.Order(StringComparer.Ordinal))
        {
            if ((await FirstFilledAsync(table, filter: null, pageSize: 1, continuation: null, token)).Values.Count > 0)
                tables.Add(table);
        }
        return (IReadOnlyList<string>)tables;
    }, cancellationToken);

    /// <inheritdoc/>
    public override async Task<StorageHealth> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadRowAsync(HealthTable, "check", "check", cancellationToken);
        }
        catch (StorageUnavailableException error)
        {
            return new StorageHealth(CanRead: false, CanWrite: false, error.Message);
        }
        var check = new TableEntity("check", "check") { ["At"] = _clock.GetUtcNow() };
        var isWritten = await SubmitAsync(HealthTable, check.PartitionKey, [TableAction.Upsert(check)], cancellationToken) is BatchOutcome.Done;
        return new StorageHealth(CanRead: true, CanWrite: isWritten, isWritten ? null : "The Table service does not take a write.");
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override Task<TableEntity?> ReadRowAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => ReadAsync(async token =>
    {
        var row = await Table(table).GetEntityIfExistsAsync(partitionKey, rowKey, token);
        return row is null ? null : Plain(row);
    }, cancellationToken);

    private protected override Task<TablePage> ReadPageAsync(
        string table, string partitionKey, RowRange range, int pageSize, string? continuation, CancellationToken cancellationToken) => ReadAsync(async token =>
    {
        // A continuation is the key of the last row of the page before. It came back from outside, so it may narrow the range but not widen it.
        var filter = $"PartitionKey eq {Literal(partitionKey)}";
        if (continuation is not null && string.CompareOrdinal(continuation, range.From ?? "") >= 0)
            filter += $" and RowKey gt {Literal(continuation)}";
        else if (range.From is { } from)
            filter += $" and RowKey ge {Literal(from)}";
        if (range.To is { } to)
            filter += $" and RowKey lt {Literal(to)}";
        // One more than asked for tells whether there is a next page; that the service could go on does not.
        var page = await FirstFilledAsync(table, filter, Math.Min(pageSize + 1, TableLimits.PageSize), continuation: null, token);
        var rows = page.Values.Count > pageSize ? page.Values.Take(pageSize).ToList() : page.Values;
        return new TablePage(rows, rows.Count < page.Values.Count || page.ContinuationToken is not null ? rows[^1].RowKey : null);
    }, cancellationToken);

    private protected override Task<TablePage> ReadTableAsync(string table, string? fromPartition, int pageSize, string? continuation, CancellationToken cancellationToken) => ReadAsync(async token =>
    {
        var filter = fromPartition is null ? null : $"PartitionKey ge {Literal(fromPartition)}";
        var page = await FirstFilledAsync(table, filter, pageSize, continuation, token);
        return new TablePage(page.Values, page.ContinuationToken);
    }, cancellationToken);

    private protected override Task<BatchOutcome> WriteAsync(string table, string partitionKey, EncodedAction[] actions, CancellationToken cancellationToken) =>
        _writer.WriteAsync(Table(table), partitionKey, actions, cancellationToken);

    private TableClient Table(string name) => _tables.GetOrAdd(name, static (name, store) => store._service.GetTableClient(store._prefix + name), this);

    // An empty page that is followed by others is of no use to anybody.
    private async Task<Page<TableEntity>> FirstFilledAsync(string table, string? filter, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        await foreach (var page in Table(table).QueryAsync(filter, cancellationToken).AsPages(continuation, pageSize))
        {
            foreach (var row in page.Values)
                Plain(row);
            if (page.Values.Count > 0 || page.ContinuationToken is null)
                return page;
        }
        throw new InvalidOperationException("A query ended without a page.");
    }

    private async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_service.Options.Patience);
        try
        {
            return await read(patience.Token);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && Outage.Cause(error) is { } cause)
        {
            _logger.TableServiceUnavailable(cause);
            throw new StorageUnavailableException($"The Table service does not answer: {cause}.", error);
        }
    }

    // The operation is the store's own affair.
    private static TableEntity Plain(TableEntity row)
    {
        row.Properties.Remove(TableLimits.OperationProperty);
        return row;
    }

    private static string Literal(string key) => $"'{key.Replace("'", "''", StringComparison.Ordinal)}'";
}
