using System.Buffers;

namespace SupervisionBot.Storage;

/// <summary>Refuses what breaks a <see cref="TableLimit"/>. Stands above the engines, so that what one takes the others take.</summary>
internal static class TableValidator
{
    private static readonly SearchValues<char> TableNameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> PropertyNameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> NotInKeys = SearchValues.Create(
        [.. "/\\#?", .. Characters(0x00, 0x1F), .. Characters(0x7F, 0x9F), .. Characters(0xD800, 0xDFFF)]);

    public static void CheckRow(string table, string partitionKey, string rowKey)
    {
        CheckTable(table);
        CheckKey(partitionKey);
        CheckKey(rowKey);
    }

    public static void CheckQuery(string table, string partitionKey, RowRange range, int pageSize, string? continuation)
    {
        CheckTable(table);
        CheckKey(partitionKey);
        CheckBound(range.From);
        CheckBound(range.To);
        CheckKey(continuation ?? "");
        CheckPageSize(pageSize);
    }

    public static void CheckScan(string table, string? fromPartition, int pageSize)
    {
        CheckTable(table);
        CheckKey(fromPartition ?? "");
        CheckPageSize(pageSize);
    }

    public static void CheckBatch(string table, string partitionKey, IReadOnlyList<TableAction> actions)
    {
        CheckTable(table);
        CheckKey(partitionKey);
        if (actions.Count is < 1 or > TableLimits.BatchActions)
            throw new TableLimitException(TableLimit.BatchActions, $"a batch has 1 to {TableLimits.BatchActions} actions, not {actions.Count}.");
        for (var index = 0; index < actions.Count; index++)
        {
            var (kind, entity) = actions[index];
            if (!string.Equals(entity.PartitionKey, partitionKey, StringComparison.Ordinal))
                throw new TableLimitException(TableLimit.BatchPartition, $"action {index} is for another partition than its batch.");
            CheckKey(entity.RowKey);
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (string.Equals(actions[earlier].Entity.RowKey, entity.RowKey, StringComparison.Ordinal))
                    throw new TableLimitException(TableLimit.BatchDuplicateRow, $"actions {earlier} and {index} are for the same row.");
            }
            if (kind is TableActionKind.Replace or TableActionKind.Delete && entity.ETag.ToString() is "" or "*")
                throw new TableLimitException(TableLimit.ETagNeeded, $"action {index} ({kind}) needs the ETag of a row that was read.");
            if (kind is not TableActionKind.Delete)
                CheckProperties(entity);
        }
    }

    private static void CheckProperties(TableEntity entity)
    {
        if (entity.Properties.Count > TableLimits.Properties)
            throw new TableLimitException(TableLimit.PropertyCount, $"an entity has at most {TableLimits.Properties} values, not {entity.Properties.Count}.");
        foreach (var (name, value) in entity.Properties)
        {
            CheckPropertyName(name);
            switch (value)
            {
                case string { Length: > TableLimits.StringLength } text:
                    throw new TableLimitException(TableLimit.StringLength, $"'{name}' has at most {TableLimits.StringLength} UTF-16 units, not {text.Length}.");
                case string text when HasHalfSurrogate(text):
                    throw new TableLimitException(TableLimit.StringSurrogate, $"'{name}' holds half of a surrogate pair.");
                case byte[] { Length: > TableLimits.BinaryBytes } bytes:
                    throw new TableLimitException(TableLimit.BinaryLength, $"'{name}' has at most {TableLimits.BinaryBytes} bytes, not {bytes.Length}.");
                case double number when !double.IsFinite(number):
                    throw new TableLimitException(TableLimit.Finite, $"'{name}' is not a finite number.");
                case DateTimeOffset instant when instant < TableLimits.FirstInstant:
                    throw new TableLimitException(TableLimit.Instant, $"'{name}' is not before the year 1601.");
            }
        }
        var size = TableLimits.StoredSize(entity);
        if (size > TableLimits.EntityBytes)
            throw new TableLimitException(TableLimit.EntitySize, $"an entity has at most {TableLimits.EntityBytes} bytes, not {size}.");
    }

    private static void CheckPageSize(int pageSize)
    {
        if (pageSize is < 1 or > TableLimits.PageSize)
            throw new TableLimitException(TableLimit.PageSize, $"a page has 1 to {TableLimits.PageSize} rows, not {pageSize}.");
    }

    private static void CheckTable(string table)
    {
        if (table.Length is < 3 or > TableLimits.TableNameLength || char.IsAsciiDigit(table[0]) || table.AsSpan().ContainsAnyExcept(TableNameCharacters) || table is "tables")
            throw new TableLimitException(TableLimit.TableName, $"a table name is 3 to {TableLimits.TableNameLength} of a-z and 0-9, starts with a letter, and is not 'tables'.");
    }

    private static void CheckKey(string key)
    {
        CheckKeyLength(key);
        if (key.AsSpan().ContainsAny(NotInKeys))
            throw new TableLimitException(TableLimit.KeyCharacter, "a key holds none of / \\ # ?, no control character and no surrogate.");
    }

    // The end of a range is no key: just after '.' comes '/'.
    private static void CheckBound(string? bound)
    {
        if (bound is null)
            return;
        CheckKeyLength(bound);
        if (bound.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            throw new TableLimitException(TableLimit.KeyCharacter, "the end of a range holds no surrogate.");
    }

    private static void CheckKeyLength(string key)
    {
        if (key.Length > TableLimits.KeyLength)
            throw new TableLimitException(TableLimit.KeyLength, $"a key has at most {TableLimits.KeyLength} characters, not {key.Length}.");
    }

    private static void CheckPropertyName(string name)
    {
        if (name.Length is < 1 or > TableLimits.PropertyNameLength || char.IsAsciiDigit(name[0]) || name.AsSpan().ContainsAnyExcept(PropertyNameCharacters)
            || name is "PartitionKey" or "RowKey" or "Timestamp" or TableLimits.OperationProperty)
        {
            throw new TableLimitException(
                TableLimit.PropertyName,
                $"a property name is 1 to {TableLimits.PropertyNameLength} of A-Z, a-z, 0-9 and _, does not start with a digit, and is not PartitionKey, RowKey, Timestamp or {TableLimits.OperationProperty}.");
        }
    }

    private static bool HasHalfSurrogate(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 == rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
                return true;
            rest = rest[(at + 2)..];
        }
        return false;
    }

    private static char[] Characters(int first, int last)
    {
        var characters = new char[last - first + 1];
        for (var i = 0; i < characters.Length; i++)
            characters[i] = (char)(first + i);
        return characters;
    }
}
