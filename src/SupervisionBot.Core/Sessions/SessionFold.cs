using System.Collections.Immutable;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>State from trail. Pure and total: an entry that makes no sense where it stands changes nothing but the sequence.</summary>
/// <remarks>
/// An entry whose words were erased is there without them: what can be gone is gone, what others refer to stays as taken back. The entry that erased them can't take them out of a state
/// that they are in already: whoever has folded them folds anew, from the beginning.
/// </remarks>
public static class SessionFold
{
    /// <summary>The session after these entries; null when they do not begin with its opening. "As at" a moment is this over the entries up to then.</summary>
    public static Session? Fold(SessionId id, IEnumerable<TrailEntry> trail) =>
        trail.Aggregate((Session?)null, (session, entry) => Apply(id, session, entry));

    /// <summary>The session after one more entry.</summary>
    public static Session? Apply(SessionId id, Session? session, TrailEntry entry)
    {
        var next = (session, entry.Event) switch
        {
            (null, SessionOpened opened) => Open(id, entry, opened),
            (null, _) => null,
            _ => Change(session, entry),
        };
        return next is null
            ? null
            : next with
            {
                Sequence = entry.Sequence,
                ChangedAt = entry.At,
                Joined = next.Find(entry.By) is null ? next.Joined : next.Joined.Add(entry.By),
                Operations = next.Operations.Add(entry.Operation),
                Written = EventWords.AreIn(entry.Event) && entry.Event is not Redacted ? next.Written.SetItem(entry.Sequence, Written.In(entry)) : next.Written,
            };
    }

    private static Session Open(SessionId id, TrailEntry entry, SessionOpened opened) => new()
    {
        Id = id,
        Guide = opened.Guide,
        GuideFingerprint = opened.GuideFingerprint,
        CaseReference = opened.CaseReference,
        OpenedAt = entry.At,
        Participants = [.. opened.Participants],
        Step = opened.FirstStep,
        Status = opened.PrepareFirst ? SessionStatus.Preparing : SessionStatus.Walking,
    };

    private static Session Change(Session session, TrailEntry entry) => entry.Event switch
    {
        PreparationFinished => session with { Prepared = session.Prepared.Add(entry.By) },
        WalkBegun => session with { Status = SessionStatus.Walking, SteppedAt = entry.Sequence },
        Answered answered => session with { Responses = WithVersion(session, entry, answered) },
        QuestionBrought brought => session with { Brought = session.Brought.Add(brought) },
        ConcernRaised { Text: "" } or Commented { Text: "" } or AddendumAdded { Text: "" } or Corrected { Text: "" } or ActionChanged { Details.What: "" } => session,
        ConcernRaised concern => session with { Concerns = session.Concerns.Add(new(entry.By, entry.At, entry.Sequence, concern.Step, concern.Text)) },
        MovedOn { To: { } to } moved => session with { Step = to, SteppedAt = entry.Sequence, Walked = session.Walked.Add(moved.From) },
        MovedOn moved => session with { Status = SessionStatus.Checking, Step = moved.From, SteppedAt = entry.Sequence, Walked = session.Walked.Add(moved.From) },
        WentBack back => session with { Status = SessionStatus.Walking, Step = back.To, SteppedAt = entry.Sequence, LeftBehind = session.LeftBehind.Add(session.Step), SummaryAt = 0, Positions = [], Comments = session.Comments.AddRange(Disagreements(session)) },
        Paused => session with { IsPaused = true },
        Resumed => session with { IsPaused = false },
        OptionAdded added => session with { Options = session.Options.Add(new(added.Prompt, added.Option, added.Text, entry.By, entry.At)) },
        OptionTested tested => WithOption(session, tested.Option, option => Tested(option, entry, tested)),
        OptionSetAside aside => WithOption(session, aside.Option, option => option with { Standing = Standing.SetAside, Why = new(entry.By, entry.At, entry.Sequence, aside.Why) }),
        OptionChosen chosen => Chosen(session, entry, chosen),
        ActionAgreed { Details.What: "" } agreed => session with { ActionsEver = Math.Max(session.ActionsEver, agreed.Action), ActionsTakenBack = session.ActionsTakenBack.SetItem(agreed.Action, agreed.Prompt) },
        ActionAgreed agreed => session with
        {
            Actions = session.Actions.Add(new(agreed.Prompt, agreed.Action, agreed.Details, entry.By, entry.At)),
            ActionsEver = Math.Max(session.ActionsEver, agreed.Action),
        },
        ActionChanged changed when session.ActionsTakenBack.TryGetValue(changed.Action, out var prompt) => session with
        {
            Actions = session.Actions.Add(new(prompt, changed.Action, changed.Details, entry.By, entry.At)),
            ActionsTakenBack = session.ActionsTakenBack.Remove(changed.Action),
        },
        ActionChanged changed => session with
        {
            Actions = [.. session.Actions.Select(action => action.Number == changed.Action ? action with { Details = changed.Details, By = entry.By, At = entry.At } : action)],
        },
        ActionRemoved removed => session with { Actions = session.Actions.RemoveAll(action => action.Number == removed.Action), ActionsTakenBack = session.ActionsTakenBack.Remove(removed.Action) },
        RecordChecked check => session with { Missing = [.. check.Missing], WentOn = null },
        WentOnDespite despite => session with { WentOn = new(entry.By, entry.At, entry.Sequence, despite.Reason) },
        SummaryPrepared => session with { Status = SessionStatus.Summarised, SummaryAt = entry.Sequence, Positions = [] },
        Commented comment => session with { Comments = session.Comments.Add(new(entry.By, entry.At, entry.Sequence, comment.Text)) },
        Disagreed disagreed => WithPosition(session, new(entry.By, entry.At, entry.Sequence, disagreed.Text)),
        SignedOff => WithPosition(session, new(entry.By, entry.At, entry.Sequence, Disagreement: null)),
        ConfirmationsLapsed => session with { Positions = session.Positions.RemoveAll(position => IsBareOfOther(position, entry.By)) },
        AddendumAdded addendum => session with { Addenda = session.Addenda.Add(new(entry.By, entry.At, entry.Sequence, addendum.Text)) },
        Cancelled cancelled => session with { Status = SessionStatus.Cancelled, Cancellation = new(entry.By, entry.At, entry.Sequence, cancelled.Reason) },
        SummaryFrozen frozen => session with { Status = SessionStatus.Frozen, Fingerprint = frozen.Fingerprint, FingerprintKey = frozen.Key },
        SummarySealed { } made when session is { Fingerprint: { } earlier, FingerprintKey: null } => session with { Fingerprint = made.Fingerprint, FingerprintKey = made.Key, EarlierFingerprint = earlier },
        Corrected corrected => session with { Corrections = session.Corrections.Add(new(entry.By, entry.At, corrected.Entry, corrected.Text)) },
        RedactionAsked asked => session with { Redactions = session.Redactions.Add(new(entry.Sequence, entry.By, entry.At, new(asked.Entry, asked.Part, asked.Start, asked.Length), asked.Reason, RedactionStatus.Asked, [])) },
        RedactionApproved approved => WithRedaction(session, approved.Asked, asked => asked with { Said = asked.Said.Add(new(entry.By, approved.Name, entry.At, Reason: "")) }),
        RedactionDeclined declined => WithRedaction(session, declined.Asked, asked => asked with { Status = RedactionStatus.Declined, Said = asked.Said.Add(new(entry.By, declined.Name, entry.At, declined.Reason)) }),
        RedactionWithdrawn withdrawn => WithRedaction(session, withdrawn.Asked, asked => asked with { Status = RedactionStatus.Withdrawn }),
        Redacted redacted => Erased(session, entry, redacted),
        TakenBack back => TakenBackBy(session, entry) with
        {
            Written = session.Written.RemoveRange(back.Entries),
            AnswersTakenBack = session.AnswersTakenBack.SetItems(session.Responses.Where(answer => answer.Value.Any(version => back.Entries.Contains(version.Sequence))).Select(answer => KeyValuePair.Create(answer.Key, entry.Sequence))),
        },
        CaseReferencePutRight right => Changed(session, entry) with { CaseReference = right.Reference, Written = session.Written.RemoveRange(right.Entries) },
        _ => session,
    };

    private static ImmutableDictionary<ResponseKey, ImmutableArray<Response>> WithVersion(Session session, TrailEntry entry, Answered answered)
    {
        var version = new Response(answered.Prompt, entry.By, entry.At, entry.Sequence, answered.Value);
        return session.Responses.SetItem(new(answered.Prompt, entry.By), session.Versions(answered.Prompt, entry.By).Add(version));
    }

    private static Session WithOption(Session session, int number, Func<Option, Option> change) =>
        session with { Options = [.. session.Options.Select(option => option.Number == number ? change(option) : option)] };

    private static Option Tested(Option option, TrailEntry entry, OptionTested tested) => option with
    {
        Verdicts = option.Verdicts.SetItems(tested.Results.Select(result => KeyValuePair.Create(result.Test, result.Verdict))),
        Notes = tested.Note.Length == 0 ? option.Notes : option.Notes.Add(new(entry.By, entry.At, entry.Sequence, tested.Note)),
    };

    private static Session Chosen(Session session, TrailEntry entry, OptionChosen chosen)
    {
        var prompt = session.Options.FirstOrDefault(option => option.Number == chosen.Option)?.Prompt;
        return session with
        {
            Options = [.. session.Options.Select(option => option switch
            {
                { IsTakenBack: true } when option.Number == chosen.Option => option with { Standing = Standing.Open, Notes = chosen.Why.Length == 0 ? option.Notes : option.Notes.Add(new(entry.By, entry.At, entry.Sequence, chosen.Why)) },
                _ when option.Number == chosen.Option => option with { Standing = Standing.Chosen, Why = new(entry.By, entry.At, entry.Sequence, chosen.Why) },
                { Standing: Standing.Chosen } when option.Prompt == prompt => option with { Standing = Standing.Open, Why = null },
                _ => option,
            })],
        };
    }

    // A summary that is taken back takes nobody's disagreement with it: it stands among the comments of the next one.
    private static IEnumerable<Remark> Disagreements(Session session) =>
        session.Positions.Where(position => position.Disagreement is { Length: > 0 }).Select(position => new Remark(position.By, position.At, position.Sequence, position.Disagreement!, IsDisagreement: true));

    private static Session WithRedaction(Session session, int number, Func<Redaction, Redaction> change) =>
        session with { Redactions = [.. session.Redactions.Select(asked => asked.Asked == number ? change(asked) : asked)] };

    // What is left of the texts stands in the entries themselves by the time they are folded. Other requests that pointed into them follow their words, or point at nothing any more.
    private static Session Erased(Session session, TrailEntry entry, Redacted redacted) => session with
    {
        RedactedAt = entry.Sequence,
        RedactedContent = (redacted.Content, redacted.Key),
        Redactions =
        [
            .. session.Redactions.Select(asked => asked switch
            {
                _ when asked.Asked == redacted.Asked => asked with { Status = RedactionStatus.Erased },
                { Status: RedactionStatus.Asked } when redacted.Moved?.FirstOrDefault(moved => moved.Asked == asked.Asked) is { } moved => asked with { Words = moved.Words },
                { Status: RedactionStatus.Asked } when redacted.Remains.Any(left => left.Entry == asked.Words.Entry) => asked with { Status = RedactionStatus.Overtaken },
                _ => asked,
            }),
        ],
    };

    private static Session TakenBackBy(Session session, TrailEntry entry) => Changed(session, entry) with { TookBackAt = session.TookBackAt.SetItem(entry.By, entry.Sequence) };

    // Nobody has confirmed the summary as it is now.
    private static Session Changed(Session session, TrailEntry entry) => session.Status == SessionStatus.Summarised
        ? session with { SummaryAt = entry.Sequence, Positions = [], Comments = session.Comments.AddRange(Disagreements(session)) }
        : session;

    internal static bool IsBareOfOther(Position position, PersonId person) => position.By != person && position.Disagreement is null;

    private static Session WithPosition(Session session, Position position) =>
        session with { Positions = session.Positions.RemoveAll(other => other.By == position.By).Add(position) };
}
