using System.Collections.Frozen;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>Which button means which commands. Whatever was typed on the card is saved with any button of it, so that no press loses words.</summary>
internal static class SessionVerbs
{
    /// <summary>The commands behind a verb, given the session they are decided on.</summary>
    public delegate IReadOnlyList<SessionCommand> Reading(CardData data, Session session, PersonId actor);

    public static FrozenDictionary<string, Reading> All { get; } = new Dictionary<string, Reading>(StringComparer.Ordinal)
    {
        ["session.join"] = (_, _, _) => [new Join()],
        ["prepare.done"] = (data, session, actor) => [.. Typed(data, session, actor), new FinishPreparation()],
        ["prepare.begin"] = (data, session, actor) => [.. Typed(data, session, actor), new Begin()],
        ["answer.save"] = Typed,
        ["answer.next"] = Typed,
        ["prompt.save"] = Typed,
        ["ethics.save"] = (data, session, actor) => [.. Typed(data, session, actor), .. If(data.Text("concern"), text => new RaiseConcern(text))],
        ["step.next"] = (data, session, actor) => [.. Typed(data, session, actor), new MoveOn(data.Text("step"))],
        ["step.back"] = (data, session, actor) => [.. Typed(data, session, actor), new GoBack(data.Text("to"))],
        ["session.pause"] = (data, session, actor) => [.. Typed(data, session, actor), new Pause()],
        ["session.resume"] = (data, session, actor) => [.. Typed(data, session, actor), new Resume()],
        ["session.invite"] = Typed,
        ["session.ending"] = Typed,
        ["session.cancel"] = (data, _, _) => [new Cancel(data.Text("reason"))],
        ["option.save"] = (data, _, _) => [Tested(data)],
        ["option.choose"] = (data, _, _) => [Tested(data), new ChooseOption(data.Number("option"), data.Text("why"))],
        ["option.aside"] = (data, _, _) => [Tested(data), new SetOptionAside(data.Number("option"), data.Text("why"))],
        ["action.save"] = (data, _, _) => data.Number("action") is > 0 and var number
            ? [new ChangeAction(number, Details(data))]
            : [new AgreeAction(data.Text("prompt"), Details(data))],
        ["action.remove"] = (data, _, _) => [new RemoveAction(data.Number("action"), data.Text("why"))],
        ["check.fix"] = (data, session, actor) => [.. Comment(data, session, actor), new GoBack(data.Text("to"))],
        ["check.again"] = (data, session, actor) => [.. Typed(data, session, actor), new CheckRecord()],
        ["summary.prepare"] = (data, _, _) => [new PrepareSummary(data.Text("reason"))],
        ["summary.comment"] = (data, _, _) => [new CommentOn(data.Text("remark"))],
        ["summary.sign"] = (data, session, actor) => [.. Comment(data, session, actor), new SignOff(data.Number("summary"), SeenUpTo(data))],
        ["summary.disagree"] = (data, _, _) => [new Disagree(data.Number("summary"), SeenUpTo(data), data.Text("remark"))],
        ["addendum.add"] = (data, _, _) => [new AddAddendum(data.Text("addendum"))],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Up to which entry whoever closes their part has seen what others said. Cards of before say only which entry they were drawn at.</summary>
    public static int SeenUpTo(CardData data) => data.Number("seen") is > 0 and var seen ? seen : data.V;

    /// <summary>What is wrong with what was typed before any session is asked; null where nothing is.</summary>
    public static Refusal? Objection(CardData data) => data.Verb switch
    {
        "option.save" when !Texts.IsBlank(data.Text("why")) => new ReasonWithoutChoice(),
        "option.save" or "option.choose" or "option.aside" when !data.WithPrefix(OptionTests.Prefix).All(test => test.Value.Length == 0 || OptionTests.Read(test.Value) is not null) => new NotAChoice(),
        "action.save" when !Texts.IsBlank(data.Text("why")) => new ReasonWithoutRemoval(),
        "action.save" when data.Text("when").Length > 0 && Days.Read(data.Text("when")) is null => new NotADay(),
        _ => null,
    };

    /// <summary>The answers that differ from what the card was drawn with, and the options typed in. An untouched input of an old card says nothing.</summary>
    public static IReadOnlyList<SessionCommand> Typed(CardData data, Session session, PersonId actor)
    {
        var answers = data.WithPrefix(PromptViews.AnswerPrefix)
            .Where(answer => IsChanged(answer, session, actor, data.V))
            .ToList();
        var options = data.WithPrefix(PromptViews.OptionPrefix).Where(typed =>
            !Texts.IsBlank(typed.Value) && session.Options.All(option => option.Prompt != typed.Key || option.By != actor || option.Text != typed.Value));
        return [.. answers.Count > 0 ? [new Answer(answers)] : Array.Empty<SessionCommand>(), .. options.Select(option => new AddOption(option.Key, option.Value))];
    }

    /// <summary>Whether an input holds something else than what its card was drawn with.</summary>
    public static bool IsChanged(KeyValuePair<string, string> answer, Session session, PersonId actor, int drawnAt) => !Same(answer.Value, session.ValueAt(answer.Key, actor, drawnAt));

    // A text box gives back its text without control characters and with plain line ends.
    private static bool Same(string typed, string drawn) => typed == drawn || Normal(typed) == Normal(drawn);

    private static string Normal(string text) => Cut.Plain(text).ReplaceLineEndings("\n");

    // Words that another button has saved, and that still stood in their box because it was not known, are not said twice.
    private static IEnumerable<SessionCommand> Comment(CardData data, Session session, PersonId actor) =>
        session.Comments.Any(comment => comment.By == actor && comment.Text == data.Text("remark")) ? [] : If(data.Text("remark"), text => new CommentOn(text));

    private static IEnumerable<SessionCommand> If(string text, Func<string, SessionCommand> command) =>
        Texts.IsBlank(text) ? [] : [command(text)];

    private static TestOption Tested(CardData data) => new(
        data.Number("option"),
        [.. data.WithPrefix(OptionTests.Prefix).Where(test => test.Value.Length > 0).Select(test => new TestResult(test.Key, OptionTests.Read(test.Value) ?? Verdict.Unsure))],
        data.Text("note"));

    private static ActionDetails Details(CardData data) => new(
        Texts.Tidy(data.Text("what")),
        Texts.Tidy(data.Text("who")),
        Days.Read(data.Text("when")),
        Texts.Tidy(data.Text("measure")),
        Texts.Tidy(data.Text("difference")));
}
