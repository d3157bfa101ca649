using System.Collections.Frozen;
using SupervisionBot.Storage;

namespace SupervisionBot.Rows;

/// <summary>The names by which the values of an enum are stored. They are ours and never change, whatever its members are called in the code.</summary>
/// <param name="names">Each value with its name.</param>
internal sealed class StoredNames<T>(params (T Value, string Name)[] names)
    where T : struct, Enum
{
    private readonly FrozenDictionary<T, string> _names = names.ToFrozenDictionary(named => named.Value, named => named.Name);
    private readonly FrozenDictionary<string, T> _values = names.ToFrozenDictionary(named => named.Name, named => named.Value, StringComparer.Ordinal);

    /// <summary>The name of a value.</summary>
    public string this[T value] => _names[value];

    /// <summary>The value that a column names.</summary>
    /// <exception cref="UnreadColumnException">It names none that is known.</exception>
    public T In(TableEntity row, string column) => _values.TryGetValue(row.NeededString(column), out var value) ? value : throw new UnreadColumnException(column);
}
