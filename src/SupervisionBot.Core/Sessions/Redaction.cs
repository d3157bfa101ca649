using System.Collections.Immutable;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>Where words stand: a part of one text of one entry.</summary>
/// <param name="Entry">Sequence of the entry.</param>
/// <param name="Part">Which of its texts, as <see cref="EventWords.Of(SessionEvent)"/> has them.</param>
/// <param name="Start">Where they begin, in UTF-16 characters.</param>
/// <param name="Length">How long they are, in UTF-16 characters.</param>
public readonly record struct WordsAt(int Entry, int Part, int Start, int Length);

/// <summary>How far a request to erase words is.</summary>
public enum RedactionStatus
{
    /// <summary>Leaders have to decide.</summary>
    Asked,

    /// <summary>The words are gone.</summary>
    Erased,

    /// <summary>They stay.</summary>
    Declined,

    /// <summary>Other words were erased, and some of these with them, so it does not point at anything any more.</summary>
    Overtaken,

    /// <summary>Whoever asked asks for it no longer, so they stay.</summary>
    Withdrawn,
}

/// <summary>What a leader said about erasing words.</summary>
/// <param name="By">Who.</param>
/// <param name="Name">Their name then.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Reason">Why; empty for an approval.</param>
public sealed record LeaderSaid(PersonId By, string Name, DateTimeOffset At, string Reason);

/// <summary>A request to erase words from a frozen record, and what became of it.</summary>
/// <param name="Asked">Sequence of the entry that asks for it.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Words">Where the words stood then.</param>
/// <param name="Reason">Why they must not be there.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Said">What leaders said, oldest first.</param>
public sealed record Redaction(int Asked, PersonId By, DateTimeOffset At, WordsAt Words, string Reason, RedactionStatus Status, ImmutableArray<LeaderSaid> Said)
{
    /// <summary>How many leaders have to approve.</summary>
    public const int Approvals = 2;

    /// <summary>Longest words that one request erases, and longest reason, in UTF-16 characters, inclusive. Our own number: a name, or a sentence or two.</summary>
    public const int Longest = 500;
}
