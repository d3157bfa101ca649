using SupervisionBot.Core.Sessions;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>Who may do what, where the session stands so that it can be done.</summary>
public class RolesTests
{
    private static readonly Dictionary<string, (Func<Scene> At, Func<Session, SessionCommand> Command)> Deeds = new(StringComparer.Ordinal)
    {
        ["join"] = (Walking, _ => new Join()),
        ["finish preparation"] = (Preparing, _ => new FinishPreparation()),
        ["begin"] = (Preparing, _ => new Begin()),
        ["answer"] = (Walking, _ => Say("information.known", "x")),
        ["write the rationale"] = (AtPlan, _ => Say("plan.rationale", "x")),
        ["set the review date"] = (AtPlan, _ => Say("plan.review-date", "2027-03-18")),
        ["raise a concern"] = (Walking, _ => new RaiseConcern("x")),
        ["move on"] = (Walking, session => new MoveOn(session.Step)),
        ["go back"] = (AtPlan, _ => new GoBack("information")),
        ["pause"] = (Walking, _ => new Pause()),
        ["resume"] = (() => Walking().Do(Lead, new Pause()), _ => new Resume()),
        ["add an option"] = (AtOptions, _ => new AddOption("options.list", "x")),
        ["test an option"] = (AtOptions, _ => new TestOption(1, [], "x")),
        ["set an option aside"] = (AtOptions, _ => new SetOptionAside(1, "x")),
        ["choose an option"] = (AtOptions, _ => new ChooseOption(1, "x")),
        ["agree an action"] = (AtPlan, _ => new AgreeAction("plan.actions", WholeAction)),
        ["change an action"] = (AtPlan, _ => new ChangeAction(1, WholeAction with { Who = "x" })),
        ["remove an action"] = (AtPlan, _ => new RemoveAction(1, "x")),
        ["check"] = (Complete, _ => new CheckRecord()),
        ["prepare the summary"] = (Complete, _ => new PrepareSummary(null)),
        ["comment"] = (Summarised, _ => new CommentOn("x")),
        ["disagree"] = (Summarised, session => new Disagree(session.SummaryAt, session.Sequence, "x")),
        ["sign off"] = (Summarised, session => new SignOff(session.SummaryAt, session.Sequence)),
        ["add an addendum"] = (Frozen, _ => new AddAddendum("x")),
        ["cancel"] = (Walking, _ => new Cancel("x")),
    };

    [Theory]
    [InlineData("join", true)]
    [InlineData("finish preparation", true)]
    [InlineData("begin", false)]
    [InlineData("answer", true)]
    [InlineData("write the rationale", false)]
    [InlineData("set the review date", false)]
    [InlineData("raise a concern", true)]
    [InlineData("move on", false)]
    [InlineData("go back", false)]
    [InlineData("pause", true)]
    [InlineData("resume", true)]
    [InlineData("add an option", true)]
    [InlineData("test an option", true)]
    [InlineData("set an option aside", false)]
    [InlineData("choose an option", false)]
    [InlineData("agree an action", true)]
    [InlineData("change an action", true)]
    [InlineData("remove an action", true)]
    [InlineData("check", false)]
    [InlineData("prepare the summary", false)]
    [InlineData("comment", true)]
    [InlineData("disagree", true)]
    [InlineData("sign off", true)]
    [InlineData("add an addendum", true)]
    [InlineData("cancel", false)]
    public void TheSupervisorMayAndThePractitioner(string deed, bool practitionerToo)
    {
        var (at, command) = Deeds[deed];
        var scene = at();

        Assert.Null(scene.Decide(Lead, command(scene.Session)).Refusal);
        var refusal = scene.Decide(Other, command(scene.Session)).Refusal;
        Assert.True(practitionerToo ? refusal is null : refusal is OnlyTheLeadMay or NotAskedOfYou, $"{refusal}");
    }
}
