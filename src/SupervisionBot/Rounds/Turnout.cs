namespace SupervisionBot.Rounds;

/// <summary>What somebody has answered, or taken back.</summary>
/// <param name="Name">The name of their sealed answer.</param>
/// <param name="Channel">The place of its channel among those of the plan.</param>
/// <param name="Sealing">It, sealed; null where it was taken back.</param>
internal sealed record TurnoutChange(string Name, int Channel, byte[]? Sealing);

/// <summary>Who has answered a round, by the names of their sealed answers: in which channel, and which version of the answer is the one that counts.</summary>
/// <remarks>
/// Lines of one length, in the order of the names, which are as good as drawn by lot. It is sealed as a whole, and replaced with each answer: a sealed answer that is not in it, or in another version, was put there
/// by somebody else. Whoever puts all rows of a round back together to what they were once can't be told from within.
/// </remarks>
internal sealed class Turnout
{
    /// <summary>Most people who can answer one round, so that the list fits one row of the store. Our own number.</summary>
    public const int Most = 40_000;

    private const int TagPart = 4;
    private const int LineLength = AnswerSeal.NameLength + TagPart + 1;

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

    /// <summary>With what several people have answered or taken back, each in the place of the answer they had.</summary>
    /// <param name="changes">One a name.</param>
    public Turnout With(IEnumerable<TurnoutChange> changes)
    {
        var lines = new List<byte>(_lines.Length + (2 * LineLength));
        var done = 0;
        foreach (var (name, channel, sealing) in changes.OrderBy(change => change.Name, StringComparer.Ordinal))
        {
            var bytes = Convert.FromHexString(name);
            var (at, isThere) = Find(bytes);
            lines.AddRange(_lines.AsSpan(done, at - done));
            if (sealing is not null)
            {
                lines.AddRange(bytes);
                lines.AddRange(AnswerSeal.TagOf(sealing)[..TagPart]);
                lines.Add((byte)channel);
            }

            done = isThere ? at + LineLength : at;
        }

        lines.AddRange(_lines.AsSpan(done));
        return new([.. lines]);
    }

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
