using SupervisionBot.Core.Sessions;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

public class CheckTests
{
    [Fact]
    public void ACompleteRecordHasNoGap() => Assert.Empty(DefensibilityCheck.Run(Complete().Session, Repository.Knowsley));

    [Fact]
    public void AnEmptyRecordHasEveryGapInTheOrderOfTheGuide() =>
        Assert.Equal(
            ["childs-voice", "parents-views", "options-weighed", "option-chosen", "rationale", "actions", "review-date", "contingency", "ethics", "joined", "skipped"],
            DefensibilityCheck.Run(Walking().ToTheCheck().Session, Repository.Knowsley).Select(gap => gap.Check.Id));

    // A complete record, but for one event that is left out or recorded otherwise.
    private static readonly Dictionary<string, Func<SessionEvent, SessionEvent?>> Spoilt = new(StringComparer.Ordinal)
    {
        ["childs-voice"] = said => said is Answered { Prompt: "assessment.childs-voice" } ? null : said,
        ["parents-views"] = said => said is Answered { Prompt: "assessment.parents-views" } ? null : said,
        ["options-weighed"] = said => said is OptionTested { Option: 1 } ? null : said,
        ["options-weighed by some tests"] = said => said is OptionTested { Option: 1 } tested ? tested with { Results = [.. tested.Results.Take(3)] } : said,
        ["chosen-passes fails"] = said => said is OptionTested { Option: 2 } tested ? tested with { Results = [tested.Results[0] with { Verdict = Verdict.No }, .. tested.Results.Skip(1)] } : said,
        ["chosen-passes unsure"] = said => said is OptionTested { Option: 2 } tested ? tested with { Results = [tested.Results[0] with { Verdict = Verdict.Unsure }, .. tested.Results.Skip(1)] } : said,
        ["chosen-passes lacks"] = said => said is OptionTested { Option: 2 } tested ? tested with { Results = [.. tested.Results.Skip(1)] } : said,
        ["difference"] = said => said is ActionAgreed agreed ? agreed with { Details = agreed.Details with { Difference = " " } } : said,
        ["ethics"] = said => said is Answered { Prompt: "ethics.duty" } ? null : said,
        ["option-chosen"] = said => said is OptionChosen ? null : said,
        ["option-chosen without why"] = said => said is OptionChosen chosen ? chosen with { Why = "" } : said,
        ["set-aside"] = said => said is OptionSetAside aside ? aside with { Why = "" } : said,
        ["rationale"] = said => said is Answered { Prompt: "plan.rationale" } ? null : said,
        ["actions"] = said => said is ActionAgreed agreed ? agreed with { Details = agreed.Details with { Who = "" } } : said,
        ["review-date"] = said => said is Answered { Prompt: "plan.review-date" } ? null : said,
        ["contingency"] = said => said is Answered { Prompt: "contingency.plan" } ? null : said,
        ["skipped"] = said => said is Answered { Prompt: "powers.local" } ? null : said,
    };

    [Theory]
    [InlineData("childs-voice", "childs-voice", "assessment", "")]
    [InlineData("parents-views", "parents-views", "assessment", "")]
    [InlineData("options-weighed", "options-weighed", "options", "")]
    [InlineData("options-weighed by some tests", "options-weighed", "options", "Option 1: 3 of 5 tests")]
    [InlineData("chosen-passes fails", "chosen-passes", "options", "Option 2: Is it in proportion to the risk? No.")]
    [InlineData("chosen-passes unsure", "chosen-passes", "options", "Option 2: Is it in proportion to the risk? Not sure.")]
    [InlineData("chosen-passes lacks", "options-weighed chosen-passes", "options", "Option 2: 4 of 5 tests")]
    [InlineData("difference", "difference", "plan", "")]
    [InlineData("ethics", "ethics", "contingency", "")]
    [InlineData("option-chosen", "option-chosen", "options", "")]
    [InlineData("option-chosen without why", "option-chosen", "options", "")]
    [InlineData("set-aside", "set-aside", "options", "Option 1")]
    [InlineData("rationale", "rationale", "plan", "")]
    [InlineData("actions", "actions", "plan", "Action 1")]
    [InlineData("review-date", "review-date", "plan", "")]
    [InlineData("contingency", "contingency skipped", "contingency", "")]
    [InlineData("skipped", "skipped", "powers", "Powers and Policy")]
    public void AGapIsNamedWithTheStepWhereItCanBePutRight(string spoilt, string checks, string step, string detail)
    {
        var trail = Complete().Trail.Select(entry => (entry, Spoilt[spoilt](entry.Event))).Where(pair => pair.Item2 is not null).Select(pair => pair.entry with { Event = pair.Item2! });

        var gaps = DefensibilityCheck.Run(SessionFold.Fold(Id, trail)!, Repository.Knowsley);

        Assert.Equal(checks, string.Join(' ', gaps.Select(gap => gap.Check.Id)));
        Assert.Equal((step, detail), (gaps[0].Step, gaps[0].Detail));
    }

    [Theory]
    [InlineData("", "Ben", "It is seen", false)]
    [InlineData("2027-03-05", " ", "It is seen", false)]
    [InlineData("2027-03-05", "Ben", " ", false)]
    [InlineData("2027-03-05", "Ben", "It is seen", true)]
    public void AnActionNeedsAnOwnerADateAndAMeasure(string day, string who, string measure, bool complete) =>
        Assert.Equal(complete, new ActionDetails("Visit", who, day.Length == 0 ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", null), measure, "").IsComplete);

    [Fact]
    public void OneActionThatSaysItsDifferenceIsEnough()
    {
        var scene = Complete().Do(Lead, new AgreeAction("plan.actions", WholeAction with { Difference = "" }));

        Assert.Empty(DefensibilityCheck.Run(scene.Session, scene.Guide));
    }

    [Fact]
    public void WhoeverNeverOpenedTheSessionIsNamed()
    {
        var gap = DefensibilityCheck.Run(Walking().Session, Repository.Knowsley).Single(found => found.Check.Id == "joined");

        Assert.Equal("Ben", gap.Detail);
    }

    [Fact]
    public void NoActionIsAGapOfItsOwn()
    {
        var scene = Complete().Do(Lead, new RemoveAction(1, "x"));

        Assert.Equal("No action is agreed yet.", DefensibilityCheck.Run(scene.Session, scene.Guide).Single().Detail);
    }

    [Fact]
    public void AGapPutRightIsGoneAtTheNextCheck()
    {
        var scene = Complete().Do(Other, Say("contingency.plan", ""));

        Assert.Contains("contingency", scene.Do(Lead, new CheckRecord()).Session.Missing!.Value);
        Assert.Empty(scene.Do(Other, Say("contingency.plan", "Call.")).Do(Lead, new CheckRecord()).Session.Missing!.Value);
    }

    [Fact]
    public void AnOptionLeftOpenOnceAnotherIsChosenIsPassedOverWithoutWhy()
    {
        var gap = DefensibilityCheck.Run(AtOptions().Do(Lead, new ChooseOption(2, "We must see her.")).Session, Repository.Knowsley).Single(found => found.Check.Id == "set-aside");

        Assert.Equal("Option 1", gap.Detail);
    }

    [Fact]
    public void OnceAllStepsWereWalkedTheRecordIsCheckedFromAnyOfThem()
    {
        var scene = Complete().Do(Lead, new GoBack("options"), new CheckRecord());

        Assert.Equal((SessionStatus.Checking, "contingency"), (scene.Session.Status, scene.Session.Step));
    }
}
