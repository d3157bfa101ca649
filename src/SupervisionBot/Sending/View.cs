namespace SupervisionBot.Sending;

/// <summary>
/// Names something that can be shown: a verb that only shows, and the ids it needs. Never anybody's words, so that it may wait in storage; whoever looks, by then and by their rights, is
/// shown what is there by then.
/// </summary>
/// <param name="Verb">The verb.</param>
/// <param name="Ids">The ids, by the names that buttons of the verb give them.</param>
internal sealed record View(string Verb, IReadOnlyDictionary<string, string> Ids)
{
    /// <summary>Longest id in characters. Our own number: ids of ours are shorter, and places in lists that a store gives have a few hundred.</summary>
    public const int LongestId = 1024;

    /// <summary>Names and values of the ids, in an order that is never changed: ids of messages are made of them.</summary>
    public IEnumerable<string> Parts => Ids.OrderBy(id => id.Key, StringComparer.Ordinal).SelectMany(id => new[] { id.Key, id.Value });

    /// <summary>A view of these ids. Some may have been in a client's hands: what does not read like an id is left out.</summary>
    public static View Of(string verb, params IEnumerable<(string Name, string Id)> ids) =>
        new(verb, ids.Where(id => IsId(id.Id)).ToDictionary(id => id.Name, id => id.Id, StringComparer.Ordinal));

    // No spaces: nobody's sentence comes in here by an input that has the name of an id.
    private static bool IsId(string text) => text.Length is > 0 and <= LongestId && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_|.".Contains(letter, StringComparison.Ordinal));
}
