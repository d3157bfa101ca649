using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>A session with its people: the first has the guide's leading role, each other role has one person. A minute passes with each command.</summary>
internal sealed class Scene
{
    public static readonly PersonId Lead = Person(1);
    public static readonly PersonId Other = Person(2);
    public static readonly PersonId Outsider = Person(99);
    public static readonly SessionId Id = new(new Guid(1000, 0, 0, new byte[8]));
    public static readonly DateOnly Today = new(2027, 3, 4);
    public static readonly ActionDetails WholeAction = new("Visit on Friday", "Ben", new DateOnly(2027, 3, 5), "Visit is written up", "She is seen");

    private DateTimeOffset _now = new(2027, 3, 4, 9, 0, 0, TimeSpan.Zero);

    private readonly Guide _opened;

    private Scene(Guide guide, bool prepareFirst)
    {
        _opened = guide;
        Participant[] people = [.. guide.Roles.OrderByDescending(role => role.Leads).Select((role, place) => new Participant(Person(place + 1), place == 0 ? "Anna" : "Ben", role.Role))];
        Assert.True(SessionDecision.Open(guide, "f00d", "CASE-1", people, prepareFirst).Succeeded(out var events, out _));
        Record(Lead, events);
    }

    /// <summary>The guide with the questions that were brought in.</summary>
    public Guide Guide => _opened.With(Session.Brought);

    public List<TrailEntry> Trail { get; } = [];

    public Session Session { get; private set; } = null!;

    public Moment Now => new(_now, Today);

    public static PersonId Person(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static Answer Say(string prompt, string value) => new([new(prompt, value)]);

    /// <summary>Brings one of the challenge questions into a step.</summary>
    public static BringQuestion Bring(string step, string text = "How do we learn from it?") =>
        new(step, text, "Challenge questions", new SourceReference("challenge", "Supervision", 1), new GuideSource("challenge", "Challenge questions", "A publisher"));

    /// <summary>Brings a reflection into a step.</summary>
    public static BringReflection Reflect(string step, string answer = "I write for the inspector.", string text = "Whom do you write for?") =>
        new(Bring(step, text) with { From = "a reflection" }, answer);

    public static Scene Of(Guide guide) => new(guide, prepareFirst: false);

    public static Scene Walking() => Of(Repository.Knowsley);

    public static Scene Preparing() => new(Repository.Knowsley, prepareFirst: true);

    public static Scene LeaderAlone() => Of(Repository.Challenge);

    public static Scene EveryKind() => Of(Repository.EveryKind);

    public static Scene AtOptions() => Walking().To("options").Do(Lead, new AddOption("options.list", "Wait"), new AddOption("options.list", "Visit"));

    public static Scene AtPlan() => AtOptions().To("plan").Do(Lead, new AgreeAction("plan.actions", WholeAction));

    /// <summary>Past the last step, nothing missing.</summary>
    public static Scene Complete() => Walking()
        .Do(Lead, Say("information.known", "Seen at home."), Say("ethics.duty", "Her safety comes first."))
        .To("assessment").Do(Other, Say("assessment.childs-voice", "She wants to stay."), Say("assessment.parents-views", "Mum agrees."))
        .To("powers").Do(Lead, Say("powers.local", "Neglect strategy."))
        .To("options").Do(Lead, new AddOption("options.list", "Wait"), new AddOption("options.list", "Visit"))
        .Do(Other, Tested(1, Verdict.No), Tested(2, Verdict.Yes) with { Note = "Soon." })
        .Do(Lead, new SetOptionAside(1, "Too slow."), new ChooseOption(2, "We must see her."))
        .To("plan").Do(Lead, Say("plan.rationale", "Nobody has seen her for a week."), Say("plan.review-date", "2027-03-18"), new AgreeAction("plan.actions", WholeAction))
        .To("contingency").Do(Other, Say("contingency.plan", "Call the duty team."))
        .ToTheCheck();

    public static Scene Summarised() => Complete().Do(Lead, new PrepareSummary(null));

    public static Scene Frozen()
    {
        var scene = Summarised();
        return scene.Do(Lead, scene.Confirm()).Do(Other, scene.Confirm());
    }

    public static Scene Ended() => Walking().Do(Lead, new Cancel("Opened by mistake."));

    /// <summary>An option put to all five tests with the same result.</summary>
    public static TestOption Tested(int option, Verdict verdict) =>
        new(option, [.. Repository.Knowsley.FindPrompt("options.list")!.Tests.Select(test => new TestResult(test.Id, verdict))], "");

    /// <summary>Confirms the summary as it is now.</summary>
    public SignOff Confirm() => new(Session.SummaryAt, Session.Sequence);

    /// <summary>Disagrees with the summary as it is now.</summary>
    public Disagree Object(string text) => new(Session.SummaryAt, Session.Sequence, text);

    public Scene Do(PersonId actor, params SessionCommand[] commands)
    {
        foreach (var command in commands)
        {
            Assert.True(Decide(actor, command).Succeeded(out var events, out var refusal), $"{command} was refused: {refusal}");
            Record(actor, events);
        }

        return this;
    }

    public Scene To(string step)
    {
        while (Session.Step != step)
        {
            Do(Lead, new MoveOn(Session.Step));
        }

        return this;
    }

    public Scene ToTheCheck()
    {
        while (Session.Status == SessionStatus.Walking)
        {
            Do(Lead, new MoveOn(Session.Step));
        }

        return this;
    }

    // As the store does it.
    private void Erase(IReadOnlyList<int> entries)
    {
        foreach (var sequence in entries)
        {
            Trail[sequence - 1] = Trail[sequence - 1] with { Event = EventWords.Without(Trail[sequence - 1].Event) };
        }

        Session = SessionFold.Fold(Id, Trail)!;
    }

    public Outcome<IReadOnlyList<SessionEvent>> Decide(PersonId actor, SessionCommand command) =>
        SessionDecision.Decide(Session, Guide, actor, Now, command);

    public IReadOnlyList<SessionEvent> Yields(PersonId actor, SessionCommand command)
    {
        Assert.True(Decide(actor, command).Succeeded(out var events, out var refusal), $"{command} was refused: {refusal}");
        return events;
    }

    public void RecordsNothing(PersonId actor, SessionCommand command) => Assert.Empty(Yields(actor, command));

    public Refusal Refused(PersonId actor, SessionCommand command)
    {
        Assert.False(Decide(actor, command).Succeeded(out _, out var refusal), $"{command} was not refused");
        return refusal!;
    }

    public void Record(PersonId actor, IReadOnlyList<SessionEvent> events)
    {
        foreach (var @event in events)
        {
            // What the app puts in is made under its key; here the plain fingerprint says as much.
            var said = @event is SummaryFrozen ? new SummaryFrozen(Summary.Compose(Session, Guide).Fingerprint()) : @event;
            Trail.Add(new(Trail.Count + 1, actor, _now, $"op-{Trail.Count}", said));
            Session = SessionFold.Apply(Id, Session, Trail[^1])!;
            if (EventWords.ErasedBy(said) is { Count: > 0 } gone)
            {
                Erase(gone);
            }
        }

        _now = _now.AddMinutes(1);
    }
}
