namespace SupervisionBot.Storage;

/// <summary>The version of one stored row. Opaque: only an engine reads it, and only the tag of the same row of the same store means anything.</summary>
/// <remarks>Each successful write gives a row a new tag, even when it stores the same values; deleting and inserting again never revives an old one.</remarks>
/// <param name="Value">The engine's text, to be given back unchanged.</param>
public readonly record struct ETag(string Value);
