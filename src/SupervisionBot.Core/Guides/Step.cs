namespace SupervisionBot.Core.Guides;

/// <summary>A stage of a guide.</summary>
/// <param name="Id">Unique in the guide.</param>
/// <param name="Title">What people see.</param>
/// <param name="Purpose">One or two sentences: what this step is for.</param>
/// <param name="Prompts">The questions, in order.</param>
/// <param name="Throughout">In reach on every other step, with no place in the order.</param>
/// <param name="Minutes">How long the step should take, 1 to 480; none where the source gives no time.</param>
/// <param name="Material">A text that everybody reads in this step, such as one stage of a case study. Not shown before the step is reached.</param>
/// <param name="Notes">Notes that only one role sees.</param>
/// <param name="References">Acts, guidance and procedures to hand in this step.</param>
/// <param name="Source">Where the step comes from.</param>
/// <param name="Area">Id of the area of the guide it belongs to; null where it belongs to none.</param>
/// <param name="Stage">Walked steps with the same one are one stage of the source; null for a step that is a stage of its own.</param>
public sealed record Step(
    string Id,
    string Title,
    string Purpose,
    IReadOnlyList<Prompt> Prompts,
    bool Throughout = false,
    int? Minutes = null,
    string? Material = null,
    IReadOnlyList<RoleNote>? Notes = null,
    IReadOnlyList<string>? References = null,
    SourceReference? Source = null,
    string? Area = null,
    string? Stage = null)
{
    /// <summary>Notes that only one role sees.</summary>
    public IReadOnlyList<RoleNote> Notes { get; init; } = Notes ?? [];

    /// <summary>Acts, guidance and procedures to hand in this step.</summary>
    public IReadOnlyList<string> References { get; init; } = References ?? [];
}

/// <summary>A note that only one role sees.</summary>
/// <param name="For">Who sees it.</param>
/// <param name="Text">The note.</param>
public sealed record RoleNote(Role For, string Text);

/// <summary>A question.</summary>
/// <param name="Id">Unique in the guide.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Text">The question, in plain English.</param>
/// <param name="Ask">Who is asked; only they can answer.</param>
/// <param name="Source">Where the question comes from.</param>
/// <param name="Hint">A short help under the question.</param>
/// <param name="MaxLength">Longest text, in UTF-16 characters, inclusive; 1 to <see cref="LongestText"/>.</param>
/// <param name="Choices">What can be picked: for choice and checklist prompts.</param>
/// <param name="Tests">What each option is tested against: for options prompts.</param>
/// <param name="NotBeforeToday">For date prompts: a day before today is refused.</param>
public sealed record Prompt(
    string Id,
    PromptKind Kind,
    string Text,
    IReadOnlyList<Role> Ask,
    SourceReference Source,
    string? Hint = null,
    int MaxLength = Prompt.UsualText,
    IReadOnlyList<Choice>? Choices = null,
    IReadOnlyList<Choice>? Tests = null,
    bool NotBeforeToday = false)
{
    /// <summary>Longest text of one answer where the guide does not say otherwise, in UTF-16 characters, inclusive.</summary>
    /// <remarks>Our own limit: about a page and a half. A step card with every answer of two people at this length is cut for display; the record is not.</remarks>
    public const int UsualText = 4000;

    /// <summary>The longest text a guide may allow, in UTF-16 characters, inclusive.</summary>
    /// <remarks>Our own limit: with its envelope it stays in one 32,768-character property of Azure Table Storage (REST reference, "Understanding the Table service data model", property limits).</remarks>
    public const int LongestText = 8000;

    /// <summary>What can be picked.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = Choices ?? [];

    /// <summary>What each option is tested against.</summary>
    public IReadOnlyList<Choice> Tests { get; init; } = Tests ?? [];

    /// <summary>Whether it is answered by a value of its own; options and actions have their own commands.</summary>
    public bool TakesAnswers => Kind is PromptKind.Text or PromptKind.Choice or PromptKind.Checklist or PromptKind.Date;
}

/// <summary>How a prompt is answered.</summary>
public enum PromptKind
{
    /// <summary>Free text, one answer for each person asked.</summary>
    Text,

    /// <summary>One of several choices.</summary>
    Choice,

    /// <summary>Any number of several choices.</summary>
    Checklist,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A list of options to test, set aside and choose from.</summary>
    Options,

    /// <summary>A list of SMART actions.</summary>
    Actions,
}

/// <summary>Something to pick, or to test an option against.</summary>
/// <param name="Id">Unique in its list.</param>
/// <param name="Text">What people see.</param>
public sealed record Choice(string Id, string Text);
