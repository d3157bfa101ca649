using SupervisionBot.Storage;

namespace SupervisionBot.Bench;

/// <summary>Three ids that the rows of a session are full of.</summary>
internal sealed record Cast(Guid Session, Guid Supervisor, Guid Practitioner)
{
    /// <summary>Puts these ids where those of another cast stand.</summary>
    public string Into(string text, Cast other) => Into(Into(Into(text, other.Session, Session), other.Supervisor, Supervisor), other.Practitioner, Practitioner);

    public Guid Into(Guid id, Cast other) =>
        id == other.Session ? Session : id == other.Supervisor ? Supervisor : id == other.Practitioner ? Practitioner : id;

    /// <summary>Whether a text holds one of the ids.</summary>
    public bool IsIn(string text) => new Cast(Guid.Empty, Guid.Empty, Guid.Empty).Into(text, this) != text;

    private static string Into(string text, Guid other, Guid own) =>
        text.Replace($"{other:N}", $"{own:N}", StringComparison.Ordinal).Replace($"{other:D}", $"{own:D}", StringComparison.Ordinal);
}

/// <summary>What a whole session leaves in the store, to be written again under other ids: its own rows, and the pointer of each of its two people.</summary>
internal sealed class Likeness
{
    private readonly Cast _cast;
    private readonly List<(string Table, string Partition, List<Row> Rows)> _batches = [];

    private Likeness(Cast cast) => _cast = cast;

    // Values that hold an id, apart from those that are the same in each likeness.
    private sealed record Row(string Key, IReadOnlyList<(string Name, object Value)> Fixed, IReadOnlyList<(string Name, object Value)> Ids);

    public int Rows => _batches.Sum(batch => batch.Rows.Count);

    /// <summary>What the Table service would count them for, in bytes.</summary>
    public long Bytes => _batches.Sum(batch => batch.Rows.Sum(row => TableLimits.StoredSize(Under(batch.Partition, row, _cast))));

    /// <summary>Reads what a session has left.</summary>
    /// <param name="store">Where.</param>
    /// <param name="cast">Whose.</param>
    /// <param name="whole">All of it; otherwise, beside the pointers, its beginning and its head.</param>
    public static async Task<Likeness> OfAsync(ITableStore store, Cast cast, bool whole)
    {
        var likeness = new Likeness(cast);
        string[] kept = ["evt|0000000001", "evt|0000000002", "head"];
        await likeness.AddAsync(store, "sessions", cast.Session, RowRange.All, row => whole || kept.Contains(row.RowKey));
        await likeness.AddAsync(store, "people", cast.Supervisor, RowRange.StartingWith("session|"), row => true);
        await likeness.AddAsync(store, "people", cast.Practitioner, RowRange.StartingWith("session|"), row => true);
        return likeness;
    }

    /// <summary>Writes the rows for another session.</summary>
    public Task WriteAsync(ITableStore store, Cast cast) => Task.WhenAll(_batches.Select(async batch =>
    {
        var partition = cast.Into(batch.Partition, _cast);
        var actions = batch.Rows.Select(row => TableAction.Insert(Under(partition, row, cast))).ToArray();
        if (await store.SubmitAsync(batch.Table, partition, actions, CancellationToken.None) is var outcome and not BatchOutcome.Done)
        {
            throw new InvalidOperationException($"a session's rows were not stored: {outcome}");
        }
    }));

    private TableEntity Under(string partition, Row row, Cast cast)
    {
        var entity = new TableEntity(partition, cast.Into(row.Key, _cast));
        foreach (var (name, value) in row.Fixed)
        {
            entity[name] = value;
        }

        foreach (var (name, value) in row.Ids)
        {
            entity[name] = value is Guid id ? cast.Into(id, _cast) : cast.Into((string)value, _cast);
        }

        return entity;
    }

    private async Task AddAsync(ITableStore store, string table, Guid id, RowRange range, Func<TableEntity, bool> keep)
    {
        var (partition, rows) = ($"{Activities.Tenant:N}|{id:N}", new List<Row>());
        await foreach (var entity in store.QueryAllAsync(table, partition, range, CancellationToken.None).Where(keep))
        {
            var values = entity.PropertyNames.Select(name => (Name: name, Value: entity[name]!)).ToLookup(property => property.Value is Guid || (property.Value is string text && _cast.IsIn(text)));
            rows.Add(new(entity.RowKey, [.. values[false]], [.. values[true]]));
        }

        _batches.Add((table, partition, rows));
    }
}
