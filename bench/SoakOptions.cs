using System.Globalization;

namespace SupervisionBot.Bench;

/// <summary>How long a soak is, and what its chances follow from.</summary>
/// <param name="Minutes">For so long new sessions begin, and once in each a copy of the app is killed.</param>
/// <param name="Seed">Gives other faults.</param>
internal sealed record SoakOptions(int Minutes = 5, int Seed = 1)
{
    /// <summary>Null when the words are not understood.</summary>
    public static SoakOptions? Read(IReadOnlyList<string> words)
    {
        var options = new SoakOptions();
        for (var at = 0; at < words.Count; at += 2)
        {
            if (at + 1 == words.Count || !int.TryParse(words[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            switch (words[at])
            {
                case "--minutes" when number is >= 1 and <= 45:
                    options = options with { Minutes = number };
                    break;
                case "--seed":
                    options = options with { Seed = number };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
