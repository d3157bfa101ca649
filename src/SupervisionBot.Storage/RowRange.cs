namespace SupervisionBot.Storage;

/// <summary>A range of row keys in ordinal order.</summary>
/// <param name="From">The first key in the range (inclusive); null for no lower end.</param>
/// <param name="To">The first key beyond the range (exclusive); null for no upper end.</param>
public readonly record struct RowRange(string? From, string? To)
{
    /// <summary>Every row of the partition.</summary>
    public static RowRange All => default;

    /// <summary>Every row whose key starts with <paramref name="prefix"/>; all rows for an empty one.</summary>
    public static RowRange StartingWith(string prefix) =>
        prefix.Length == 0 ? All : new(prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), [After(prefix[^1])]));

    // Surrogates are no characters of a key, so the character after U+D7FF is U+E000.
    private static char After(char c) => c == '\uD7FF' ? '\uE000' : (char)(c + 1);
}
