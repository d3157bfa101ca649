using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>The rules of erasing words from a frozen record: somebody who takes part asks, and two leaders, neither of whom asks, approve.</summary>
public static class ToRedact
{
    /// <summary>Most texts that one request changes. Our own number: beside the rest of the turn, as many fit one write of the store.</summary>
    public const int MostTexts = 90;

    /// <summary>Most that is left of them, in UTF-16 characters together, inclusive. Our own number: as JSON, where each may take six, it fits one row of the store.</summary>
    public const int MostLeft = 80_000;

    /// <summary>Whether the texts are too many, or too long, to be changed at once.</summary>
    public static bool IsTooMuch(IReadOnlyList<Remains> remains) => remains.Count > MostTexts || IsTooLong(remains);

    /// <summary>Whether what is left is too long to be stored together.</summary>
    public static bool IsTooLong(IReadOnlyList<Remains> remains) => remains.Sum(left => left.Words.Sum(words => words.Length)) > MostLeft;

    internal static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, AskRedaction ask) =>
        !session.Written.ContainsKey(ask.Words.Entry) ? new NotThere()
        : Texts.Unfit(ask.Reason, Redaction.Longest) is { } unfit ? unfit
        : ask.Words.Length > Redaction.Longest ? new TooLong(ask.Words.Length, Redaction.Longest)
        : session.Redactions.Count(asked => asked.Status == RedactionStatus.Asked) >= SessionDecision.MostRemarks ? new TooMany(SessionDecision.MostRemarks)
        : SessionDecision.Events(new RedactionAsked(ask.Words.Entry, ask.Words.Part, ask.Words.Start, ask.Words.Length, ask.Reason));

    internal static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, PersonId leader, ApproveRedaction approve) => session.Redactions.FirstOrDefault(asked => asked.Asked == approve.Asked) switch
    {
        null => new NoSuchSession(),
        { Status: not RedactionStatus.Asked } => new DecidedAlready(),
        var asked when asked.By == leader => new NotOnesOwn(),
        var asked when asked.Said.Any(said => said.By == leader) => SessionDecision.Events(),
        var asked when asked.Said.Length + 1 < Redaction.Approvals => SessionDecision.Events(new RedactionApproved(approve.Asked, approve.Name)),
        _ when approve.AsOf != session.Sequence => new WrittenMeanwhile(),
        _ when approve.Remains.Count == 0 => new NotThere(),
        _ when IsTooMuch(approve.Remains) => new TooMuchToErase(),
        _ => SessionDecision.Events(new RedactionApproved(approve.Asked, approve.Name), new Redacted(approve.Asked, approve.Remains, Content: "", Key: "", approve.Moved)),
    };

    internal static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, PersonId actor, WithdrawRedaction withdraw) => session.Redactions.FirstOrDefault(asked => asked.Asked == withdraw.Asked && asked.By == actor) switch
    {
        null => new NotThere(),
        { Status: RedactionStatus.Withdrawn } => SessionDecision.Events(),
        { Status: not RedactionStatus.Asked } => new DecidedAlready(),
        _ => SessionDecision.Events(new RedactionWithdrawn(withdraw.Asked)),
    };

    internal static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, DeclineRedaction decline) => session.Redactions.FirstOrDefault(asked => asked.Asked == decline.Asked) switch
    {
        null => new NoSuchSession(),
        { Status: not RedactionStatus.Asked } => new DecidedAlready(),
        _ when Texts.Unfit(decline.Reason, Redaction.Longest) is { } unfit => unfit,
        _ => SessionDecision.Events(new RedactionDeclined(decline.Asked, decline.Name, decline.Reason)),
    };
}
