using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>Each way to be told "no" when a session is open: where, who, what, and the answer.</summary>
public class RefusalTests
{
    private static readonly string Long = new('a', SessionDecision.LongestRemark + 1);
    private static readonly string LongPart = new('a', SessionDecision.LongestActionPart + 1);
    private static readonly TooLong LongByOne = new(SessionDecision.LongestRemark + 1, SessionDecision.LongestRemark);
    private static readonly TooLong PartLongByOne = new(SessionDecision.LongestActionPart + 1, SessionDecision.LongestActionPart);
    private static readonly DateOnly Yesterday = Today.AddDays(-1);
    private static readonly int SummaryAt = Summarised().Session.SummaryAt;

    private sealed record Case(string Rule, Func<Scene> At, PersonId Actor, SessionCommand Command, Refusal Refusal);

    private static readonly Case[] Cases =
    [
        new("preparing is over once the walk has begun", Walking, Other, new FinishPreparation(), new BegunAlready()),
        new("a walk begins once", Walking, Lead, new Begin(), new BegunAlready()),
        new("the practitioner does not begin the walk", Preparing, Other, new Begin(), new OnlyTheLeadMay()),
        new("a paused session does not begin", () => Preparing().Do(Other, new Pause()), Lead, new Begin(), new IsPausedNow()),
        new("no step is left before the walk", Preparing, Lead, new MoveOn("information"), new NotBegunYet()),
        new("no option before the walk", Preparing, Lead, new AddOption("options.list", "Wait"), new NotBegunYet()),
        new("no action before the walk", Preparing, Lead, new AgreeAction("plan.actions", WholeAction), new NotBegunYet()),
        new("no comment before the walk", Preparing, Lead, new CommentOn("Good."), new NotBegunYet()),
        new("later steps are not answered before the walk", Preparing, Other, Say("assessment.significant", "Yes."), new NotBegunYet()),

        new("an unknown prompt", Walking, Lead, Say("information.none", "x"), new NotThere()),
        new("an options prompt takes no answer", AtOptions, Lead, Say("options.list", "x"), new NotThere()),
        new("a prompt that asks the supervisor only", AtPlan, Other, Say("plan.rationale", "x"), new NotAskedOfYou()),
        new("a step not reached yet", Walking, Lead, Say("plan.rationale", "x"), new NotAtThisPoint()),
        new("an answer that is too long", Walking, Lead, Say("information.known", new string('a', 4001)), new TooLong(4001, 4000)),
        new("an answer longer than its prompt allows", EveryKind, Lead, Say("facts.text", new string('a', 201)), new TooLong(201, 200)),
        new("none of the choices", EveryKind, Lead, Say("facts.choice", "both"), new NotAChoice()),
        new("two of the choices", EveryKind, Lead, Say("facts.choice", "fact,feeling"), new NotAChoice()),
        new("none of the checklist", EveryKind, Lead, Say("facts.list", "referral,poem"), new NotAChoice()),
        new("twice the same of a checklist", EveryKind, Lead, Say("facts.list", "referral,referral"), new NotAChoice()),
        new("not a day", EveryKind, Lead, Say("facts.born", "4 March 2027"), new NotADay()),
        new("a day that no month has", EveryKind, Lead, Say("facts.born", "2027-02-29"), new NotADay()),
        new("a review in the past", EveryKind, Lead, Say("facts.review", "2027-03-03"), new DayInThePast(Today)),
        new("one bad answer among good ones", EveryKind, Lead, new Answer([new("facts.text", "x"), new("facts.choice", "both")]), new NotAChoice()),
        new("answers while the summary is out", Summarised, Lead, Say("information.known", "x"), new NotAtThisPoint()),
        new("actions while the summary is out", Summarised, Lead, new AgreeAction("plan.actions", WholeAction), new NotAtThisPoint()),

        new("a concern without words", Walking, Other, new RaiseConcern(" "), new NothingWritten()),
        new("a concern that is too long", Walking, Other, new RaiseConcern(Long), LongByOne),
        new("a concern too many", () => Full(Walking(), Other, new RaiseConcern("x")), Other, new RaiseConcern("x"), new TooMany(SessionDecision.MostRemarks)),

        new("the practitioner does not move on", Walking, Other, new MoveOn("information"), new OnlyTheLeadMay()),
        new("a card of another step does not move on", () => Walking().To("assessment"), Lead, new MoveOn("information"), new StepMovedOn()),
        new("after the last step there is nowhere to move", Complete, Lead, new MoveOn("contingency"), new StepMovedOn()),
        new("a paused session does not move on", () => Walking().Do(Lead, new Pause()), Lead, new MoveOn("information"), new IsPausedNow()),
        new("a paused session does not go back", () => Walking().To("plan").Do(Lead, new Pause()), Lead, new GoBack("information"), new IsPausedNow()),
        new("a paused session is not checked", () => Complete().Do(Lead, new GoBack("options"), new Pause()), Lead, new CheckRecord(), new IsPausedNow()),
        new("a paused session gets no summary", () => Complete().Do(Lead, new GoBack("options"), new Pause()), Lead, new PrepareSummary(null), new IsPausedNow()),
        new("the practitioner does not go back", () => Walking().To("plan"), Other, new GoBack("information"), new OnlyTheLeadMay()),
        new("back to an unknown step", Walking, Lead, new GoBack("none"), new NotThere()),
        new("back to a throughout step", Walking, Lead, new GoBack("ethics"), new NotThere()),
        new("back to the step people are on", () => Walking().To("plan"), Lead, new GoBack("plan"), new StepMovedOn()),
        new("back to a later step", Walking, Lead, new GoBack("plan"), new StepMovedOn()),

        new("an option in a prompt of answers", AtOptions, Lead, new AddOption("information.known", "x"), new NotThere()),
        new("an option before its step", Walking, Lead, new AddOption("options.list", "x"), new NotAtThisPoint()),
        new("an option without words", AtOptions, Lead, new AddOption("options.list", ""), new NothingWritten()),
        new("an option that is too long", AtOptions, Lead, new AddOption("options.list", Long), LongByOne),
        new("an option too many", () => Full(Walking().To("options"), Lead, new AddOption("options.list", "x")), Lead, new AddOption("options.list", "x"), new TooMany(SessionDecision.MostOptions)),
        new("test of an unknown option", AtOptions, Lead, new TestOption(3, [], ""), new NotThere()),
        new("an unknown test", AtOptions, Lead, new TestOption(1, [new("cheap", Verdict.Yes)], ""), new NotAChoice()),
        new("a verdict that is none", AtOptions, Lead, new TestOption(1, [new("necessary", (Verdict)7)], ""), new NotAChoice()),
        new("a note that is too long", AtOptions, Lead, new TestOption(1, [], Long), LongByOne),
        new("the practitioner does not choose", AtOptions, Other, new ChooseOption(1, "x"), new OnlyTheLeadMay()),
        new("the practitioner sets nothing aside", AtOptions, Other, new SetOptionAside(1, "x"), new OnlyTheLeadMay()),
        new("a long reason to choose", AtOptions, Lead, new ChooseOption(1, Long), LongByOne),
        new("a long reason to set aside", AtOptions, Lead, new SetOptionAside(1, Long), LongByOne),

        new("an action in a prompt of answers", AtPlan, Lead, new AgreeAction("plan.rationale", WholeAction), new NotThere()),
        new("an action before its step", AtOptions, Lead, new AgreeAction("plan.actions", WholeAction), new NotAtThisPoint()),
        new("an action that does nothing", AtPlan, Lead, new AgreeAction("plan.actions", WholeAction with { What = " " }), new NothingWritten()),
        new("a long what", AtPlan, Lead, new AgreeAction("plan.actions", WholeAction with { What = LongPart }), PartLongByOne),
        new("a long who", AtPlan, Lead, new AgreeAction("plan.actions", WholeAction with { Who = LongPart }), PartLongByOne),
        new("a long measure", AtPlan, Lead, new AgreeAction("plan.actions", WholeAction with { Measure = LongPart }), PartLongByOne),
        new("a long difference", AtPlan, Lead, new AgreeAction("plan.actions", WholeAction with { Difference = LongPart }), PartLongByOne),
        new("an action due yesterday", AtPlan, Lead, new AgreeAction("plan.actions", WholeAction with { ByWhen = Yesterday }), new DayInThePast(Today)),
        new("an action moved to yesterday", AtPlan, Lead, new ChangeAction(1, WholeAction with { ByWhen = Yesterday }), new DayInThePast(Today)),
        new("an action changed into nothing", AtPlan, Lead, new ChangeAction(1, WholeAction with { What = "" }), new NothingWritten()),
        new("an action too many", () => Full(AtPlan().Do(Lead, new RemoveAction(1, "x")), Lead, new AgreeAction("plan.actions", WholeAction)), Lead, new AgreeAction("plan.actions", WholeAction), new TooMany(SessionDecision.MostActions)),
        new("change of an unknown action", AtPlan, Lead, new ChangeAction(2, WholeAction), new NotThere()),
        new("removal of an unknown action", AtPlan, Lead, new RemoveAction(2, "x"), new NotThere()),
        new("removal without why", AtPlan, Lead, new RemoveAction(1, ""), new NothingWritten()),
        new("removal with a long why", AtPlan, Lead, new RemoveAction(1, Long), LongByOne),

        new("the check is for the end", Walking, Lead, new CheckRecord(), new NotAtThisPoint()),
        new("the practitioner does not check", Complete, Other, new CheckRecord(), new OnlyTheLeadMay()),
        new("the summary is for the end", Walking, Lead, new PrepareSummary(null), new NotAtThisPoint()),
        new("the practitioner prepares no summary", Complete, Other, new PrepareSummary(null), new OnlyTheLeadMay()),
        new("the summary is prepared once", Summarised, Lead, new PrepareSummary(null), new NotAtThisPoint()),
        new("a blank reason to go on", () => Walking().ToTheCheck(), Lead, new PrepareSummary("  "), new NothingWritten()),
        new("a long reason to go on", () => Walking().ToTheCheck(), Lead, new PrepareSummary(Long), LongByOne),

        new("a comment before the summary", Complete, Other, new CommentOn("x"), new NotAtThisPoint()),
        new("a comment without words", Summarised, Other, new CommentOn(""), new NothingWritten()),
        new("a comment too many", () => Full(Summarised(), Other, new CommentOn("x")), Other, new CommentOn("x"), new TooMany(SessionDecision.MostRemarks)),
        new("sign-off before the summary", Complete, Lead, new SignOff(0, 0), new NotAtThisPoint()),
        new("sign-off of another summary", Summarised, Lead, new SignOff(1, 1), new SummaryChanged()),
        new("sign-off beside an unseen comment", () => Summarised().Do(Other, new CommentOn("x")), Lead, new SignOff(SummaryAt, SummaryAt), new SaidSince()),
        new("disagreement with another summary", Summarised, Lead, new Disagree(1, 1, "x"), new SummaryChanged()),
        new("disagreement without words", Summarised, Lead, new Disagree(1, 1, " "), new NothingWritten()),
        new("disagreement before the summary", Complete, Lead, new Disagree(0, 0, "x"), new NotAtThisPoint()),

        new("an addendum before the end", Summarised, Lead, new AddAddendum("x"), new NotAtThisPoint()),
        new("an addendum without words", Frozen, Lead, new AddAddendum(""), new NothingWritten()),
        new("an addendum that is too long", Frozen, Lead, new AddAddendum(Long), LongByOne),
        new("an addendum too many", () => Full(Frozen(), Lead, new AddAddendum("x")), Lead, new AddAddendum("x"), new TooMany(SessionDecision.MostRemarks)),
        new("erasing words before the end", Summarised, Lead, new AskRedaction(new(1, 0, 0, 1), "x"), new NotAtThisPoint()),
        new("taking back a request to erase words before the end", Summarised, Lead, new WithdrawRedaction(1), new NotAtThisPoint()),
        new("erasing words of an entry without any", Frozen, Lead, new AskRedaction(new(999, 0, 0, 1), "x"), new NotThere()),
        new("erasing words without why", Frozen, Lead, new AskRedaction(new(1, 0, 0, 1), " "), new NothingWritten()),
        new("erasing words with a long why", Frozen, Lead, new AskRedaction(new(1, 0, 0, 1), LongPart), PartLongByOne),
        new("a request too many", () => Full(Frozen(), Lead, new AskRedaction(new(1, 0, 0, 1), "x")), Lead, new AskRedaction(new(1, 0, 0, 1), "x"), new TooMany(SessionDecision.MostRemarks)),
        new("an addendum to a cancelled session", Ended, Lead, new AddAddendum("x"), new AlreadyCancelled()),
        new("the practitioner does not cancel", Walking, Other, new Cancel("x"), new OnlyTheLeadMay()),
        new("cancel without why", Walking, Lead, new Cancel(" "), new NothingWritten()),
        new("cancel with a long why", Walking, Lead, new Cancel(Long), LongByOne),
    ];

    public static TheoryData<string> Rules => [.. Cases.Select(refused => refused.Rule)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void IsRefused(string rule)
    {
        var refused = Cases.Single(candidate => candidate.Rule == rule);

        Assert.Equal(refused.Refusal, refused.At().Refused(refused.Actor, refused.Command));
    }

    [Fact]
    public void GapsWithoutAReasonAreRefusedByName() =>
        Assert.Contains("childs-voice", Assert.IsType<HasGaps>(Walking().ToTheCheck().Refused(Lead, new PrepareSummary(null))).Missing);

    [Fact]
    public void NobodyClosesTheirPartTwice()
    {
        var scene = Summarised();
        scene.Do(Other, scene.Confirm());

        Assert.Equal(new ClosedAlready(), scene.Refused(Other, scene.Object("After all, no.")));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void AFrozenSessionRefusesAllButAddendaCorrectionsAndRedactions(string command)
    {
        var one = EveryCommand.Of(command);

        Assert.Equal(one is AddAddendum or Correct or AskRedaction ? null : OfRequests(one) ?? new AlreadyFrozen(), Frozen().Decide(Lead, one).Refusal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void ACancelledSessionRefusesAllButRedactions(string command)
    {
        var one = EveryCommand.Of(command);

        Assert.Equal(one is AskRedaction ? null : OfRequests(one) ?? new AlreadyCancelled(), Ended().Decide(Lead, one).Refusal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void AnOutsiderLearnsNothingFromAnyCommand(string command)
    {
        Scene[] scenes = [Preparing(), Walking(), Walking().Do(Lead, new Pause()), Complete(), Summarised(), Frozen(), Ended()];

        Assert.All(scenes, scene => Assert.Equal(new NoSuchSession(), scene.Refused(Outsider, EveryCommand.Of(command))));
    }

    [Fact]
    public void EveryKindOfRefusalIsTestedHere()
    {
        var tested = Cases.Select(refused => refused.Refusal.GetType())
            .Concat([typeof(HasGaps), typeof(ClosedAlready), typeof(AlreadyFrozen), typeof(AlreadyCancelled), typeof(NoSuchSession)])
            .Concat([typeof(NoCaseReference), typeof(WrongPeople)]) // OpeningTests
            .Append(typeof(BroughtAlready)) // BroughtTests
            .Append(typeof(TakenBackSince)) // TakingBackTests
            .Concat([typeof(NotOnesOwn), typeof(DecidedAlready), typeof(WrittenMeanwhile), typeof(TooMuchToErase)]) // RedactionTests
            .ToHashSet();
        var there = typeof(Refusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal)) && type.Namespace == typeof(NoSuchSession).Namespace);

        Assert.Empty(there.Except(tested));
    }

    public static TheoryData<string> Commands => [.. EveryCommand.Names];

    // It is about a request, and there is none.
    private static Refusal? OfRequests(SessionCommand command) => command switch
    {
        ApproveRedaction or DeclineRedaction => new NoSuchSession(),
        WithdrawRedaction => new NotThere(),
        _ => null,
    };

    // As often as the session allows.
    private static Scene Full(Scene scene, PersonId actor, SessionCommand command)
    {
        while (scene.Decide(actor, command).Succeeded(out var events, out _))
        {
            scene.Record(actor, events);
            Assert.True(scene.Trail.Count < 500, $"{command} has no limit");
        }

        return scene;
    }
}
