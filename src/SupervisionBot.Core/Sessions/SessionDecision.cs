using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using static SupervisionBot.Core.Shared.Texts;

namespace SupervisionBot.Core.Sessions;

/// <summary>The rules: what a command yields in a session, or why it is refused. Pure; a refused command has changed nothing.</summary>
public static class SessionDecision
{
    /// <summary>Most options in a session. Our own limit: more can't be weighed in one conversation, and a card must hold them.</summary>
    public const int MostOptions = 12;

    /// <summary>Most actions in force in a session. Our own limit, for the same reason.</summary>
    public const int MostActions = 20;

    /// <summary>Most questions brought into a session. Our own limit: a session is about its guide.</summary>
    public const int MostBrought = 5;

    /// <summary>Most questions brought into one step. Our own limit: its card has to hold them beside the guide's own.</summary>
    public const int MostBroughtInStep = 2;

    /// <summary>Most ethics concerns, comments or addenda in a session, each. Our own limit.</summary>
    public const int MostRemarks = 20;

    /// <summary>Longest option, reason, concern, comment or addendum, in UTF-16 characters, inclusive. Our own limit.</summary>
    public const int LongestRemark = 2000;

    /// <summary>Longest part of an action, in UTF-16 characters, inclusive. Our own limit.</summary>
    public const int LongestActionPart = 500;

    /// <summary>Longest case reference, in UTF-16 characters, inclusive. Our own limit.</summary>
    public const int LongestCaseReference = 40;

    /// <summary>Opens a session.</summary>
    /// <param name="guide">Its guide.</param>
    /// <param name="guideFingerprint">SHA-256 of the guide's file.</param>
    /// <param name="caseReference">The organisation's own case id; may be empty where the guide's record is personal.</param>
    /// <param name="participants">Everybody in it; the one who opens it is the first.</param>
    /// <param name="prepareFirst">Ask the others to prepare before the walk begins.</param>
    public static Outcome<IReadOnlyList<SessionEvent>> Open(Guide guide, string guideFingerprint, string caseReference, IReadOnlyList<Participant> participants, bool prepareFirst)
    {
        var people = participants.Select(participant => participant.Person).Distinct().Count();
        var roles = guide.Roles.Select(role => role.Role).ToHashSet().SetEquals(participants.Select(participant => participant.Role));
        var single = participants.Count(participant => guide.FindRole(participant.Role) is { Leads: true }) == 1;
        return Tidy(caseReference) switch
        {
            _ when people != participants.Count || !roles || !single => new WrongPeople(),
            "" when guide.Record == RecordKind.Case => new NoCaseReference(),
            { Length: > LongestCaseReference } reference => new TooLong(reference.Length, LongestCaseReference),
            var reference => Events(new SessionOpened(guide.Id, guideFingerprint, reference, participants, guide.Walk[0].Id, prepareFirst)),
        };
    }

    /// <summary>Decides one command.</summary>
    /// <param name="session">The session as it is.</param>
    /// <param name="guide">The guide it was opened with, and the questions brought into it since (<see cref="BroughtQuestions.With"/>).</param>
    /// <param name="actor">Who wants it, as Teams signed them in; never taken from a card.</param>
    /// <param name="now">When.</param>
    /// <param name="command">What.</param>
    /// <returns>What to record (nothing where there is nothing new to record), or a refusal.</returns>
    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, Guide guide, PersonId actor, Moment now, SessionCommand command)
    {
        // Leaders decide about a record without being in it; whether somebody leads is the app's to know.
        switch (command)
        {
            case ApproveRedaction approve:
                return ToRedact.Decide(session, actor, approve);
            case DeclineRedaction decline:
                return ToRedact.Decide(session, decline);
        }

        if (session.Find(actor) is not { } participant)
        {
            return new NoSuchSession();
        }

        var leads = guide.FindRole(participant.Role) is { Leads: true };
        return (session.Status, command) switch
        {
            (SessionStatus.Frozen, AddAddendum addendum) => Written(addendum.Text, session.Addenda.Length, MostRemarks, text => new AddendumAdded(text)),
            (SessionStatus.Frozen, Correct correct) => Beside(session, correct),
            (SessionStatus.Frozen or SessionStatus.Cancelled, AskRedaction ask) => ToRedact.Decide(session, ask),
            (SessionStatus.Frozen or SessionStatus.Cancelled, WithdrawRedaction withdraw) => ToRedact.Decide(session, actor, withdraw),
            (SessionStatus.Frozen, _) => new AlreadyFrozen(),
            (SessionStatus.Cancelled, _) => new AlreadyCancelled(),
            (_, AddAddendum or Correct or AskRedaction or WithdrawRedaction) => new NotAtThisPoint(),

            (_, Join) => session.Joined.Contains(actor) ? Events() : Events(new ParticipantJoined()),
            (_, WriteOn card) => card.DrawnAt < session.TookBackAt.GetValueOrDefault(actor) ? new TakenBackSince() : Events(),
            (_, TakeBack back) => ToTakeBack.Decide(session, actor, back),
            (_, PutCaseReferenceRight) when !leads => new OnlyTheLeadMay(),
            (_, PutCaseReferenceRight right) => ToTakeBack.Decide(session, right),
            (_, RaiseConcern concern) => Lapsing(session, actor, Written(concern.Text, session.Concerns.Length, MostRemarks, text => new ConcernRaised(session.Step, text))),
            (SessionStatus.Preparing or SessionStatus.Walking, Pause) => session.IsPaused ? Events() : Events(new Paused()),
            (_, Pause) => new NotAtThisPoint(),
            (_, Resume) => session.IsPaused ? Events(new Resumed()) : Events(),
            (_, Cancel) when !leads => new OnlyTheLeadMay(),
            (_, Cancel cancel) => Written(cancel.Reason, 0, MostRemarks, text => new Cancelled(text)),

            (SessionStatus.Summarised, Answer or AddOption or TestOption or SetOptionAside or ChooseOption or AgreeAction or ChangeAction or RemoveAction or BringQuestion or BringReflection) => new NotAtThisPoint(),
            (_, BringQuestion) when !leads => new OnlyTheLeadMay(),
            (SessionStatus.Checking, BringQuestion or BringReflection) => new NotAtThisPoint(),
            (_, BringQuestion bring) => Bring(session, guide, bring),
            (_, BringReflection reflection) => Bring(session, guide, participant, now, reflection),
            (_, Answer answer) => ToAnswer.Decide(session, guide, participant, now, answer),
            (SessionStatus.Preparing, FinishPreparation) => session.Prepared.Contains(actor) ? Events() : Events(new PreparationFinished()),
            (SessionStatus.Preparing, Begin) when !leads => new OnlyTheLeadMay(),
            (SessionStatus.Preparing, Begin) => session.IsPaused ? new IsPausedNow() : Events(new WalkBegun()),
            (SessionStatus.Preparing, _) => new NotBegunYet(),
            (_, FinishPreparation or Begin) => new BegunAlready(),

            (_, AddOption or TestOption or SetOptionAside or ChooseOption) => ToOptions.Decide(session, guide, participant, leads, command),
            (_, AgreeAction or ChangeAction or RemoveAction) => ToActions.Decide(session, guide, participant, now, command),

            (SessionStatus.Summarised, CommentOn comment) => Lapsing(session, actor, Written(comment.Text, session.Comments.Length, MostRemarks, text => new Commented(text))),
            (SessionStatus.Summarised, SignOff signOff) => Close(session, guide, actor, now, (signOff.SummaryAt, signOff.SeenUpTo), new SignedOff()),
            (SessionStatus.Summarised, Disagree disagree) => Unfit(disagree.Text, LongestRemark) is { } unfit
                ? unfit
                : Close(session, guide, actor, now, (disagree.SummaryAt, disagree.SeenUpTo), new Disagreed(disagree.Text)),
            (_, CommentOn or SignOff or Disagree) => new NotAtThisPoint(),

            (_, MoveOn or GoBack or CheckRecord or PrepareSummary) when !leads => new OnlyTheLeadMay(),
            (_, MoveOn or GoBack or CheckRecord or PrepareSummary) when session.IsPaused => new IsPausedNow(),
            (SessionStatus.Walking, MoveOn moveOn) => Next(session, guide, moveOn),
            (_, MoveOn) => new StepMovedOn(),
            (_, GoBack back) => Back(session, guide, back),
            (SessionStatus.Checking, CheckRecord) => Events(Checked(session, guide)),
            (SessionStatus.Walking, CheckRecord) when HasWalkedAll(session, guide) => Events(new MovedOn(guide.Walk[^1].Id, To: null), Checked(session, guide)),
            (SessionStatus.Checking, PrepareSummary prepare) => Summarise(session, guide, prepare),
            (_, CheckRecord or PrepareSummary) => new NotAtThisPoint(),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "no rule for this command"),
        };
    }

    /// <summary>Every step has been left for a later one, so that the record can be checked from any of them.</summary>
    public static bool HasWalkedAll(Session session, Guide guide) => guide.Walk.All(step => session.Walked.Contains(step.Id));

    internal static Outcome<IReadOnlyList<SessionEvent>> Events(params SessionEvent[] events) => events;

    private static Outcome<IReadOnlyList<SessionEvent>> Written(string text, int already, int most, Func<string, SessionEvent> write) =>
        Unfit(text, LongestRemark) is { } unfit ? unfit
        : already >= most ? new TooMany(most)
        : Events(write(text));

    private static Outcome<IReadOnlyList<SessionEvent>> Beside(Session session, Correct correct) =>
        session.Written.ContainsKey(correct.Entry)
            ? Written(correct.Text, session.Corrections.Length, MostRemarks, text => new Corrected(correct.Entry, text))
            : new NotThere();

    private static Outcome<IReadOnlyList<SessionEvent>> Bring(Session session, Guide guide, BringQuestion bring)
    {
        var there = session.Brought.FirstOrDefault(question => question.Text == bring.Text);
        return bring switch
        {
            _ when bring.Step != session.Step => new StepMovedOn(),
            _ when Unfit(bring.Text, LongestRemark) is { } unfit => unfit,
            _ when there is not null => new BroughtAlready(there.Step),
            _ when session.Brought.Length >= MostBrought => new TooMany(MostBrought),
            _ when session.BroughtInto(bring.Step) >= MostBroughtInStep => new TooMany(MostBroughtInStep),
            _ => Events(new QuestionBrought(bring.Step, BroughtQuestions.NextId(guide, session), bring.Text, bring.From, bring.Source, bring.Document)),
        };
    }

    // A question that stands in the session already is answered there.
    private static Outcome<IReadOnlyList<SessionEvent>> Bring(Session session, Guide guide, Participant participant, Moment now, BringReflection reflection)
    {
        if (session.Brought.FirstOrDefault(question => question.Text == reflection.Question.Text) is { } there)
        {
            return Said(there, guide);
        }

        if (!Bring(session, guide, reflection.Question).Succeeded(out var events, out var refusal))
        {
            return refusal;
        }

        var brought = (QuestionBrought)events[0];
        return Said(brought, guide.With([brought])).Succeeded(out var answers, out refusal) ? Events([brought, .. answers]) : refusal;

        Outcome<IReadOnlyList<SessionEvent>> Said(QuestionBrought question, Guide asked) =>
            ToAnswer.Decide(session, asked, participant, now, new([KeyValuePair.Create(question.Prompt, reflection.Answer)]));
    }

    private static Outcome<IReadOnlyList<SessionEvent>> Next(Session session, Guide guide, MoveOn moveOn)
    {
        if (moveOn.From != session.Step)
        {
            return new StepMovedOn();
        }

        var next = guide.PlaceOf(session.Step) + 1;
        return next < guide.Walk.Count
            ? Events(new MovedOn(session.Step, guide.Walk[next].Id))
            : Events(new MovedOn(session.Step, To: null), Checked(session, guide));
    }

    private static Outcome<IReadOnlyList<SessionEvent>> Back(Session session, Guide guide, GoBack back)
    {
        var (here, there) = (guide.PlaceOf(session.Step), guide.PlaceOf(back.To));
        return there switch
        {
            < 0 => new NotThere(),
            _ when there > here || (there == here && session.Status == SessionStatus.Walking) => new StepMovedOn(),
            _ => Events(new WentBack(back.To)),
        };
    }

    private static RecordChecked Checked(Session session, Guide guide) =>
        new([.. DefensibilityCheck.Run(session, guide).Select(gap => gap.Check.Id)]);

    private static Outcome<IReadOnlyList<SessionEvent>> Summarise(Session session, Guide guide, PrepareSummary prepare)
    {
        if (Summary.Compose(session, guide).Length is > Summary.Longest and var length)
        {
            return new TooLong(length, Summary.Longest);
        }

        var check = Checked(session, guide);
        if (check.Missing.Count == 0)
        {
            return Events(check, new SummaryPrepared());
        }

        return prepare.DespiteGaps switch
        {
            null or "" => new HasGaps(check.Missing),
            var reason when Unfit(reason, LongestRemark) is { } unfit => unfit,
            var reason => Events(check, new WentOnDespite(check.Missing, reason), new SummaryPrepared()),
        };
    }

    // Whoever confirmed before these words has not seen them.
    private static Outcome<IReadOnlyList<SessionEvent>> Lapsing(Session session, PersonId actor, Outcome<IReadOnlyList<SessionEvent>> written) =>
        session.Status == SessionStatus.Summarised && written.Succeeded(out var events, out _) && session.Positions.Any(position => SessionFold.IsBareOfOther(position, actor))
            ? Events([.. events, new ConfirmationsLapsed()])
            : written;

    private static Outcome<IReadOnlyList<SessionEvent>> Close(Session session, Guide guide, PersonId actor, Moment now, (int SummaryAt, int UpTo) seen, SessionEvent position)
    {
        if (seen.SummaryAt != session.SummaryAt)
        {
            return new SummaryChanged();
        }

        if (session.Positions.Any(other => other.By == actor))
        {
            return new ClosedAlready();
        }

        // Nobody signs what they have not seen.
        if (session.SaidSince(seen.UpTo, actor).Any())
        {
            return new SaidSince();
        }

        if (position is Disagreed && session.Positions.Any(other => SessionFold.IsBareOfOther(other, actor)))
        {
            return Events(position, new ConfirmationsLapsed());
        }

        var closed = SessionFold.Apply(session.Id, session, new TrailEntry(session.Sequence + 1, actor, now.At, Operation: "", position))!;
        return closed.Positions.Length < closed.Participants.Length
            ? Events(position)
            : Events(position, new SummaryFrozen(Fingerprint: ""));
    }
}
