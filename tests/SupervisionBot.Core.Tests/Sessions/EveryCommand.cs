using SupervisionBot.Core.Sessions;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>One of each command, by the name of its type.</summary>
public class EveryCommand
{
    private static readonly Dictionary<string, SessionCommand> Examples = new SessionCommand[]
    {
        new Join(), new FinishPreparation(), new Begin(), Say("information.known", "x"), new RaiseConcern("x"), new MoveOn("information"), new GoBack("information"),
        new Pause(), new Resume(), new AddOption("options.list", "x"), new TestOption(1, [], "x"), new SetOptionAside(1, "x"), new ChooseOption(1, "x"),
        new AgreeAction("plan.actions", WholeAction), new ChangeAction(1, WholeAction), new RemoveAction(1, "x"), new CheckRecord(), new PrepareSummary("x"),
        new CommentOn("x"), new Disagree(1, 1, "x"), new SignOff(1, 1), new AddAddendum("x"), new Cancel("x"),
        Bring("information"), Reflect("information"),
        new TakeBack(1), new WriteOn(1), new PutCaseReferenceRight("CASE-2"), new Correct(1, "x"),
        new AskRedaction(new(1, 0, 0, 1), "x"), new ApproveRedaction(1, "Ada", 1, [], []), new WithdrawRedaction(1), new DeclineRedaction(1, "Ada", "x"),
    }.ToDictionary(command => command.GetType().Name, StringComparer.Ordinal);

    internal static IEnumerable<string> Names => Examples.Keys;

    internal static SessionCommand Of(string name) => Examples[name];

    [Fact]
    public void IsHere() =>
        Assert.Empty(typeof(SessionCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SessionCommand))).Select(type => type.Name).Except(Names));
}
