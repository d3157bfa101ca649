namespace SupervisionBot.Storage;

/// <summary>One page of rows.</summary>
/// <param name="Entities">The rows in row key order. May be empty although more follow.</param>
/// <param name="Continuation">To be given back with the same partition and range for the next page; null at the end. Opaque.</param>
public sealed record TablePage(IReadOnlyList<TableEntity> Entities, string? Continuation);
