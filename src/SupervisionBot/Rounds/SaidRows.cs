using SupervisionBot.Core.Rounds;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>What was said in a counted round, one row an entry: <c>said|id</c>. In an anonymous round a row holds the prompt, the words and at most a team; nothing leads from it to a person.</summary>
internal sealed class SaidRows(ITableStore tables, ILogger<SaidRows> log)
{
    private const string Prefix = "said|";

    /// <summary>Stores entries, in the order of their ids, which are drawn by lot. The same ones once more change nothing.</summary>
    /// <returns>Whether all are stored. False: some may not be; the same once more goes on.</returns>
    public async Task<bool> WriteAsync(RoundAddress address, IEnumerable<OpenedEntry> entries, CancellationToken cancellationToken)
    {
        var rows = entries.OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => (RoundRows.Table, TableAction.Upsert(ToRow(address, entry))));
        foreach (var batch in TableBatches.Cut(rows))
        {
            if (await tables.SubmitAsync(batch.Table, batch.PartitionKey, batch.Actions, cancellationToken) is not BatchOutcome.Done)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All entries of a round that can be read.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyList<OpenedEntry>> ReadAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        var entries = new List<OpenedEntry>();
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, RowRange.StartingWith(Prefix), cancellationToken))
        {
            if (StoredRow.ReadOrPass(row, RoundRows.Schema, From, RoundRows.Table, log) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>Removes all entries of a round.</summary>
    /// <returns>Whether they are gone. False: some may be left; the same once more goes on.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<bool> RemoveAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        var rows = new List<TableAction>();
        await foreach (var row in tables.QueryAllAsync(RoundRows.Table, address.Partition, RowRange.StartingWith(Prefix), cancellationToken))
        {
            rows.Add(TableAction.Delete(row));
        }

        foreach (var batch in rows.Chunk(TableLimits.BatchActions))
        {
            if (await tables.SubmitAsync(RoundRows.Table, address.Partition, batch, cancellationToken) is not BatchOutcome.Done)
            {
                return false;
            }
        }

        await tables.ForgetAsync(cancellationToken);
        return true;
    }

    private static OpenedEntry From(TableEntity row) => new(
        row.RowKey[Prefix.Length..],
        RoundRows.Prompts.In(row, "Prompt"),
        row.NeededText("Text"),
        row.GetString("Team"),
        row.GetString("Who"),
        row.GetDateTimeOffset("At"));

    private static TableEntity ToRow(RoundAddress address, OpenedEntry entry)
    {
        var row = new TableEntity(address.Partition, Prefix + entry.Id)
        {
            ["Prompt"] = RoundRows.Prompts[entry.Prompt],
            ["Team"] = entry.Group,
            ["Who"] = entry.Who,
            ["At"] = entry.At,
        };
        row.SetText("Text", entry.Text);
        return row;
    }
}
