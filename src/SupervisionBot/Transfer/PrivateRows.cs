using System.Collections.Frozen;
using SupervisionBot.Reflections;
using SupervisionBot.Rounds;
using SupervisionBot.Rounds.Results;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Typing;

namespace SupervisionBot.Transfer;

/// <summary>What is nobody's but its writer's, and leaves a store only when that is asked for in so many words. Whatever else becomes private is named here.</summary>
internal static class PrivateRows
{
    /// <summary>Words that wait for their writer to say where they belong: they leave a store in no case, as they are nobody's record and gone within a day.</summary>
    public static FrozenSet<string> Never { get; } = [TypedRows.Table];

    /// <summary>Tables that hold nothing else.</summary>
    public static FrozenSet<string> Tables { get; } = [ReflectionRows.Table];

    /// <summary>The round whose sealed answers a row has, or how its key is found: they leave a store in no case. Null for all other rows.</summary>
    public static string? SealedOf(string table, TableEntity row) =>
        table == RoundRows.Table && row.RowKey.Split('|')[0] is "seal" or "set" or "ballot" or "receipt" ? row.PartitionKey : null;

    /// <summary>Whether a row is private: one of such a table, a draft that a leader keeps for themselves, or a message of an earlier version, which held a card with whatever stood on it.</summary>
    public static bool Has(string table, TableEntity row) => table switch
    {
        RoundRows.Table => row.RowKey.StartsWith(ResponseDrafts.Prefix, StringComparison.Ordinal),
        OutboxRows.Table => ContentRows.IsRendered(row),
        _ => Tables.Contains(table),
    };
}
