using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>What stands beside Confirm: what it does, and what whoever confirms should know about the others.</summary>
internal static class Closing
{
    private const string Freezes = "Then the record is frozen: nothing in it can be changed or taken back any more, only later remarks can be added.";

    /// <summary>Where Confirm is not on this page.</summary>
    public const string OnLastPage = "Confirm stands on the last page: press Next page to read on.";

    /// <summary>The sentences, for a person who has not closed their part.</summary>
    /// <param name="session">The session, with its summary before everybody.</param>
    /// <param name="reader">Who reads them.</param>
    /// <param name="isDisagreementTold">Whether somebody outside the session is told of a disagreement.</param>
    public static string Of(Session session, PersonId reader, bool isDisagreementTold)
    {
        var others = session.Participants.Where(participant => participant.Person != reader).ToList();
        var open = others.Where(other => session.Positions.All(position => position.By != other.Person)).ToList();
        var confirmed = session.Positions.Where(position => position.Disagreement is null).Select(position => session.NameOf(position.By)).ToList();
        var disagreed = session.Positions.Where(position => position.Disagreement is not null).ToList();
        return string.Join(' ', [
            open.Count == 0 && confirmed.Count > 0 ? $"If you confirm and write nothing, yours is the last word. {Freezes} If you comment or disagree, {string.Join(" and ", confirmed)} {(confirmed.Count == 1 ? "is" : "are")} asked to read that and to confirm again."
                : open.Count == 0 ? $"Yours is the last word. {Freezes}"
                : $"When {string.Join(" and ", open.Select(other => other.Name))} {(open.Count == 1 ? "has" : "have")} confirmed or disagreed too, everybody has. {Freezes}",
            .. others.Where(other => !session.Joined.Contains(other.Person)).Select(other => $"{other.Name} has not opened the session."),
            .. others.Where(other => session.Joined.Contains(other.Person) && !session.HasSpoken(other.Person) && disagreed.All(position => position.By != other.Person)).Select(other => $"{other.Name} has said nothing in it."),
            .. disagreed.Select(position => $"{session.NameOf(position.By)} disagreed: the words are in the summary."),
            .. isDisagreementTold && others.Count > 0 ? ["If you disagree, whoever your organisation has named for it is told that you do, about which case and with whom, and none of the words."] : Array.Empty<string>(),
        ]);
    }
}
