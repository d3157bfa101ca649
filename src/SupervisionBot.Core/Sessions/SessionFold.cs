using System.Collections.Immutable;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>State from trail. Pure and total: an entry that makes no sense where it stands changes nothing but the sequence.</summary>
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
            : next with { Sequence = entry.Sequence, ChangedAt = entry.At, Joined = next.Joined.Add(entry.By), Operations = next.Operations.Add(entry.Operation) };
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
        WalkBegun => session with { Status = SessionStatus.Walking },
        Answered answered => session with { Responses = WithVersion(session, entry, answered) },
        QuestionBrought brought => session with { Brought = session.Brought.Add(brought) },
        ConcernRaised concern => session with { Concerns = session.Concerns.Add(new(entry.By, entry.At, entry.Sequence, concern.Step, concern.Text)) },
        MovedOn { To: { } to } moved => session with { Step = to, Walked = session.Walked.Add(moved.From) },
        MovedOn moved => session with { Status = SessionStatus.Checking, Step = moved.From, Walked = session.Walked.Add(moved.From) },
        WentBack back => session with { Status = SessionStatus.Walking, Step = back.To, SummaryAt = 0, Positions = [], Comments = session.Comments.AddRange(Disagreements(session)) },
        Paused => session with { IsPaused = true },
        Resumed => session with { IsPaused = false },
        OptionAdded added => session with { Options = session.Options.Add(new(added.Prompt, added.Option, added.Text, entry.By, entry.At)) },
        OptionTested tested => WithOption(session, tested.Option, option => Tested(option, entry, tested)),
        OptionSetAside aside => WithOption(session, aside.Option, option => option with { Standing = Standing.SetAside, Why = new(entry.By, entry.At, entry.Sequence, aside.Why) }),
        OptionChosen chosen => Chosen(session, entry, chosen),
        ActionAgreed agreed => session with
        {
            Actions = session.Actions.Add(new(agreed.Prompt, agreed.Action, agreed.Details, entry.By, entry.At)),
            ActionsEver = Math.Max(session.ActionsEver, agreed.Action),
        },
        ActionChanged changed => session with
        {
            Actions = [.. session.Actions.Select(action => action.Number == changed.Action ? action with { Details = changed.Details, By = entry.By, At = entry.At } : action)],
        },
        ActionRemoved removed => session with { Actions = session.Actions.RemoveAll(action => action.Number == removed.Action) },
        RecordChecked check => session with { Missing = [.. check.Missing], WentOn = null },
        WentOnDespite despite => session with { WentOn = new(entry.By, entry.At, entry.Sequence, despite.Reason) },
        SummaryPrepared => session with { Status = SessionStatus.Summarised, SummaryAt = entry.Sequence, Positions = [] },
        Commented comment => session with { Comments = session.Comments.Add(new(entry.By, entry.At, entry.Sequence, comment.Text)) },
        Disagreed disagreed => WithPosition(session, new(entry.By, entry.At, entry.Sequence, disagreed.Text)),
        SignedOff => WithPosition(session, new(entry.By, entry.At, entry.Sequence, Disagreement: null)),
        SummaryFrozen frozen => session with { Status = SessionStatus.Frozen, Fingerprint = frozen.Fingerprint },
        AddendumAdded addendum => session with { Addenda = session.Addenda.Add(new(entry.By, entry.At, entry.Sequence, addendum.Text)) },
        Cancelled cancelled => session with { Status = SessionStatus.Cancelled, Cancellation = new(entry.By, entry.At, entry.Sequence, cancelled.Reason) },
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
                _ when option.Number == chosen.Option => option with { Standing = Standing.Chosen, Why = new(entry.By, entry.At, entry.Sequence, chosen.Why) },
                { Standing: Standing.Chosen } when option.Prompt == prompt => option with { Standing = Standing.Open, Why = null },
                _ => option,
            })],
        };
    }

    // A summary that is taken back takes nobody's disagreement with it: it stands among the comments of the next one.
    private static IEnumerable<Remark> Disagreements(Session session) =>
        session.Positions.Where(position => position.Disagreement is not null).Select(position => new Remark(position.By, position.At, position.Sequence, position.Disagreement!));

    private static Session WithPosition(Session session, Position position) =>
        session with { Positions = session.Positions.RemoveAll(other => other.By == position.By).Add(position) };
}
