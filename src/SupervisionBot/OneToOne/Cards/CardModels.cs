using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>What each card of a session carries.</summary>
/// <param name="Session">Id of the session; goes back with each button.</param>
/// <param name="V">The sequence the card was drawn at; goes back with each button, so that an old card is known as one.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="People">Who is here.</param>
/// <param name="RefreshFor">Teams ids of the people for whom clients refresh the card.</param>
internal sealed record CardFrame(string Session, int V, string CaseReference, string People, IReadOnlyList<string> RefreshFor);

/// <summary>Something somebody said, with who and when in one line.</summary>
internal sealed record SaidView(string Who, string Text);

internal sealed record ChoiceView(string Id, string Text);

/// <summary>A prompt on a card: exactly one of the Is… members says how it is shown.</summary>
internal sealed record PromptView(
    string Id,
    string Prompt,
    string Question,
    bool HasHint,
    string Hint,
    bool IsRead,
    bool IsText,
    bool IsChoice,
    bool IsChecklist,
    bool IsDate,
    bool IsOptions,
    bool IsActions,
    string Value,
    string Placeholder,
    int MaxLength,
    string LengthError,
    bool HasSaved,
    string Saved,
    IReadOnlyList<ChoiceView> Choices,
    IReadOnlyList<SaidView> Said,
    IReadOnlyList<OptionView> Options,
    string AddId,
    string AddText,
    IReadOnlyList<ActionView> Actions,
    bool CanOpen,
    string OpenTitle)
{
    /// <summary>Actions that are compared in a table; more of them are a list, as a table says everything a second time for clients without.</summary>
    private const int MostInTable = 6;

    /// <summary>The tests of the options beside one another.</summary>
    public required TestTable Tests { get; init; }

    public bool ActionsInTable => Actions.Count is > 0 and <= MostInTable;

    public bool ActionsAsList => Actions.Count > MostInTable;
}

/// <summary>A question of a step: a line that opens it, and its box or boxes.</summary>
/// <param name="Key">Begins the ids of its elements.</param>
/// <param name="CanFold">Whether it has a line of its own.</param>
/// <param name="FoldTitle">What the line says to whoever can't see it.</param>
/// <param name="Number">Which of how many.</param>
/// <param name="Question">The question.</param>
/// <param name="IsOpen">Whether its boxes are shown.</param>
/// <param name="IsFolded">Whether only its line is.</param>
/// <param name="Opened">Its prompt where it can fold and is open; empty otherwise.</param>
/// <param name="HasOwn">Whether its line says what the viewer has answered, or that nobody has.</param>
/// <param name="Own">That.</param>
/// <param name="Said">What others said: more of it where the question is the one to answer, a line of each elsewhere.</param>
/// <param name="Prompts">Its boxes.</param>
internal sealed record QuestionView(
    string Key, bool CanFold, string FoldTitle, string Number, string Question, bool IsOpen, bool IsFolded, [property: JsonIgnore] string Opened, bool HasOwn, string Own, IReadOnlyList<SaidView> Said, IReadOnlyList<PromptView> Prompts);

/// <summary>How options stand in their tests: in columns beside one another where they are few, in a line each where they are more.</summary>
internal sealed record TestTable(bool InTable, bool AsLines, IReadOnlyList<TextView> Options, IReadOnlyList<TestRow> Rows, IReadOnlyList<SaidView> Lines);

internal sealed record TestRow(string Text, IReadOnlyList<TextView> Verdicts);

internal sealed record TextView(string Text);

internal sealed record OptionView(int Number, string Title, string Text, bool HasStanding, string Standing, string OpenTitle, string Style, bool IsAside, bool HasBadge, string Badge, string BadgeStyle, string BadgeIcon);

internal sealed record ActionView(int Number, string Prompt, string Title, string What, string Who, string ByWhen, string Measure, string Facts, string OpenTitle);

internal sealed record StepCard(
    CardFrame Frame,
    Notice Notice,
    string Speak,
    string StepId,
    string Title,
    string Purpose,
    bool HasMinutes,
    string Minutes,
    bool HasNote,
    string Note,
    bool HasMaterial,
    string Material,
    bool HasReferences,
    string References,
    IReadOnlyList<QuestionView> Questions,
    bool CanNextQuestion,
    bool HasProgress,
    int Done,
    int Steps,
    bool IsPaused,
    bool HasToBring,
    string ToBring,
    bool HasTyped,
    string Typed,
    bool CanMove,
    string NextTitle,
    bool CanCheck,
    bool CanBegin,
    bool CanFinish,
    bool CanGoBack,
    string BackTitle,
    string BackTo,
    bool HasEthics,
    bool CanPause,
    bool CanResume,
    bool CanInvite,
    bool CanEnd,
    string EndTitle,
    bool HasAreas,
    bool CanBring)
{
    public bool SavesAlone => !CanNextQuestion;

    public string OpenQuestion { get; } = Questions.FirstOrDefault(question => question.Opened.Length > 0)?.Opened ?? "";

    public string Boxes { get; } = PromptViews.Boxes(Questions.SelectMany(question => question.Prompts));
}

internal sealed record InvitationCard(CardFrame Frame, Notice Notice, string Speak, string Text, string Guide, string Readers);

internal sealed record GapView(string Text, bool HasDetail, string Detail);

internal sealed record GapStep(string Step, IReadOnlyList<GapView> Gaps, bool CanFix, string FixTitle);

internal sealed record CheckCard(
    CardFrame Frame,
    Notice Notice,
    string Speak,
    string Title,
    string Text,
    IReadOnlyList<GapStep> Steps,
    bool HasGaps,
    bool Leads,
    string Reason,
    string BackTitle,
    string BackTo,
    bool HasEthics);

internal sealed record LineView(bool HasLabel, string Label, string Text, bool IsMissing, bool HasWho, string Who);

internal sealed record SectionView(string Title, bool IsEmpty, IReadOnlyList<LineView> Lines);

/// <summary>One page of sections.</summary>
internal sealed record PagedSections(IReadOnlyList<SectionView> Sections, string Page, int Number, bool HasPages, bool HasBefore, int Before, bool HasAfter, int After);

internal sealed record SummaryCard(
    CardFrame Frame,
    Notice Notice,
    string Speak,
    string Title,
    string Status,
    bool HasWarning,
    string Warning,
    IReadOnlyList<SectionView> Sections,
    string Page,
    int Number,
    int Seen,
    bool HasPages,
    bool HasBefore,
    int Before,
    bool HasAfter,
    int After,
    bool HasFingerprint,
    string Fingerprint,
    bool IsOpen,
    bool HasClosing,
    string Closing,
    bool CanConfirm,
    bool CanDisagree,
    bool CanGoBack,
    string BackTo,
    int SummaryAt,
    bool IsFrozen,
    string Remark);

internal sealed record RecordDialog(
    CardFrame Frame,
    Notice Notice,
    string Speak,
    IReadOnlyList<SectionView> Sections,
    string Page,
    bool HasPages,
    bool HasBefore,
    int Before,
    bool HasAfter,
    int After);

internal sealed record SharedCard(CardFrame Frame, Notice Notice, string Speak, string Title, string People, string Text);

internal sealed record EndedCard(CardFrame Frame, Notice Notice, string Speak, string Title, string Text, bool HasReason, string Reason, bool CanRead);

internal sealed record DisagreementCard(string Speak, string Title, string Text);

internal sealed record CancelCard(CardFrame Frame, Notice Notice, string Speak, string Reason);

internal sealed record PromptDialog(CardFrame Frame, Notice Notice, string Speak, string PromptId, PromptView Prompt, bool HasVersions, IReadOnlyList<SaidView> Versions, bool CanSave, bool CanType)
{
    public string Boxes { get; } = PromptViews.Boxes([Prompt]);
}

internal sealed record EthicsDialog(
    CardFrame Frame,
    Notice Notice,
    string Speak,
    string Purpose,
    IReadOnlyList<PromptView> Prompts,
    string Concern,
    bool HasConcerns,
    IReadOnlyList<SaidView> Concerns,
    bool CanSave)
{
    public string Boxes { get; } = PromptViews.Boxes(Prompts);
}

internal sealed record TestView(string Id, string Text, string Value);

internal sealed record OptionDialog(
    CardFrame Frame,
    Notice Notice,
    string Speak,
    int Number,
    string Title,
    string Text,
    bool HasStanding,
    string Standing,
    IReadOnlyList<TestView> Tests,
    string Note,
    IReadOnlyList<SaidView> Notes,
    string Why,
    bool CanSave,
    bool CanDecide);

internal sealed record ActionDialog(
    CardFrame Frame,
    Notice Notice,
    string Speak,
    string Prompt,
    int Number,
    bool Exists,
    string What,
    string Who,
    string ByWhen,
    string Measure,
    string Difference,
    string Why,
    bool CanSave,
    bool CanRemove);

/// <summary>Words of a dialog that can't be drawn anew just now, and a button that sends all of it once more.</summary>
internal sealed record AgainDialog(Notice Notice, string Speak, IReadOnlyDictionary<string, string> Data);

internal sealed record HelpCard(Notice Notice, string Speak, string Added, bool IsOwnChat, bool Leads, bool HasQuestions, string Typing, string Sources)
{
    public bool HasAdded => Added.Length > 0;

    public bool IsShared => !IsOwnChat;
}

internal sealed record PersonChoice(string Id, string Name);

internal sealed record GuideChoice(string Id, string Title);

internal sealed record StartCard(
    Notice Notice,
    string Speak,
    string Session,
    bool HasPicker,
    string Dataset,
    bool HasList,
    bool HasNobody,
    IReadOnlyList<PersonChoice> People,
    string Practitioner,
    string CaseReference,
    bool HasWarning,
    string Warned,
    string Confirmed,
    bool HasGuides,
    IReadOnlyList<GuideChoice> Guides,
    string Guide,
    string Prepare);

internal sealed record SessionLine(string Session, string Title, string Details, string OpenTitle);

internal sealed record SessionsCard(Notice Notice, string Speak, bool IsEmpty, IReadOnlyList<SessionLine> Sessions, bool HasMore, string Next)
{
    public bool HasHelp => !HasMore;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StepCard))]
[JsonSerializable(typeof(InvitationCard))]
[JsonSerializable(typeof(CheckCard))]
[JsonSerializable(typeof(SummaryCard))]
[JsonSerializable(typeof(RecordDialog))]
[JsonSerializable(typeof(SharedCard))]
[JsonSerializable(typeof(EndedCard))]
[JsonSerializable(typeof(CancelCard))]
[JsonSerializable(typeof(DisagreementCard))]
[JsonSerializable(typeof(PromptDialog))]
[JsonSerializable(typeof(EthicsDialog))]
[JsonSerializable(typeof(OptionDialog))]
[JsonSerializable(typeof(ActionDialog))]
[JsonSerializable(typeof(AgainDialog))]
[JsonSerializable(typeof(HelpCard))]
[JsonSerializable(typeof(StartCard))]
[JsonSerializable(typeof(SessionsCard))]
internal sealed partial class CardJson : JsonSerializerContext;
