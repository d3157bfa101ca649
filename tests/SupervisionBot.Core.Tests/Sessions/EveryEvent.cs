using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>One of each event.</summary>
internal static class EveryEvent
{
    public static readonly SessionEvent[] Examples =
    [
        new SessionOpened("knowsley-decision-walk", "f00d", "CASE-1", [new(Lead, "Anna", Role.Supervisor), new(Other, "Ben", Role.Supervisee)], "information", PrepareFirst: true),
        new ParticipantJoined(),
        new PreparationFinished(),
        new WalkBegun(),
        new Answered("information.known", "Seen at home."),
        new ConcernRaised("powers", "Too harsh."),
        new MovedOn("information", "assessment"),
        new MovedOn("contingency", To: null),
        new WentBack("information"),
        new Paused(),
        new Resumed(),
        new OptionAdded("options.list", 1, "Wait"),
        new OptionTested(1, [new("necessary", Verdict.Yes), new("ethical", Verdict.No), new("legitimate", Verdict.Unsure)], "Soon."),
        new OptionSetAside(1, "Too slow."),
        new OptionChosen(2, "We must see her."),
        new ActionAgreed("plan.actions", 1, WholeAction),
        new ActionChanged(1, WholeAction with { ByWhen = null }),
        new ActionRemoved(1, "Done already."),
        new RecordChecked(["rationale", "actions"]),
        new WentOnDespite(["rationale"], "No time."),
        new SummaryPrepared(),
        new Commented("Two dates are wrong."),
        new Disagreed("I said no."),
        new SignedOff(),
        new SummaryFrozen("c0ffee"),
        new SummaryFrozen("c0ffee", "cafe"),
        new AddendumAdded("She was seen."),
        new Cancelled("Opened by mistake."),
        new QuestionBrought("information", "brought.1", "Who learns from it?", "Challenge questions", new("challenge", "Supervision", 5), new("challenge", "Challenge questions", "A publisher", "June 2022")),
        new QuestionBrought("plan", "brought.2", "Whose plan is it?", "Knowsley decision walk", new("knowsley", "Plan"), Document: null),
        new QuestionBrought("plan", "brought.3", "Who hears of it?", "Challenge questions", new("challenge", "Supervision"), new("challenge", "Challenge questions", "A publisher", Authors: "An author")),
        new TakenBack([5, 9]),
        new CaseReferencePutRight("CASE-2", [1]),
        new Corrected(5, "Seen at school."),
        new SummarySealed("c0ffee", "cafe"),
        new RedactionAsked(5, 0, 4, 5, "It names another child."),
        new RedactionApproved(31, "Ada"),
        new RedactionDeclined(31, "Ada", "The court has it."),
        new Redacted(31, [new(5, ["She was with [erased]."]), new(9, ["Visit [erased]", "Ben", "2027-03-05", "", "She is seen"])], "c0ffee", "cafe"),
        new Redacted(31, [new(5, ["She was with [erased]."])], "c0ffee", "cafe", [new(32, new(5, 0, 18, 3))]),
        new RedactionWithdrawn(31),
        new ConfirmationsLapsed(),
    ];
}
