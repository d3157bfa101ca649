using SupervisionBot.Core.Sessions;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>Where somebody is on the card of a session: in a step the question that is open, in a summary the page, and what they had been shown of what others say about it when they began at its first.</summary>
/// <param name="Page">From 1; a number outside the pages gives the nearest.</param>
/// <param name="Seen">The session's last entry when they began; 0 where they begin now.</param>
/// <param name="Question">A prompt of the question; where it is none of the step, the first that they have not answered is open.</param>
internal readonly record struct SummaryPlace(int Page, int Seen, string Question = "")
{
    /// <summary>The first page, read as it is now.</summary>
    public static SummaryPlace Beginning => new(1, 0);

    /// <summary>A question of a step.</summary>
    public static SummaryPlace At(string question) => new(1, 0, question);

    /// <summary>The end, for somebody who has seen what was said up to an entry.</summary>
    public static SummaryPlace LastPage(int seen) => new(int.MaxValue, seen);

    /// <summary>Up to which entry they have seen what was said. Turning a page, or a refresh by the client, shows one page: what was said meanwhile may stand on another.</summary>
    public int SeenOf(Session session) => Page > 1 && Seen >= session.SummaryAt && Seen < session.Sequence ? Seen : session.Sequence;
}
