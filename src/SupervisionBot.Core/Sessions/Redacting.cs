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
    public static SessionEvent With(SessionEvent said, IReadOnlyList<string> words) =>
        EventWords.Of(said).Count == words.Count ? said.With(words) : said;

    /// <summary>Where words stand first; null where they stand nowhere that they could be erased from.</summary>
    /// <param name="trail">The trail, <see cref="Applied"/>.</param>
    /// <param name="guide">The guide as it is in the session.</param>
    /// <param name="words">The words, as <see cref="SoughtWords"/> finds them.</param>
    public static WordsAt? Find(IEnumerable<TrailEntry> trail, Guide guide, string words)
    {
        var sought = new SoughtWords(words);
        foreach (var entry in trail)
        {
            var texts = EventWords.Of(entry.Event);
            for (var part = 0; part < texts.Count; part++)
            {
                if (IsText(entry.Event, part, guide) && sought.In(texts[part]) is var (start, length))
                {
                    return new(entry.Sequence, part, start, length);
                }
            }
        }

        return null;
    }

    /// <summary>The words that a request points at; null where they do not stand there any more.</summary>
    public static string? At(IEnumerable<TrailEntry> trail, WordsAt at) =>
        trail.FirstOrDefault(entry => entry.Sequence == at.Entry) is { } entry && EventWords.Of(entry.Event).ElementAtOrDefault(at.Part) is { } text && at.Start + at.Length <= text.Length
            ? text.Substring(at.Start, at.Length)
            : null;

    /// <summary>What is left of each entry that has the words, oldest first.</summary>
    /// <param name="trail">The trail, <see cref="Applied"/>.</param>
    /// <param name="guide">The guide as it is in the session.</param>
    /// <param name="words">The words, as <see cref="SoughtWords"/> finds them.</param>
    public static IReadOnlyList<Remains> Remains(IReadOnlyList<TrailEntry> trail, Guide guide, string words)
    {
        var sought = new SoughtWords(words);
        var left = (from entry in trail
                    let texts = EventWords.Of(entry.Event)
                    let without = texts.Select((text, part) => IsText(entry.Event, part, guide) ? sought.Without(text) : text).ToList()
                    where !without.SequenceEqual(texts, StringComparer.Ordinal)
                    select new Remains(entry.Sequence, without)).ToList();
        if (ToRedact.IsTooLong(left))
        {
            // Too much to be kept in one row: of an answer that was written many times only the version that stands keeps what else it says.
            var newest = trail.Where(entry => entry.Event is Answered).GroupBy(entry => (((Answered)entry.Event).Prompt, entry.By)).Select(versions => versions.Last().Sequence).ToHashSet();
            left = [.. left.Select(one => trail[one.Entry - 1].Event is Answered && !newest.Contains(one.Entry) ? one with { Words = [""] } : one)];
        }

        // What an entry once had left is said by the newest that says so, and by none before it.
        var named = left.Select(one => one.Entry).ToHashSet();
        var earlier = trail.Where(entry => entry.Event is Redacted redacted && redacted.Remains.Any(one => named.Contains(one.Entry)))
            .Select(entry => new Remains(entry.Sequence, [.. ((Redacted)entry.Event).Remains.SelectMany(one => named.Contains(one.Entry) ? one.Words.Select(_ => "") : one.Words)]));
        return [.. left, .. earlier];
    }

    /// <summary>In how many texts words stand, what other erasures left of the same texts not counted.</summary>
    public static int Places(IReadOnlyList<TrailEntry> trail, IReadOnlyList<Remains> remains) => remains.Count(left => trail[left.Entry - 1].Event is not Redacted);

    /// <summary>A trail once these texts are changed.</summary>
    public static IReadOnlyList<TrailEntry> After(IReadOnlyList<TrailEntry> trail, IReadOnlyList<Remains> remains)
    {
        var changed = remains.ToDictionary(left => left.Entry, left => left.Words);
        return [.. trail.Select(entry => changed.TryGetValue(entry.Sequence, out var words) ? entry with { Event = With(entry.Event, words) } : entry)];
    }

    /// <summary>Where the words of other requests stand once these texts are changed; one whose words went with them is not among them.</summary>
    public static IReadOnlyList<MovedWords> Moved(IReadOnlyList<TrailEntry> trail, Guide guide, IReadOnlyList<Remains> remains, IEnumerable<Redaction> requests)
    {
        var after = After(trail, remains);
        return
        [
            .. from asked in requests
               where asked.Status == RedactionStatus.Asked && remains.Any(left => left.Entry == asked.Words.Entry)
               let at = At(trail, asked.Words) is { } words ? Find(after, guide, words) : null
               where at is not null
               select new MovedWords(asked.Asked, at.Value),
        ];
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
