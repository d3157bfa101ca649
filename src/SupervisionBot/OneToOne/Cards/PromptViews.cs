using System.Globalization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Hosting;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>How prompts and what was said to them look on a card.</summary>
internal static class PromptViews
{
    /// <summary>Input ids begin with this; the rest is the prompt's id.</summary>
    public const string AnswerPrefix = "answer.";

    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Options that are compared in columns. Our own number: a fifth has no room on a phone.</summary>
    private const int MostColumns = 4;

    /// <summary>What stands in the place of words that their writer took back.</summary>
    public const string TakenBack = "(taken back)";

    /// <summary>Ids of inputs that add an option begin with this; the rest is the prompt's id.</summary>
    public const string OptionPrefix = "option.";

    /// <summary>A prompt as one participant sees it.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="number">Its place on the card, from 1.</param>
    /// <param name="session">The session.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="drafts">What the viewer had typed when their save was refused, by prompt id; it is put back into the inputs.</param>
    /// <param name="option">The option the viewer had typed in, in the same case.</param>
    /// <param name="wholeText">Show texts whole, as a dialog does.</param>
    /// <param name="brought">How many questions were brought into the step whose card it is on.</param>
    /// <param name="showsOthers">Whether what others answered stands with it.</param>
    /// <param name="isFolded">Whether only its line is shown at first.</param>
    /// <param name="canWriteMore">Whether it has a button to the dialog: one question at a time does, so that a card has no more buttons than Teams allows.</param>
    public static PromptView Of(
        Prompt prompt, int number, Session session, Participant viewer, IReadOnlyDictionary<string, string> drafts, string option = "", bool wholeText = false, int brought = 0, bool showsOthers = true, bool isFolded = false, bool canWriteMore = true)
    {
        var asked = prompt.Ask.Contains(viewer.Role);
        var own = session.Answer(prompt.Id, viewer.Person);
        var value = drafts.GetValueOrDefault(prompt.Id) ?? own?.Value ?? "";
        var inline = wholeText || Cut.OnWire(value) <= Cut.Beside(brought, isFolded ? Cut.InlineFolded : Cut.Inline);
        var edits = asked && prompt.TakesAnswers && (inline || prompt.Kind != PromptKind.Text);
        var asksList = prompt.Kind is PromptKind.Options or PromptKind.Actions;
        var others = session.Answers(prompt.Id).Where(answer => answer.By == viewer.Person ? !edits : showsOthers);
        var canOpen = canWriteMore && asked && prompt.Kind == PromptKind.Text && !wholeText;
        var versions = session.Versions(prompt.Id, viewer.Person).Length;
        return new(
            AnswerPrefix + prompt.Id,
            prompt.Id,
            prompt.Text,
            HasHint: prompt.Hint is not null,
            prompt.Hint ?? "",
            IsRead: !edits,
            IsText: edits && prompt.Kind == PromptKind.Text,
            IsChoice: edits && prompt.Kind == PromptKind.Choice,
            IsChecklist: edits && prompt.Kind == PromptKind.Checklist,
            IsDate: edits && prompt.Kind == PromptKind.Date,
            IsOptions: asksList && asked && prompt.Kind == PromptKind.Options,
            IsActions: asksList && asked && prompt.Kind == PromptKind.Actions,
            edits ? Cut.Plain(value) : "",
            $"Up to {prompt.MaxLength.ToString("N0", CultureInfo.InvariantCulture)} characters",
            prompt.MaxLength,
            $"Write at most {prompt.MaxLength.ToString("N0", CultureInfo.InvariantCulture)} characters.",
            HasSaved: own is not null && edits,
            own is null || !edits ? " " : versions > 1 ? $"You saved this on {UkTime.Short(own.At)} (version {versions})" : $"You saved this on {UkTime.Short(own.At)}",
            [.. prompt.Choices.Select(choice => new ChoiceView(choice.Id, choice.Text))],
            [.. others.Select(answer => new SaidView(Who(session, answer.By, answer.At), Cut.To(wholeText ? Cut.Beside(value) : Cut.Beside(brought, Cut.Excerpt), PromptValue.ForPeople(prompt, answer.Value))))],
            [.. session.Options.Where(option => option.Prompt == prompt.Id).Select(option => OptionOf(option, prompt, session, brought))],
            OptionPrefix + prompt.Id,
            Cut.Plain(option),
            [.. session.Actions.Where(action => action.Prompt == prompt.Id).Select(action => ActionOf(action, Cut.LineBeside(brought, session.Actions.Length)))],
            CanOpen: canOpen,
            $"Write more on question {number}")
        {
            Tests = TestsOf(prompt, [.. session.Options.Where(option => option.Prompt == prompt.Id)]),
        };
    }

    /// <summary>The inputs that were drawn with what the viewer had saved, by id: whoever empties one of them sends nothing of it.</summary>
    public static string Boxes(IEnumerable<PromptView> prompts) => string.Join(' ', prompts.Where(prompt => prompt.HasSaved && (prompt.IsText || prompt.IsDate || prompt.IsChecklist)).Select(prompt => prompt.Id));

    public static string Who(Session session, Core.Shared.PersonId person, DateTimeOffset at) => $"{session.NameOf(person)}, {UkTime.Short(at)}";

    public static SaidView Said(Session session, Remark remark) => new(Who(session, remark.By, remark.At), Cut.To(Cut.Excerpt, remark.Text));

    public static string StandingOf(Option option, Session session, int longest) => option switch
    {
        { Standing: Standing.Open } => "",
        { Why: { Text.Length: > 0 } why } => $"{Word(option.Standing)} by {session.NameOf(why.By)}: {Cut.OneLine(why.Text, longest)}",
        _ => $"{Word(option.Standing)}, no reason given yet",
    };

    private static string Word(Standing standing) => standing switch
    {
        Standing.Open => "Open",
        Standing.SetAside => "Set aside",
        Standing.Chosen => "Chosen",
    };

    private static OptionView OptionOf(Option option, Prompt prompt, Session session, int brought)
    {
        // An option and its reason are two texts, and the tests stand beneath them.
        var longest = Cut.Beside(brought, Cut.Among(session.Options.Length * 5 / 2));
        var standing = StandingOf(option, session, longest);
        return new(
            option.Number,
            $"Option {option.Number}, from {session.NameOf(option.By)}",
            option.IsTakenBack ? TakenBack : Cut.To(longest, option.Text),
            standing.Length > 0,
            standing,
            $"Weigh option {option.Number}",
            option.Standing == Standing.Chosen ? "good" : "emphasis",
            option.Standing == Standing.SetAside,
            option.Standing != Standing.Open,
            Word(option.Standing),
            option.Standing == Standing.Chosen ? "Good" : "Subtle",
            option.Standing == Standing.Chosen ? "CheckmarkCircle" : "SubtractCircle");
    }

    private static TestTable TestsOf(Prompt prompt, IReadOnlyList<Option> options)
    {
        var tested = prompt.Tests.Count > 0 ? options.Where(option => option.Verdicts.Count > 0).ToList() : [];
        return new(
            InTable: tested.Count is > 0 and <= MostColumns,
            AsLines: tested.Count > MostColumns,
            [.. tested.Select(option => new TextView($"Option {option.Number}"))],
            [.. prompt.Tests.Select(test => new TestRow(test.Text, [.. tested.Select(option => new TextView(option.Verdicts.TryGetValue(test.Id, out var verdict) ? VerdictWord(verdict) : "Not yet"))]))],
            [.. tested.Select(option => new SaidView($"Option {option.Number}", string.Join("  ", prompt.Tests.Where(test => option.Verdicts.ContainsKey(test.Id)).Select(test => $"{test.Text} {VerdictWord(option.Verdicts[test.Id])}."))))]);
    }

    private static string VerdictWord(Verdict verdict) => verdict switch
    {
        Verdict.Yes => "Yes",
        Verdict.No => "No",
        Verdict.Unsure => "Not sure",
    };

    private static ActionView ActionOf(AgreedAction action, int line)
    {
        var details = action.Details;
        string[] facts =
        [
            details.Who.Length > 0 ? $"Who: {Cut.OneLine(details.Who, line)}" : "Who: not said yet",
            details.ByWhen is { } day ? $"By: {PromptValue.Day(day)}" : "By: no date yet",
            details.Measure.Length > 0 ? $"We will know by: {Cut.OneLine(details.Measure, line)}" : "How we will know: not said yet",
        ];
        return new(
            action.Number,
            action.Prompt,
            $"Action {action.Number}",
            Cut.OneLine(details.What, line + (line / 2)),
            details.Who.Length > 0 ? Cut.OneLine(details.Who, line) : "Not said yet",
            details.ByWhen is { } by ? by.ToString("d MMM yyyy", s_english) : "No date yet",
            Cut.Plain(facts[2]),
            Cut.Plain(string.Join(". ", facts)),
            $"Change action {action.Number}");
    }
}
