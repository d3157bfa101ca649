using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Rounds.RoundScene;

namespace SupervisionBot.Core.Tests.Rounds;

/// <summary>Each way to be told "no" about a round: where, who, what, and the answer.</summary>
public class RoundRefusalTests
{
    private static readonly string LongReason = new('a', RoundDecision.LongestReason + 1);
    private static readonly string LongText = new('a', ToResponse.LongestText + 1);
    private static readonly RoundPlan Other = OneTeam with { Focus = "What hinders?" };

    private sealed record Case(string Rule, Func<RoundScene> At, PersonId Actor, RoundCommand Command, Refusal Refusal);

    private static readonly Case[] Cases =
    [
        new("only the drafter submits", () => Draft(), Ben, new SubmitPlan(), new OnlyTheDrafterMay()),
        new("a plan is submitted once", () => Awaiting(), Anna, new SubmitPlan(), new SubmittedAlready()),
        new("a plan whose closing is near is not submitted", () => Draft().At(Closes.AddMinutes(-59)), Anna, new SubmitPlan(), new TooLateToOpen()),
        new("nobody approves their own", () => Awaiting(), Anna, new Approve(2), new NotYourOwnToApprove()),
        new("a plan that was changed since is not approved", () => Awaiting().Do(Anna, new ChangePlan(TwoTeams with { Focus = "Else?" }), new SubmitPlan()), Ben, new Approve(2), new PlanChangedSince()),
        new("a plan that was changed since is not sent back", () => Awaiting().Do(Anna, new ChangePlan(TwoTeams with { Focus = "Else?" }), new SubmitPlan()), Ben, new SendBack(2, "x"), new PlanChangedSince()),
        new("a plan whose closing is near is not approved", () => Awaiting().At(Closes.AddMinutes(-59)), Ben, new Approve(2), new TooLateToOpen()),
        new("a draft is not approved", () => Draft(), Ben, new Approve(0), new NotAwaitingApproval()),
        new("a scheduled round is not approved again", () => Approved(), Ben, new Approve(2), new NotAwaitingApproval()),
        new("a scheduled round is not sent back", () => Approved(), Ben, new SendBack(2, "x"), new NotAwaitingApproval()),
        new("sent back without why", () => Awaiting(), Ben, new SendBack(2, " "), new NothingWritten()),
        new("sent back with a long why", () => Awaiting(), Ben, new SendBack(2, LongReason), new TooLong(501, 500)),

        new("an open round keeps its plan", () => Open(), Anna, new ChangePlan(Other), new PlanIsFixed()),
        new("an anonymous round stays anonymous", () => Open(), Anna, new ChangePlan(OneTeam with { Anonymous = false }), new PlanIsFixed()),
        new("even the same plan is no change once it is open", () => Open(), Anna, new ChangePlan(OneTeam), new PlanIsFixed()),
        new("a counted round keeps its plan", () => Counted(), Anna, new ChangePlan(Other), new PlanIsFixed()),
        new("an open round is not submitted", () => Open(), Anna, new SubmitPlan(), new SubmittedAlready()),
        new("an open round is recalled, not discarded", () => Open(), Anna, new Discard(), new RecallInstead()),
        new("a draft is discarded, not recalled", () => Draft(), Anna, new Recall("x"), new DiscardInstead()),
        new("a plan before the leaders is discarded, not recalled", () => Awaiting(), Anna, new Recall("x"), new DiscardInstead()),
        new("recalled without why", () => Open(), Ben, new Recall(""), new NothingWritten()),
        new("recalled with a long why", () => Open(), Ben, new Recall(LongReason), new TooLong(501, 500)),
        new("recalled after the response", Finished, Ben, new Recall("x"), new RoundIsFinished()),

        new("extended before it opens", () => Scheduled(), Anna, new Extend(new(2027, 3, 13, 17, 0, 0)), new RoundIsNotOpen()),
        new("extended once it is closed", () => Closed(), Anna, new Extend(new(2027, 3, 13, 17, 0, 0)), new RoundIsNotOpen()),
        new("extended past its time, before the clock has closed it", () => Open().At(Closes), Anna, new Extend(new(2027, 3, 13, 17, 0, 0)), new RoundIsNotOpen()),
        new("extended to the present closing", () => Open(), Anna, new Extend(OneTeam.ClosesAt), new ClosesNoLater()),
        new("extended to an earlier closing", () => Open(), Anna, new Extend(OneTeam.ClosesAt.AddHours(-1)), new ClosesNoLater()),
        new("extended beyond a quarter", () => Open(), Anna, new Extend(OneTeam.OpensAt.AddDays(92).AddMinutes(1)), new OpenTooLong(92)),
        new("closed before it opens", () => Scheduled(), Anna, new CloseEarly(), new RoundIsNotOpen()),
        new("closed twice", () => Closed(), Anna, new CloseEarly(), new RoundIsNotOpen()),

        new("themes while it is open", () => Open(), Anna, new CreateTheme("Forms", RoundPrompt.Stop), new NotCountedYet()),
        new("themes before it is counted", () => Closed(), Anna, new CreateTheme("Forms", RoundPrompt.Stop), new NotCountedYet()),
        new("a response while it is open", () => Open(), Anna, new Respond(Promise), new NotCountedYet()),
        new("themes after the response", Finished, Anna, new CreateTheme("Forms", RoundPrompt.Stop), new RoundIsFinished()),
        new("a theme without a name", () => Counted(), Anna, new CreateTheme(" ", RoundPrompt.Stop), new NothingWritten()),
        new("a theme with a long name", () => Counted(), Anna, new CreateTheme(new('a', 61), RoundPrompt.Stop), new TooLong(61, 60)),
        new("a theme of no prompt", () => Counted(), Anna, new CreateTheme("Forms", (RoundPrompt)7), new NotThere()),
        new("a theme twice", Themed, Anna, new CreateTheme(" forms ", RoundPrompt.Stop), new ThemeNameTaken()),
        new("a theme too many", () => Counted().Do(Anna, [.. Enumerable.Range(1, 30).Select(n => new CreateTheme($"Theme {n}", RoundPrompt.Stop))]), Anna, new CreateTheme("Forms", RoundPrompt.Stop), new TooMany(30)),
        new("a name that another theme has", Themed, Anna, new RenameTheme(1, "TRAVEL"), new ThemeNameTaken()),
        new("a name for an unknown theme", Themed, Anna, new RenameTheme(9, "x"), new NotThere()),
        new("merging over two prompts", Themed, Anna, new MergeThemes(1, 3), new ThemesDoNotFit()),
        new("merging into itself", Themed, Anna, new MergeThemes(1, 1), new ThemesDoNotFit()),
        new("merging into an unknown theme", Themed, Anna, new MergeThemes(1, 9), new NotThere()),
        new("sorting into an unknown theme", Themed, Anna, new SortEntries(new Dictionary<string, int> { ["e1"] = 1, ["e2"] = 9 }), new NotThere()),
        new("sorting too many at once", Themed, Anna, new SortEntries(Enumerable.Range(1, 501).ToDictionary(n => $"e{n}", _ => 1)), new TooMany(500)),

        new("a response that says nothing", () => Counted(), Anna, new Respond(Promise with { Stop = " " }), new NothingWritten()),
        new("a response that is too long", () => Counted(), Anna, new Respond(Promise with { NotDone = LongText }), new TooLong(1001, 1000)),
        new("a response to an unknown theme", Themed, Anna, new Respond(Promise with { Themes = [1, 9] }), new NotThere()),
        new("a response with too many actions", () => Counted(), Anna, new Respond(Promise with { Actions = [.. Enumerable.Repeat(Promise.Actions[1], 21)] }), new TooMany(20)),
        new("an action that does nothing", () => Counted(), Anna, new Respond(Promise with { Actions = [new(" ", "Ben", null)] }), new NothingWritten()),
        new("an action due yesterday", () => Counted(), Anna, new Respond(Promise with { Actions = [new("x", "Ben", new(2027, 3, 11))] }), new DayInThePast(new(2027, 3, 12))),
        new("an action with a long owner", () => Counted(), Anna, new Respond(Promise with { Actions = [new("x", new('a', 501), null)] }), new TooLong(501, 500)),
        new("a second response", Finished, Anna, new Respond(Promise), new RoundIsFinished()),
        new("an action ticked before the response", () => Counted(), Anna, new TickAction(1, Done: true), new NoResponseYet()),
        new("an unknown action ticked", Finished, Anna, new TickAction(3, Done: true), new NotThere()),

        new("anything about a discarded round", Discarded, Anna, new SubmitPlan(), new RoundIsDiscarded()),
        new("anything about a recalled round", Recalled, Anna, new Extend(new(2027, 3, 13, 17, 0, 0)), new RoundIsRecalled()),
    ];

    public static TheoryData<string> Rules => [.. Cases.Select(refused => refused.Rule)];

    private static readonly (string Rule, RoundPlan Plan, Refusal Refusal)[] Plans =
    [
        ("nothing asked", OneTeam with { Focus = " " }, new NothingWritten()),
        ("a long question", OneTeam with { Focus = new('a', 501) }, new TooLong(501, 500)),
        ("no channel", OneTeam with { Channels = [] }, new NoChannels()),
        ("too many channels", OneTeam with { Channels = [.. Enumerable.Range(1, 101).Select(n => Channel(n, "a"))] }, new TooMany(100)),
        ("the same channel twice", OneTeam with { Channels = [Channel(1, "a"), Channel(2, "a") with { Conversation = "19:1" }] }, new ChannelTwice()),
        ("the same key twice", OneTeam with { Channels = [Channel(1, "a"), Channel(1, "a") with { Conversation = "19:2" }] }, new ChannelTwice()),
        ("opens in the past", OneTeam with { OpensAt = new(2027, 3, 4, 8, 54, 59) }, new OpensInThePast()),
        ("opens in more than a year", OneTeam with { OpensAt = new(2028, 3, 3, 9, 1, 0), ClosesAt = new(2028, 3, 6, 9, 0, 0) }, new OpensTooFarAhead(365)),
        ("open too short", OneTeam with { ClosesAt = OneTeam.OpensAt.AddMinutes(59) }, new OpenTooShort()),
        ("closes before it opens", OneTeam with { ClosesAt = OneTeam.OpensAt.AddDays(-1) }, new OpenTooShort()),
        ("an hour that the spring change takes", OneTeam with { OpensAt = new(2027, 3, 28, 0, 30, 0), ClosesAt = new(2027, 3, 28, 1, 45, 0) }, new OpenTooShort()),
        ("open too long", OneTeam with { ClosesAt = OneTeam.OpensAt.AddDays(92).AddMinutes(1) }, new OpenTooLong(92)),
        ("every 0 weeks", OneTeam with { Repeats = new(0, RecurrenceUnit.Weeks) }, new NotARecurrence()),
        ("every 53 weeks", OneTeam with { Repeats = new(53, RecurrenceUnit.Weeks) }, new NotARecurrence()),
        ("every 13 months", OneTeam with { Repeats = new(13, RecurrenceUnit.Months) }, new NotARecurrence()),
        ("every unknown unit", OneTeam with { Repeats = new(1, (RecurrenceUnit)7) }, new NotARecurrence()),
        ("comes again while it is open", OneTeam with { ClosesAt = OneTeam.OpensAt.AddDays(7).AddMinutes(1), Repeats = new(1, RecurrenceUnit.Weeks) }, new RepeatsTooSoon()),
        ("longer than a February", OneTeam with { ClosesAt = OneTeam.OpensAt.AddDays(29), Repeats = new(1, RecurrenceUnit.Months) }, new RepeatsTooSoon()),
    ];

    public static TheoryData<string> BadPlans => [.. Plans.Select(refused => refused.Rule)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void IsRefused(string rule)
    {
        var refused = Cases.Single(candidate => candidate.Rule == rule);

        Assert.Equal(refused.Refusal, refused.At().Refused(refused.Actor, refused.Command));
    }

    [Theory]
    [MemberData(nameof(BadPlans))]
    public void ThePlanIsRefusedWhenDraftedAndWhenChanged(string rule)
    {
        var (_, plan, expected) = Plans.Single(candidate => candidate.Rule == rule);

        Assert.Equal(expected, RoundDecision.Draft(Anna, Planned, new(plan, "Anna")).Refusal);
        Assert.Equal(expected, Draft().Refused(Anna, new ChangePlan(plan)));
    }

    [Fact]
    public void EveryRefusalOfARoundIsTestedHere()
    {
        // That there is no such round is for the caller to find out.
        var tested = Cases.Select(refused => refused.Refusal).Concat(Plans.Select(refused => refused.Refusal)).Select(refusal => refusal.GetType()).Append(typeof(NoSuchRound));

        Assert.Empty(typeof(NoSuchRound).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal)) && type.Namespace == typeof(NoSuchRound).Namespace).Except(tested));
    }

    [Fact]
    public void OnlyTheClockSendsItsCommandsAndNeverThoseOfALeader()
    {
        Assert.Throws<ArgumentException>(() => Scheduled().Yields(Anna, new OpenNow(new())));
        Assert.Throws<ArgumentException>(() => Draft().Yields(actor: null, new SubmitPlan()));
    }
}
