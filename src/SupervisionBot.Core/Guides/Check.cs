namespace SupervisionBot.Core.Guides;

/// <summary>One line of the defensibility check: something a reader of the record would miss. It names a gap; it never scores anyone.</summary>
/// <param name="Id">Unique in the guide.</param>
/// <param name="Kind">What is looked at.</param>
/// <param name="Text">What is missing and why it matters, in plain English.</param>
/// <param name="Prompt">The prompt it is about; null for the kinds that look at a step, at all steps or at people.</param>
/// <param name="AtLeast">For <see cref="CheckKind.OptionsWeighed"/>: how many, from 1.</param>
/// <param name="Step">For <see cref="CheckKind.StepAnswered"/>: the step it is about.</param>
public sealed record Check(string Id, CheckKind Kind, string Text, string? Prompt = null, int AtLeast = 1, string? Step = null);

/// <summary>What a check looks at.</summary>
public enum CheckKind
{
    /// <summary>The prompt has an answer from anybody.</summary>
    Answered,

    /// <summary>Anything at all is answered in the step.</summary>
    StepAnswered,

    /// <summary>At least so many options have been put to every test, and none to some of them only.</summary>
    OptionsWeighed,

    /// <summary>An option is chosen, with a reason.</summary>
    OptionChosen,

    /// <summary>The option chosen has passed every test.</summary>
    ChosenPasses,

    /// <summary>Each option that was not chosen is set aside with a reason, once one is chosen.</summary>
    SetAsideHasWhy,

    /// <summary>There is an action, and each has an owner, a date and a measure.</summary>
    ActionsComplete,

    /// <summary>Where there are actions, one at least says what difference it makes for the child.</summary>
    DifferenceSaid,

    /// <summary>Each step that was walked past has something in it.</summary>
    NoStepSkipped,

    /// <summary>Everybody invited has opened the session.</summary>
    EverybodyJoined,
}

/// <summary>A section of the reflective summary.</summary>
/// <param name="Id">Unique in the guide.</param>
/// <param name="Title">What people see.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Show">For <see cref="SummaryPartKind.Answers"/> and the list kinds: ids of the steps or prompts shown here, in order.</param>
public sealed record SummaryPart(string Id, string Title, SummaryPartKind Kind, IReadOnlyList<string>? Show = null)
{
    /// <summary>Ids of the steps or prompts shown here.</summary>
    public IReadOnlyList<string> Show { get; init; } = Show ?? [];
}

/// <summary>What a section of the summary is made of.</summary>
public enum SummaryPartKind
{
    /// <summary>Answers, in the order of the guide.</summary>
    Answers,

    /// <summary>Options weighed and set aside, with why.</summary>
    Options,

    /// <summary>The option chosen and why, then the answers named.</summary>
    Decision,

    /// <summary>The actions agreed.</summary>
    Actions,

    /// <summary>Ethics concerns raised at any step.</summary>
    Concerns,

    /// <summary>Who was there.</summary>
    People,

    /// <summary>What the check found and why the session went on.</summary>
    Gaps,

    /// <summary>Comments on the summary, and disagreement if any.</summary>
    Remarks,
}
