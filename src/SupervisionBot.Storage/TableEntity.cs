using System.Globalization;
using System.Text;
using Azure;

namespace SupervisionBot.Storage;

/// <summary>One row: its two keys, its version, and its named, typed values.</summary>
/// <remarks>Not safe for use by several threads at once. What a store is given it copies before it returns its task.</remarks>
/// <param name="partitionKey">The partition: what is written together and read as one range.</param>
/// <param name="rowKey">The row within the partition, in whose order rows are read.</param>
public sealed class TableEntity(string partitionKey, string rowKey)
{
    private readonly Dictionary<string, object> _properties = [];

    internal TableEntity(string partitionKey, string rowKey, Dictionary<string, object> properties)
        : this(partitionKey, rowKey) => _properties = properties;

    /// <summary>The partition key.</summary>
    public string PartitionKey { get; } = partitionKey;

    /// <summary>The row key.</summary>
    public string RowKey { get; } = rowKey;

    /// <summary>The version this entity was read at; empty on one that was not read. Replace and Delete act only while the stored row still has it.</summary>
    public ETag ETag { get; set; }

    /// <summary>When the row was last written, by the engine's clock, in UTC. Set by the engine; ignored on writing.</summary>
    public DateTimeOffset Timestamp { get; internal set; }

    /// <summary>The names of the values, without keys and timestamp.</summary>
    public IReadOnlyCollection<string> PropertyNames => _properties.Keys;

    internal Dictionary<string, object> Properties => _properties;

    /// <summary>A value by its case-sensitive name; null when there is none, and setting null removes it.</summary>
    /// <remarks>Takes string, int, long, double, bool, DateTimeOffset (kept as the UTC instant), Guid and byte[] (not copied).</remarks>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public object? this[string name]
    {
        get => _properties.GetValueOrDefault(name);
        set
        {
            switch (value)
            {
                case null:
                    _properties.Remove(name);
                    break;
                case DateTimeOffset instant:
                    _properties[name] = instant.ToUniversalTime();
                    break;
                case string or int or long or double or bool or Guid or byte[]:
                    _properties[name] = value;
                    break;
                default:
                    throw new ArgumentException($"Property '{name}' cannot hold a {value.GetType()}.", nameof(value));
            }
        }
    }

    /// <summary>A text of one property, or null when there is none. For text set by <see cref="SetText"/> use <see cref="GetText"/>.</summary>
    /// <exception cref="InvalidCastException">The property holds another type; so for each method of this kind.</exception>
    public string? GetString(string name) => (string?)this[name];

    /// <summary>A 32-bit number, or null when there is none.</summary>
    public int? GetInt32(string name) => (int?)this[name];

    /// <summary>A 64-bit number, or null when there is none.</summary>
    public long? GetInt64(string name) => (long?)this[name];

    /// <summary>A floating point number, or null when there is none.</summary>
    public double? GetDouble(string name) => (double?)this[name];

    /// <summary>A truth value, or null when there is none.</summary>
    public bool? GetBoolean(string name) => (bool?)this[name];

    /// <summary>An instant in UTC, or null when there is none.</summary>
    public DateTimeOffset? GetDateTimeOffset(string name) => (DateTimeOffset?)this[name];

    /// <summary>A GUID, or null when there is none.</summary>
    public Guid? GetGuid(string name) => (Guid?)this[name];

    /// <summary>Bytes, not copied, or null when there are none.</summary>
    public byte[]? GetBinary(string name) => (byte[]?)this[name];

    /// <summary>Sets a text of any length, split over the properties Name, Name__1, Name__2 ... of at most <see cref="TableLimits.StringLength"/> units each.</summary>
    /// <remarks>No surrogate pair is cut. Pieces of a longer text set before are removed; null removes all of them. The entity's own size limit still holds.</remarks>
    public void SetText(string name, string? text)
    {
        var piece = 0;
        if (text is not null)
        {
            var start = 0;
            do
            {
                var end = Math.Min(start + TableLimits.StringLength, text.Length);
                if (end < text.Length && char.IsSurrogatePair(text[end - 1], text[end]))
                    end--;
                _properties[PieceName(name, piece++)] = text[start..end];
                start = end;
            }
            while (start < text.Length);
        }
        while (_properties.Remove(PieceName(name, piece)))
            piece++;
    }

    /// <summary>The text set by <see cref="SetText"/>, put together again, or null when there is none.</summary>
    public string? GetText(string name)
    {
        var first = GetString(name);
        if (first is null || GetString(PieceName(name, 1)) is not { } second)
            return first;
        var whole = new StringBuilder(first).Append(second);
        for (var piece = 2; GetString(PieceName(name, piece)) is { } next; piece++)
            whole.Append(next);
        return whole.ToString();
    }

    /// <summary>Whether another row has exactly these values; keys, ETag and timestamp don't count.</summary>
    public bool HasValuesOf(TableEntity other) =>
        _properties.Count == other._properties.Count && _properties.All(mine =>
            other[mine.Key] is { } theirs && (mine.Value is byte[] bytes ? theirs is byte[] others && bytes.AsSpan().SequenceEqual(others) : mine.Value.Equals(theirs)));

    private static string PieceName(string name, int piece) =>
        piece == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}__{piece}");
}
