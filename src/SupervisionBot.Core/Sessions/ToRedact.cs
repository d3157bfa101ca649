using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>The rules of erasing words from a frozen record: somebody who takes part asks, and two leaders, neither of whom asks, approve.</summary>
internal static class ToRedact
{
    /// <summary>Most texts that one request changes: beside the rest of the turn, as many fit one write of the store.</summary>
    public const int MostTexts = 60;

    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, AskRedaction ask) =>
        !session.Written.ContainsKey(ask.Words.Entry) ? new NotThere()
        : Texts.Unfit(ask.Reason, Redaction.Longest) is { } unfit ? unfit
        : session.Redactions.Length >= SessionDecision.MostRemarks ? new TooMany(SessionDecision.MostRemarks)
        : SessionDecision.Events(new RedactionAsked(ask.Words.Entry, ask.Words.Part, ask.Words.Start, ask.Words.Length, ask.Reason));

    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, PersonId leader, ApproveRedaction approve) => session.Redactions.FirstOrDefault(asked => asked.Asked == approve.Asked) switch
    {
        null => new NoSuchSession(),
        { Status: not RedactionStatus.Asked } => new DecidedAlready(),
        var asked when asked.By == leader => new NotOnesOwn(),
        var asked when asked.Said.Any(said => said.By == leader) => SessionDecision.Events(),
        var asked when asked.Said.Length + 1 < Redaction.Approvals => SessionDecision.Events(new RedactionApproved(approve.Asked, approve.Name)),
        _ when approve.AsOf < session.RedactedAt => new ErasedMeanwhile(),
        _ when approve.Remains.Count > MostTexts => new TooMany(MostTexts),
        _ => SessionDecision.Events(new RedactionApproved(approve.Asked, approve.Name), new Redacted(approve.Asked, approve.Remains, Content: "", Key: "")),
    };

    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, DeclineRedaction decline) => session.Redactions.FirstOrDefault(asked => asked.Asked == decline.Asked) switch
    {
        null => new NoSuchSession(),
        { Status: not RedactionStatus.Asked } => new DecidedAlready(),
        _ when Texts.Unfit(decline.Reason, Redaction.Longest) is { } unfit => unfit,
        _ => SessionDecision.Events(new RedactionDeclined(decline.Asked, decline.Name, decline.Reason)),
    };
}
