using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Sessions.Scene;
using TestResult = SupervisionBot.Core.Sessions.TestResult;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>A wish of somebody, for whatever the session is when its turn comes.</summary>
public sealed record Wish(PersonId Actor, string What, Func<Session, SessionCommand> Command)
{
    public override string ToString() => $"{Actor} {What}";
}

/// <summary>Random people, texts, ids, events and commands.</summary>
internal static class Any
{
    public static readonly Gen<PersonId> Actor = Gen.Frequency((6, Gen.Constant(Lead)), (4, Gen.Constant(Other)), (1, Gen.Constant(Outsider)));

    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("", " ", "Seen at home.", " Space around. \n", "Zoë 👩‍👧 שלום مرحبا", "${x}", "[a](http://b)", "<at>Ben</at>", "\u0000\r\n\t\"\\", "2027-03-18", "2027-02-30", new string('a', 2001), new string('b', 4001)),
        Gen.Choose(0, 1_000_000).Select(number => $"Words {number}"));

    public static readonly Gen<string> Id = Gen.Elements(
        [.. Repository.Knowsley.Steps.Select(step => step.Id), .. Repository.Knowsley.Steps.SelectMany(step => step.Prompts).Select(prompt => prompt.Id), "brought.1", "brought.2", "", "none"]);

    private static readonly Gen<int> Number = Gen.Choose(-1, 4);

    private static readonly Gen<string> Question = Gen.Elements(["brought.1", "brought.2", .. Repository.Knowsley.Steps.SelectMany(step => step.Prompts).Where(prompt => prompt.TakesAnswers).Select(prompt => prompt.Id)]);

    private static readonly Gen<IReadOnlyList<TestResult>> Results = List(
        from test in Gen.Elements("proportionate", "necessary", "none")
        from verdict in Gen.Elements(Verdict.Yes, Verdict.No, Verdict.Unsure, (Verdict)9)
        select new TestResult(test, verdict));

    private static readonly Gen<ActionDetails> Details =
        from what in Text
        from who in Text
        from day in Gen.Choose(-3, 9)
        select new ActionDetails(what, who, day == 9 ? null : Today.AddDays(day), who, what);

    private static readonly Gen<Participant> Participant =
        from person in Actor
        from name in Text
        from role in Gen.Choose(0, 6)
        select new Participant(person, name, (Role)role);

    /// <summary>A generator for each kind of event.</summary>
    public static readonly Gen<SessionEvent>[] Events =
    [
        from id in Id from people in List(Participant) from first in Id select (SessionEvent)new SessionOpened(id, "f00d", "CASE-1", people, first, people.Count > 2),
        Gen.Constant<SessionEvent>(new ParticipantJoined()),
        Gen.Constant<SessionEvent>(new PreparationFinished()),
        Gen.Constant<SessionEvent>(new WalkBegun()),
        from id in Id from text in Text select (SessionEvent)new Answered(id, text),
        from id in Id from text in Text select (SessionEvent)new ConcernRaised(id, text),
        from id in Id from to in Gen.OneOf<string?>(Id!, Gen.Constant<string?>(null)) select (SessionEvent)new MovedOn(id, to),
        Id.Select(id => (SessionEvent)new WentBack(id)),
        Gen.Constant<SessionEvent>(new Paused()),
        Gen.Constant<SessionEvent>(new Resumed()),
        from id in Id from number in Number from text in Text select (SessionEvent)new OptionAdded(id, number, text),
        from number in Number from results in Results from text in Text select (SessionEvent)new OptionTested(number, results, text),
        from number in Number from text in Text select (SessionEvent)new OptionSetAside(number, text),
        from number in Number from text in Text select (SessionEvent)new OptionChosen(number, text),
        from id in Id from number in Number from details in Details select (SessionEvent)new ActionAgreed(id, number, details),
        from number in Number from details in Details select (SessionEvent)new ActionChanged(number, details),
        from number in Number from text in Text select (SessionEvent)new ActionRemoved(number, text),
        List(Id).Select(ids => (SessionEvent)new RecordChecked(ids)),
        from ids in List(Id) from text in Text select (SessionEvent)new WentOnDespite(ids, text),
        Gen.Constant<SessionEvent>(new SummaryPrepared()),
        Text.Select(text => (SessionEvent)new Commented(text)),
        Text.Select(text => (SessionEvent)new Disagreed(text)),
        Gen.Constant<SessionEvent>(new SignedOff()),
        Text.Select(text => (SessionEvent)new SummaryFrozen(text)),
        Text.Select(text => (SessionEvent)new AddendumAdded(text)),
        Text.Select(text => (SessionEvent)new Cancelled(text)),
        from step in Id from prompt in Id from text in Text from known in Gen.Elements(true, false) select (SessionEvent)new QuestionBrought(step, prompt, text, text, new(text, text), known ? null : new(text, text, text)),
        List(Number).Select(numbers => (SessionEvent)new TakenBack(numbers)),
        from text in Text from numbers in List(Number) select (SessionEvent)new CaseReferencePutRight(text, numbers),
        from number in Number from text in Text select (SessionEvent)new Corrected(number, text),
        Text.Select(text => (SessionEvent)new SummarySealed(text, text)),
        from number in Number from text in Text select (SessionEvent)new RedactionAsked(number, number, number, number, text),
        from number in Number from text in Text select (SessionEvent)new RedactionApproved(number, text),
        from number in Number from text in Text select (SessionEvent)new RedactionDeclined(number, text, text),
        Number.Select(number => (SessionEvent)new RedactionWithdrawn(number)),
        Gen.Constant((SessionEvent)new ConfirmationsLapsed()),
        from number in Number from text in Text select (SessionEvent)new Redacted(number, [new(number, [text])], text, text, [new(number, new(number, 0, 0, 1))]),
    ];

    /// <summary>A generator for each kind of command, wild or fitting the session.</summary>
    private static readonly Gen<Func<Session, SessionCommand>>[] Commands =
    [
        Wild(Gen.Elements<SessionCommand>(new Join(), new FinishPreparation(), new Begin(), new Pause(), new Resume(), new CheckRecord())),
        Wild(from answers in List(from id in Gen.OneOf(Id, Question) from text in Text select KeyValuePair.Create(id, text)) select (SessionCommand)new Answer(answers)),
        Wild(from id in Question from text in Text select (SessionCommand)Say(id, text)),
        Wild(Text.Select(text => (SessionCommand)new RaiseConcern(text))),
        Wild(Id.Select(id => (SessionCommand)new MoveOn(id))),
        Gen.Constant<Func<Session, SessionCommand>>(session => new MoveOn(session.Step)),
        Wild(Id.Select(id => (SessionCommand)new GoBack(id))),
        Wild(from id in Gen.Elements("options.list", "none") from text in Text select (SessionCommand)new AddOption(id, text)),
        Wild(from number in Number from results in Results from text in Text select (SessionCommand)new TestOption(number, results, text)),
        Wild(from number in Number from text in Text select (SessionCommand)new SetOptionAside(number, text)),
        Wild(from number in Number from text in Text select (SessionCommand)new ChooseOption(number, text)),
        Wild(from id in Gen.Elements("plan.actions", "none") from details in Details select (SessionCommand)new AgreeAction(id, details)),
        Wild(from number in Number from details in Details select (SessionCommand)new ChangeAction(number, details)),
        Wild(from number in Number from text in Text select (SessionCommand)new RemoveAction(number, text)),
        Wild(Text.Select(text => (SessionCommand)new PrepareSummary(text))),
        Wild(Text.Select(text => (SessionCommand)new CommentOn(text))),
        from text in Text from off in Gen.Elements(0, 0, 1) select new Func<Session, SessionCommand>(session => new Disagree(session.SummaryAt - off, session.Sequence - off, text)),
        from off in Gen.Elements(0, 0, 1) select new Func<Session, SessionCommand>(session => new SignOff(session.SummaryAt - off, session.Sequence - off)),
        Wild(Text.Select(text => (SessionCommand)new AddAddendum(text))),
        Wild(from number in Number from text in Text select (SessionCommand)new AskRedaction(new(number, 0, 0, 1), text)),
        from text in Text from off in Gen.Elements(0, 0, 1) select new Func<Session, SessionCommand>(session => new ApproveRedaction(Asked(session), text, session.Sequence - off, [new(1, ["x"])], [])),
        Gen.Constant(new Func<Session, SessionCommand>(session => new WithdrawRedaction(Asked(session)))),
        Text.Select(text => new Func<Session, SessionCommand>(session => new DeclineRedaction(Asked(session), text, text))),
        Wild(from id in Id from text in Text select (SessionCommand)Bring(id, text)),
        Text.Select(text => new Func<Session, SessionCommand>(session => Bring(session.Step, text))),
        Text.Select(text => new Func<Session, SessionCommand>(session => Reflect(session.Step, text))),
        Gen.Frequency((1, Wild(Text.Select(text => (SessionCommand)new Cancel(text)))), (4, Wild(Gen.Constant<SessionCommand>(new Join())))),
    ];

    public static readonly Gen<IReadOnlyList<TrailEntry>> Trail = List(
        from sequence in Gen.Choose(-3, 50)
        from who in Actor
        from operation in Text
        from said in Gen.OneOf(Events)
        select new TrailEntry(sequence, who, new DateTimeOffset(2027, 3, 4, 9, 0, 0, TimeSpan.Zero).AddMinutes(sequence), operation, said));

    /// <summary>A session on its way: from one of the places a session can be, a number of wishes.</summary>
    public static readonly Gen<(int Start, IReadOnlyList<Wish> Wishes)> Way =
        from start in Gen.Choose(0, Starts.Length - 1)
        from wishes in List(from actor in Actor from what in Gen.Choose(0, Commands.Length - 1) from command in Commands[what] select new Wish(actor, $"wish {what}", command))
        select (start, wishes);

    public static Func<Scene>[] Starts => [Preparing, Walking, AtOptions, AtPlan, Complete, Summarised, Frozen, Ended, () => Walking().Do(Lead, Bring("information"), Bring("information", "And who else?")), () => AtPlan().Do(Lead, new Pause())];

    private static int Asked(Session session) => session.Redactions.IsEmpty ? 0 : session.Redactions[^1].Asked;

    private static Gen<IReadOnlyList<T>> List<T>(Gen<T> one) => one.ListOf().Select(list => (IReadOnlyList<T>)[.. list]);

    private static Gen<Func<Session, SessionCommand>> Wild(Gen<SessionCommand> command) => command.Select(one => new Func<Session, SessionCommand>(_ => one));
}
