using System.Text;
using SupervisionBot.Core.Guides;

namespace SupervisionBot.Core.Sessions;

/// <summary>Finds words in a record, and takes them out of its texts.</summary>
public static class Redacting
{
    /// <summary>What stands where words were.</summary>
    public const string Mark = "[erased]";

    /// <summary>A trail as it reads after all that was erased from it: entries whose texts were erased have what remained.</summary>
    public static IReadOnlyList<TrailEntry> Applied(IReadOnlyList<TrailEntry> trail)
    {
        // From the end: what an entry says of another may itself have lost words to a later one.
        var remains = new Dictionary<int, IReadOnlyList<string>>();
        var applied = trail.ToArray();
        for (var i = applied.Length - 1; i >= 0; i--)
        {
            if (remains.TryGetValue(applied[i].Sequence, out var words))
            {
                applied[i] = applied[i] with { Event = With(applied[i].Event, words) };
            }

            foreach (var left in applied[i].Event is Redacted redacted ? redacted.Remains : [])
            {
                remains.TryAdd(left.Entry, left.Words);
            }
        }

        return applied;
    }

    /// <summary>An event with what remained of its texts; as it is where that does not fit it.</summary>
    public static SessionEvent With(SessionEvent said, IReadOnlyList<string> words) => EventWords.Of(said).Count == words.Count ? said.With(words) : said;

    /// <summary>Where words stand first; null where they stand nowhere that they could be erased from.</summary>
    /// <param name="trail">The trail, <see cref="Applied"/>.</param>
    /// <param name="guide">The guide as it is in the session.</param>
    /// <param name="words">The words, in whatever case.</param>
    public static WordsAt? Find(IEnumerable<TrailEntry> trail, Guide guide, string words)
    {
        foreach (var entry in trail)
        {
            var texts = EventWords.Of(entry.Event);
            for (var part = 0; part < texts.Count; part++)
            {
                if (IsText(entry.Event, part, guide) && IndexOf(texts[part], words, 0) is >= 0 and var start)
                {
                    return new(entry.Sequence, part, start, words.Length);
                }
            }
        }

        return null;
    }

    /// <summary>The words that a request points at; null where they do not stand there any more.</summary>
    public static string? At(IEnumerable<TrailEntry> trail, WordsAt at) =>
        trail.FirstOrDefault(entry => entry.Sequence == at.Entry) is { } entry && EventWords.Of(entry.Event) is var texts && at.Part < texts.Count && at.Start + at.Length <= texts[at.Part].Length
            ? texts[at.Part].Substring(at.Start, at.Length)
            : null;

    /// <summary>What is left of each entry that has the words, oldest first.</summary>
    /// <param name="trail">The trail, <see cref="Applied"/>.</param>
    /// <param name="guide">The guide as it is in the session.</param>
    /// <param name="words">The words, in whatever case; none without a letter or digit stand anywhere.</param>
    public static IReadOnlyList<Remains> Remains(IReadOnlyList<TrailEntry> trail, Guide guide, string words)
    {
        var left = trail.Select(entry => (Entry: entry, Texts: EventWords.Of(entry.Event)))
            .Select(said => (said.Entry, said.Texts, Left: (IReadOnlyList<string>)[.. said.Texts.Select((text, part) => IsText(said.Entry.Event, part, guide) ? Without(text, words) : text)]))
            .Where(said => !said.Left.SequenceEqual(said.Texts, StringComparer.Ordinal))
            .Select(said => new Remains(said.Entry.Sequence, said.Left))
            .ToList();
        // What an entry once had left is said by the newest that says so, and by none before it.
        var named = left.Select(one => one.Entry).ToHashSet();
        var earlier = trail.Where(entry => entry.Event is Redacted redacted && redacted.Remains.Any(one => named.Contains(one.Entry)))
            .Select(entry => new Remains(entry.Sequence, [.. ((Redacted)entry.Event).Remains.SelectMany(one => named.Contains(one.Entry) ? one.Words.Select(_ => "") : one.Words)]));
        return [.. left, .. earlier];
    }

    /// <summary>The texts that <see cref="Remains(IReadOnlyList{TrailEntry}, Guide, string)"/> changes, each with what is left of it.</summary>
    public static IReadOnlyDictionary<string, string> Changes(IReadOnlyList<TrailEntry> trail, IReadOnlyList<Remains> remains)
    {
        var changes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in remains)
        {
            if (trail.FirstOrDefault(entry => entry.Sequence == one.Entry) is { Event: not Redacted } entry)
            {
                foreach (var (before, after) in EventWords.Of(entry.Event).Zip(one.Words).Where(text => text.First != text.Second))
                {
                    changes[before] = after;
                }
            }
        }

        return changes;
    }

    /// <summary>A text with <see cref="Mark"/> wherever the words stand, not as a part of longer ones.</summary>
    public static string Without(string text, string words)
    {
        var left = new StringBuilder();
        var from = 0;
        for (var at = IndexOf(text, words, 0); at >= 0; at = IndexOf(text, words, from))
        {
            left.Append(text, from, at - from).Append(Mark);
            from = at + words.Length;
        }

        return from == 0 ? text : left.Append(text, from, text.Length - from).ToString();
    }

    // "Ann" is not in "planning".
    private static int IndexOf(string text, string words, int from)
    {
        for (var at = !words.Any(char.IsLetterOrDigit) ? -1 : text.IndexOf(words, from, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + words.Length;
            if (!(at > 0 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at])) && !(end < text.Length && char.IsLetterOrDigit(text[end - 1]) && char.IsLetterOrDigit(text[end])))
            {
                return at;
            }
        }

        return -1;
    }

    // The case reference is the organisation's own and stands in lists too; days and choices are no sentences, and have to stay readable as what they are.
    private static bool IsText(SessionEvent said, int part, Guide guide) => said switch
    {
        SessionOpened or CaseReferencePutRight or Redacted => false,
        ActionAgreed or ActionChanged => part != EventWords.DayPart,
        Answered answered => guide.FindPrompt(answered.Prompt) is not { Kind: not PromptKind.Text },
        _ => true,
    };
}
