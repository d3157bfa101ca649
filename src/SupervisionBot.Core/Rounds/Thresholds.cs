using System.Text.Json.Serialization;

namespace SupervisionBot.Core.Rounds;

/// <summary>How many people have to stand behind what leaders see of an anonymous round.</summary>
/// <param name="Counts">Behind a number, <see cref="Least"/> or more.</param>
/// <param name="Comments">Behind words, and behind numbers that tell words apart; <paramref name="Counts"/> or more.</param>
public sealed record Thresholds(int Counts = 5, int Comments = 10)
{
    /// <summary>The lowest that a threshold can be. Our own limit: of two people, each knows what the other wrote.</summary>
    public const int Least = 3;

    /// <summary>Whether these can be used: <see cref="Least"/> or more for counts, and for comments no fewer than for counts.</summary>
    [JsonIgnore]
    public bool AreSound => Counts >= Least && Comments >= Counts;

    /// <summary>The stricter of both, each by itself.</summary>
    public Thresholds Or(Thresholds other) => new(Math.Max(Counts, other.Counts), Math.Max(Comments, other.Comments));
}
