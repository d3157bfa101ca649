using System.Text.Json.Serialization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>One entry of the decision trail: what was recorded, by whom and when. Never edited, never removed; its words can be erased by a later entry (<see cref="EventWords"/>).</summary>
/// <param name="Sequence">Place in the trail, from 1, without gaps.</param>
/// <param name="By">Who did it, as Teams signed them in.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Operation">The operation it belongs to; the same operation arriving again changes nothing.</param>
/// <param name="Event">What was recorded.</param>
public sealed record TrailEntry(int Sequence, PersonId By, DateTimeOffset At, string Operation, SessionEvent Event);

/// <summary>Something that happened in a session.</summary>
/// <remarks>These records are what is stored: renaming a member or a type name below breaks old trails, and a test pins their JSON.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(SessionOpened), "opened")]
[JsonDerivedType(typeof(ParticipantJoined), "joined")]
[JsonDerivedType(typeof(PreparationFinished), "prepared")]
[JsonDerivedType(typeof(WalkBegun), "begun")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(ConcernRaised), "concern")]
[JsonDerivedType(typeof(MovedOn), "movedOn")]
[JsonDerivedType(typeof(WentBack), "wentBack")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(OptionAdded), "optionAdded")]
[JsonDerivedType(typeof(OptionTested), "optionTested")]
[JsonDerivedType(typeof(OptionSetAside), "optionSetAside")]
[JsonDerivedType(typeof(OptionChosen), "optionChosen")]
[JsonDerivedType(typeof(ActionAgreed), "actionAgreed")]
[JsonDerivedType(typeof(ActionChanged), "actionChanged")]
[JsonDerivedType(typeof(ActionRemoved), "actionRemoved")]
[JsonDerivedType(typeof(RecordChecked), "checked")]
[JsonDerivedType(typeof(WentOnDespite), "wentOnDespite")]
[JsonDerivedType(typeof(SummaryPrepared), "summaryPrepared")]
[JsonDerivedType(typeof(Commented), "commented")]
[JsonDerivedType(typeof(Disagreed), "disagreed")]
[JsonDerivedType(typeof(SignedOff), "signedOff")]
[JsonDerivedType(typeof(SummaryFrozen), "frozen")]
[JsonDerivedType(typeof(AddendumAdded), "addendum")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(QuestionBrought), "questionBrought")]
[JsonDerivedType(typeof(TakenBack), "takenBack")]
[JsonDerivedType(typeof(CaseReferencePutRight), "caseReferencePutRight")]
[JsonDerivedType(typeof(Corrected), "corrected")]
[JsonDerivedType(typeof(SummarySealed), "sealed")]
[JsonDerivedType(typeof(ConfirmationsLapsed), "confirmationsLapsed")]
[JsonDerivedType(typeof(RedactionAsked), "redactionAsked")]
[JsonDerivedType(typeof(RedactionApproved), "redactionApproved")]
[JsonDerivedType(typeof(RedactionDeclined), "redactionDeclined")]
[JsonDerivedType(typeof(RedactionWithdrawn), "redactionWithdrawn")]
[JsonDerivedType(typeof(Redacted), "redacted")]
public abstract record SessionEvent;

/// <summary>Somebody in a session.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">Their name as Teams gave it when the session was opened.</param>
/// <param name="Role">What they are in it.</param>
public sealed record Participant(PersonId Person, string Name, Role Role);

/// <summary>The session was opened and its people invited.</summary>
/// <param name="Guide">Id of the guide.</param>
/// <param name="GuideFingerprint">SHA-256 of the guide as it was, so that the trail always says which questions were asked.</param>
/// <param name="CaseReference">The organisation's own case id.</param>
/// <param name="Participants">Everybody in it; the one who opened it is the first.</param>
/// <param name="FirstStep">Id of the step the walk begins with.</param>
/// <param name="PrepareFirst">The others were asked to prepare before the walk begins.</param>
public sealed record SessionOpened(string Guide, string GuideFingerprint, string CaseReference, IReadOnlyList<Participant> Participants, string FirstStep, bool PrepareFirst) : SessionEvent;

/// <summary>A person opened their invitation.</summary>
public sealed record ParticipantJoined : SessionEvent;

/// <summary>A person said that they have prepared.</summary>
public sealed record PreparationFinished : SessionEvent;

/// <summary>The walk began after preparation.</summary>
public sealed record WalkBegun : SessionEvent;

/// <summary>A prompt was answered; a later answer of the same person is a new version.</summary>
/// <param name="Prompt">Which prompt.</param>
/// <param name="Value">The text; for a choice its id; for a checklist the ids joined by commas; for a date yyyy-MM-dd. Empty when the person took their answer back.</param>
public sealed record Answered(string Prompt, string Value) : SessionEvent;

/// <summary>An ethics concern was raised.</summary>
/// <param name="Step">The step people were on.</param>
/// <param name="Text">The concern.</param>
public sealed record ConcernRaised(string Step, string Text) : SessionEvent;

/// <summary>A step was left for the next one.</summary>
/// <param name="From">The step left.</param>
/// <param name="To">The next step; null after the last.</param>
public sealed record MovedOn(string From, string? To) : SessionEvent;

/// <summary>The session went back to a step.</summary>
/// <param name="To">The step.</param>
public sealed record WentBack(string To) : SessionEvent;

/// <summary>The session was paused.</summary>
public sealed record Paused : SessionEvent;

/// <summary>The session went on after a pause.</summary>
public sealed record Resumed : SessionEvent;

/// <summary>An option was put on the table.</summary>
/// <param name="Prompt">The options prompt.</param>
/// <param name="Option">Its number in the session, from 1.</param>
/// <param name="Text">What the option is.</param>
public sealed record OptionAdded(string Prompt, int Option, string Text) : SessionEvent;

/// <summary>An option was tested.</summary>
/// <param name="Option">Its number.</param>
/// <param name="Results">One result a test; tests left out stay as they were.</param>
/// <param name="Note">What was said about it; may be empty.</param>
public sealed record OptionTested(int Option, IReadOnlyList<TestResult> Results, string Note) : SessionEvent;

/// <summary>What one test of an option gave.</summary>
/// <param name="Test">Id of the test.</param>
/// <param name="Verdict">The answer.</param>
public sealed record TestResult(string Test, Verdict Verdict);

/// <summary>The answer to one test.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>It passes.</summary>
    [JsonStringEnumMemberName("Yes")]
    Yes,

    /// <summary>It does not pass.</summary>
    [JsonStringEnumMemberName("No")]
    No,

    /// <summary>It can't be said yet.</summary>
    [JsonStringEnumMemberName("Unsure")]
    Unsure,
}

/// <summary>An option was set aside.</summary>
/// <param name="Option">Its number.</param>
/// <param name="Why">The reason; may be empty, and the check then names it.</param>
public sealed record OptionSetAside(int Option, string Why) : SessionEvent;

/// <summary>An option was chosen; the one chosen before, if any, is on the table again.</summary>
/// <param name="Option">Its number.</param>
/// <param name="Why">The reason; may be empty, and the check then names it.</param>
public sealed record OptionChosen(int Option, string Why) : SessionEvent;

/// <summary>An action was agreed.</summary>
/// <param name="Prompt">The actions prompt.</param>
/// <param name="Action">Its number in the session, from 1.</param>
/// <param name="Details">The action.</param>
public sealed record ActionAgreed(string Prompt, int Action, ActionDetails Details) : SessionEvent;

/// <summary>An action was changed.</summary>
/// <param name="Action">Its number.</param>
/// <param name="Details">The action as it is now.</param>
public sealed record ActionChanged(int Action, ActionDetails Details) : SessionEvent;

/// <summary>An action was taken off the list.</summary>
/// <param name="Action">Its number.</param>
/// <param name="Why">The reason.</param>
public sealed record ActionRemoved(int Action, string Why) : SessionEvent;

/// <summary>A SMART action. Only <paramref name="What"/> has to be there; the check names what is missing.</summary>
/// <param name="What">What is done.</param>
/// <param name="Who">Who does it.</param>
/// <param name="ByWhen">The day it is done by.</param>
/// <param name="Measure">How we will know.</param>
/// <param name="Difference">What difference it makes for the child.</param>
public sealed record ActionDetails(string What, string Who, DateOnly? ByWhen, string Measure, string Difference)
{
    /// <summary>Has an owner, a date and a measure.</summary>
    [JsonIgnore]
    public bool IsComplete => !Texts.IsBlank(Who) && ByWhen is not null && !Texts.IsBlank(Measure);
}

/// <summary>The record was checked.</summary>
/// <param name="Missing">Ids of the checks that found something missing.</param>
public sealed record RecordChecked(IReadOnlyList<string> Missing) : SessionEvent;

/// <summary>The session went on although the check had named something.</summary>
/// <param name="Missing">Ids of the checks that found something missing.</param>
/// <param name="Reason">Why it went on.</param>
public sealed record WentOnDespite(IReadOnlyList<string> Missing, string Reason) : SessionEvent;

/// <summary>The summary was put before everybody.</summary>
public sealed record SummaryPrepared : SessionEvent;

/// <summary>A comment on the summary.</summary>
/// <param name="Text">The comment.</param>
public sealed record Commented(string Text) : SessionEvent;

/// <summary>A person closed their part by disagreeing; it stands in the summary.</summary>
/// <param name="Text">What they disagree with, and why.</param>
public sealed record Disagreed(string Text) : SessionEvent;

/// <summary>A person confirmed the summary.</summary>
public sealed record SignedOff : SessionEvent;

/// <summary>Everybody has closed their part: the summary is frozen.</summary>
/// <param name="Fingerprint">
/// In lower-case hexadecimal: the code under <paramref name="Key"/> of <see cref="Summaries.SealedSummary.ToFingerprint"/>; without a key the SHA-256 of the canonical content, as it used to be.
/// It is decided empty: keys and chance are not the core's, and the app puts it in when it stores the entry.
/// </param>
/// <param name="Key">Id of the key of the installation that it was made under; null on summaries frozen before there was one.</param>
public sealed record SummaryFrozen(string Fingerprint, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null) : SessionEvent;

/// <summary>A later remark on a frozen summary.</summary>
/// <param name="Text">The remark.</param>
public sealed record AddendumAdded(string Text) : SessionEvent;

/// <summary>A correction that stands beside words of a frozen summary.</summary>
/// <param name="Entry">Sequence of the entry with the words.</param>
/// <param name="Text">The correction.</param>
public sealed record Corrected(int Entry, string Text) : SessionEvent;

/// <summary>A summary that was frozen before there were keys has a fingerprint made under one beside its old one, with the first entry that came after.</summary>
/// <param name="Fingerprint">As <see cref="SummaryFrozen"/> has it.</param>
/// <param name="Key">Id of the key of the installation that it was made under.</param>
public sealed record SummarySealed(string Fingerprint, string Key) : SessionEvent;

/// <summary>A person took back what they had written: the words of these entries are erased where they are stored.</summary>
/// <param name="Entries">Sequences of the entries, in order.</param>
public sealed record TakenBack(IReadOnlyList<int> Entries) : SessionEvent;

/// <summary>The case reference was put right; the one before is erased where it is stored.</summary>
/// <param name="Reference">The organisation's own case id.</param>
/// <param name="Entries">Sequences of the entries that had one before.</param>
public sealed record CaseReferencePutRight(string Reference, IReadOnlyList<int> Entries) : SessionEvent;

/// <summary>A question that is not in the guide was brought into the session; everybody can answer it.</summary>
/// <param name="Step">The step it stands in.</param>
/// <param name="Prompt">Id of the prompt that it is in this session.</param>
/// <param name="Text">The question, as people read it.</param>
/// <param name="From">What it was taken from, in a word or two that people read.</param>
/// <param name="Source">Where the question comes from.</param>
/// <param name="Document">The document <paramref name="Source"/> names; null where the guide of the session has it.</param>
public sealed record QuestionBrought(string Step, string Prompt, string Text, string From, SourceReference Source, GuideSource? Document) : SessionEvent;

/// <summary>The session was ended without a decision; its trail stays.</summary>
/// <param name="Reason">Why.</param>
public sealed record Cancelled(string Reason) : SessionEvent;

/// <summary>Others had confirmed the summary before somebody wrote something about it or disagreed, so they confirm it anew: nobody signs what they have not seen.</summary>
public sealed record ConfirmationsLapsed : SessionEvent;

/// <summary>Somebody who takes part asked that words be erased from the frozen record. It points at them and does not have them.</summary>
/// <param name="Entry">Sequence of an entry with the words.</param>
/// <param name="Part">Which of its texts, as <see cref="EventWords.Of(SessionEvent)"/> has them.</param>
/// <param name="Start">Where in that text they begin, in UTF-16 characters.</param>
/// <param name="Length">How long they are, in UTF-16 characters.</param>
/// <param name="Reason">Why they must not be there.</param>
public sealed record RedactionAsked(int Entry, int Part, int Start, int Length, string Reason) : SessionEvent;

/// <summary>A leader approved that the words be erased.</summary>
/// <param name="Asked">Sequence of the entry that asks for it.</param>
/// <param name="Name">The leader's name as Teams gave it then.</param>
public sealed record RedactionApproved(int Asked, string Name) : SessionEvent;

/// <summary>A leader declined it, so the words stay.</summary>
/// <param name="Asked">Sequence of the entry that asks for it.</param>
/// <param name="Name">The leader's name as Teams gave it then.</param>
/// <param name="Reason">Why.</param>
public sealed record RedactionDeclined(int Asked, string Name, string Reason) : SessionEvent;

/// <summary>Whoever asked that words be erased asks for it no longer.</summary>
/// <param name="Asked">Sequence of the entry that asked for it.</param>
public sealed record RedactionWithdrawn(int Asked) : SessionEvent;

/// <summary>Two leaders have approved: the texts with the words are erased where they are stored, and what remains of each stands here in their place.</summary>
/// <param name="Asked">Sequence of the entry that asks for it.</param>
/// <param name="Remains">What is left, by entry.</param>
/// <param name="Content">
/// In lower-case hexadecimal: a code, under <paramref name="Key"/>, of the stored content of the summary as it is from then on. It is decided empty, as keys are not the core's, and the app puts it in.
/// </param>
/// <param name="Key">Id of the key of the installation that it was made under.</param>
/// <param name="Moved">Where the words of other requests that pointed into these texts stand now; those of any that is not here went with them. Null in an entry from before words were followed.</param>
public sealed record Redacted(
    int Asked,
    IReadOnlyList<Remains> Remains,
    string Content,
    string Key,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MovedWords>? Moved = null) : SessionEvent;

/// <summary>Where the words of another request stand since a text was changed.</summary>
/// <param name="Asked">Sequence of the entry that asks for it.</param>
/// <param name="Words">Where they stand.</param>
public sealed record MovedWords(int Asked, WordsAt Words);

/// <summary>What is left of an entry's texts.</summary>
/// <param name="Entry">Its sequence.</param>
/// <param name="Words">As many as <see cref="EventWords.Of(SessionEvent)"/> gives.</param>
public sealed record Remains(int Entry, IReadOnlyList<string> Words);
