namespace SupervisionBot.Rounds;

/// <summary>What somebody has answered, or taken back.</summary>
/// <param name="Name">The name of their sealed answer.</param>
/// <param name="Channel">The place of its channel among those of the plan.</param>
/// <param name="Sealing">It, sealed; null where it was taken back.</param>
internal sealed record TurnoutChange(string Name, int Channel, byte[]? Sealing);

/// <summary>Who has answered a round, by the names of their sealed answers: in which channel, and which version of the answer is the one that counts.</summary>
/// <remarks>
/// Lines of one length, in the order of the names, which are as good as drawn by lot. It is sealed, and written with each answer: a sealed answer that is not in it, or in another version, was put there
/// by somebody else. Whoever puts all rows of a round back together to what they were once can't be told from within.
/// </remarks>
internal sealed class Turnout
{
    /// <summary>Most people who can answer one round, so that the list fits one row of the store. Our own number.</summary>
    public const int Most = 40_000;

    private const int TagPart = 4;
    // In the place of a channel: who has this has taken their answer back. No round has so many channels.
    private const byte Nowhere = byte.MaxValue;

    /// <summary>Length of a line in bytes.</summary>
    public const int LineLength = AnswerSeal.NameLength + TagPart + 1;

    private readonly byte[] _lines;

    private Turnout(byte[] lines) => _lines = lines;

    /// <summary>Nobody has answered.</summary>
    public static Turnout Nobody { get; } = new([]);

    /// <summary>How many have.</summary>
    public int Count => _lines.Length / LineLength;

    /// <summary>All of it, as <see cref="FromBytes"/> reads it.</summary>
    public ReadOnlySpan<byte> Bytes => _lines;

    /// <summary>Reads what <see cref="Bytes"/> gave.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Turnout FromBytes(byte[] lines) => lines.Length % LineLength == 0 ? new(lines) : throw new FormatException("a list of those who answered has lines of one length");

    /// <summary>How many people have answered in each channel, by its place among those of the plan.</summary>
    /// <param name="nobody">Names that are in no number.</param>
    public IReadOnlyDictionary<int, int> People(IEnumerable<string> nobody)
    {
        var people = new int[byte.MaxValue + 1];
        for (var at = LineLength - 1; at < _lines.Length; at += LineLength)
        {
            people[_lines[at]]++;
        }

        foreach (var name in nobody.Where(IsName).Distinct(StringComparer.Ordinal))
        {
            if (Find(Convert.FromHexString(name)) is (var at, true))
            {
                people[_lines[at + LineLength - 1]]--;
            }
        }

        return people.Index().Where(channel => channel.Item > 0).ToDictionary(channel => channel.Index, channel => channel.Item);
    }

    /// <summary>Whether somebody has answered under a name.</summary>
    public bool Has(string name) => IsName(name) && Find(Convert.FromHexString(name)).IsThere;

    /// <summary>The place of the channel in which somebody answered; null where they have not, or where this is not the version of their answer that counts.</summary>
    /// <param name="name">The name of the sealed answer.</param>
    /// <param name="sealing">It, as it is stored.</param>
    public int? ChannelOf(string name, ReadOnlySpan<byte> sealing)
    {
        if (!IsName(name))
        {
            return null;
        }

        var (at, isThere) = Find(Convert.FromHexString(name));
        return isThere && sealing.Length > AnswerSeal.TagLength && _lines.AsSpan(at + AnswerSeal.NameLength, TagPart).SequenceEqual(AnswerSeal.TagOf(sealing)[..TagPart]) ? _lines[at + LineLength - 1] : null;
    }

    /// <summary>What several people have answered or taken back, as lines for <see cref="With"/>.</summary>
    /// <param name="changes">One a name.</param>
    public static byte[] LinesOf(IEnumerable<TurnoutChange> changes)
    {
        var lines = new List<byte>();
        foreach (var (name, channel, sealing) in changes.OrderBy(change => change.Name, StringComparer.Ordinal))
        {
            lines.AddRange(Convert.FromHexString(name));
            lines.AddRange(sealing is null ? new byte[TagPart] : AnswerSeal.TagOf(sealing)[..TagPart]);
            lines.Add(sealing is null ? Nowhere : (byte)channel);
        }

        return [.. lines];
    }

    /// <summary>Earlier changes and later ones as lines, each name once.</summary>
    public static byte[] Together(ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later) => Merge(earlier, later, keepsTakenBack: true);

    /// <summary>With changes, each in the place of the answer somebody had.</summary>
    /// <param name="lines">As <see cref="LinesOf"/> gives them.</param>
    public Turnout With(ReadOnlySpan<byte> lines) => new(Merge(_lines, lines, keepsTakenBack: false));

    // Both are in the order of the names.
    private static byte[] Merge(ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> later, bool keepsTakenBack)
    {
        var merged = new byte[earlier.Length + later.Length];
        var (length, old) = (0, 0);
        for (var at = 0; at < later.Length; at += LineLength)
        {
            var line = later.Slice(at, LineLength);
            var first = old;
            while (old < earlier.Length && Compare(earlier[old..], line) < 0)
            {
                old += LineLength;
            }

            earlier[first..old].CopyTo(merged.AsSpan(length));
            length += old - first;
            if (old < earlier.Length && Compare(earlier[old..], line) == 0)
            {
                old += LineLength;
            }

            if (keepsTakenBack || line[^1] != Nowhere)
            {
                line.CopyTo(merged.AsSpan(length));
                length += LineLength;
            }
        }

        earlier[old..].CopyTo(merged.AsSpan(length));
        return merged[..(length + earlier.Length - old)];
    }

    private static int Compare(ReadOnlySpan<byte> line, ReadOnlySpan<byte> other) => line[..AnswerSeal.NameLength].SequenceCompareTo(other[..AnswerSeal.NameLength]);

    // The key of a row may be anything.
    private static bool IsName(string name) => name.Length == AnswerSeal.NameLength * 2 && name.All(char.IsAsciiHexDigitLower);

    private (int At, bool IsThere) Find(ReadOnlySpan<byte> name)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            switch (_lines.AsSpan(middle * LineLength, AnswerSeal.NameLength).SequenceCompareTo(name))
            {
                case 0:
                    return (middle * LineLength, true);
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle;
                    break;
            }
        }

        return (low * LineLength, false);
    }
}
