using System.Collections.Immutable;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>What a session is after some entries of its trail. Folded, never stored.</summary>
public sealed record Session
{
    /// <summary>Which session.</summary>
    public required SessionId Id { get; init; }

    /// <summary>Id of its guide.</summary>
    public required string Guide { get; init; }

    /// <summary>SHA-256 of the guide as it was when the session was opened.</summary>
    public required string GuideFingerprint { get; init; }

    /// <summary>The organisation's own case id.</summary>
    public required string CaseReference { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Everybody in it; the one who opened it is the first.</summary>
    public required ImmutableArray<Participant> Participants { get; init; }

    /// <summary>How far it is.</summary>
    public required SessionStatus Status { get; init; }

    /// <summary>It is paused; <see cref="Status"/> says where it goes on.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Number of entries folded; the last entry's sequence.</summary>
    public int Sequence { get; init; }

    /// <summary>Id of the step people are on; the first one while they prepare, the last one while the record is checked and signed.</summary>
    public required string Step { get; init; }

    /// <summary>Ids of the steps that were left for a later one.</summary>
    public ImmutableHashSet<string> Walked { get; init; } = [];

    /// <summary>Ids of the steps that were left for an earlier one: somebody may still be writing on their card of one.</summary>
    public ImmutableHashSet<string> LeftBehind { get; init; } = [];

    /// <summary>The sequence at which the walk last came to a step, or to its end; 0 before it began.</summary>
    public int SteppedAt { get; init; }

    /// <summary>Who has opened their invitation, or done anything else in the session.</summary>
    public ImmutableHashSet<PersonId> Joined { get; init; } = [];

    /// <summary>Who has said that they are prepared.</summary>
    public ImmutableHashSet<PersonId> Prepared { get; init; } = [];

    /// <summary>All versions of all answers, by prompt and person, oldest first.</summary>
    public ImmutableDictionary<ResponseKey, ImmutableArray<Response>> Responses { get; init; } = ImmutableDictionary<ResponseKey, ImmutableArray<Response>>.Empty;

    /// <summary>Questions brought in from outside the guide, oldest first; <see cref="BroughtQuestions.With"/> puts them into it.</summary>
    public ImmutableArray<QuestionBrought> Brought { get; init; } = [];

    /// <summary>Ethics concerns, oldest first.</summary>
    public ImmutableArray<Concern> Concerns { get; init; } = [];

    /// <summary>Options, in the order they were added.</summary>
    public ImmutableArray<Option> Options { get; init; } = [];

    /// <summary>Actions in force, in the order they were agreed.</summary>
    public ImmutableArray<AgreedAction> Actions { get; init; } = [];

    /// <summary>How many actions were ever agreed; the next one's number is one more.</summary>
    public int ActionsEver { get; init; }

    /// <summary>What the last check found, by check id; null before the first.</summary>
    public ImmutableArray<string>? Missing { get; init; }

    /// <summary>Why the session went on although the last check had found something; null where it did not.</summary>
    public Remark? WentOn { get; init; }

    /// <summary>The sequence at which the present summary was put before everybody; 0 when there is none.</summary>
    public int SummaryAt { get; init; }

    /// <summary>Comments on the summary, oldest first; they stay when the summary is prepared again.</summary>
    public ImmutableArray<Remark> Comments { get; init; } = [];

    /// <summary>How each person closed their part of the present summary.</summary>
    public ImmutableArray<Position> Positions { get; init; } = [];

    /// <summary>Fingerprint of the frozen summary (<see cref="SummaryFrozen"/>); null before it is frozen.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Id of the key that the fingerprint was made under; null where there is none.</summary>
    public string? FingerprintKey { get; init; }

    /// <summary>The fingerprint it was frozen with before there were keys; null where there is none.</summary>
    public string? EarlierFingerprint { get; init; }

    /// <summary>Corrections of words in the frozen summary, oldest first.</summary>
    public ImmutableArray<Correction> Corrections { get; init; } = [];

    /// <summary>Requests to erase words from the frozen record, oldest first.</summary>
    public ImmutableArray<Redaction> Redactions { get; init; } = [];

    /// <summary>The sequence at which words were last erased by leaders; 0 before.</summary>
    public int RedactedAt { get; init; }

    /// <summary>The code of the summary's stored content since words were erased from it, and the id of its key; null before.</summary>
    public (string Code, string Key)? RedactedContent { get; init; }

    /// <summary>Whose words the entries of the trail have, by sequence; those whose words are erased are not among them.</summary>
    public ImmutableDictionary<int, Written> Written { get; init; } = ImmutableDictionary<int, Written>.Empty;

    /// <summary>The sequence at which each person last took something back.</summary>
    public ImmutableDictionary<PersonId, int> TookBackAt { get; init; } = ImmutableDictionary<PersonId, int>.Empty;

    /// <summary>Prompts of the actions whose agreement was taken back, by number: one that somebody else has changed lives on in their words.</summary>
    public ImmutableDictionary<int, string> ActionsTakenBack { get; init; } = ImmutableDictionary<int, string>.Empty;

    /// <summary>Later remarks, oldest first.</summary>
    public ImmutableArray<Remark> Addenda { get; init; } = [];

    /// <summary>Why it was cancelled; null unless it was.</summary>
    public Remark? Cancellation { get; init; }

    /// <summary>The entry with which somebody last took back an answer of theirs; none where they never did.</summary>
    public ImmutableDictionary<ResponseKey, int> AnswersTakenBack { get; init; } = ImmutableDictionary<ResponseKey, int>.Empty;

    /// <summary>Operations already applied.</summary>
    public ImmutableHashSet<string> Operations { get; init; } = [];

    /// <summary>When the last entry was recorded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The participant, or null for anybody else.</summary>
    public Participant? Find(PersonId person)
    {
        foreach (var participant in Participants)
        {
            if (participant.Person == person)
            {
                return participant;
            }
        }

        return null;
    }

    /// <summary>The name of a participant; "Somebody" for a person who is not one.</summary>
    public string NameOf(PersonId person) => Find(person)?.Name ?? "Somebody";

    /// <summary>All versions of one person's answer to a prompt, oldest first; none before the first.</summary>
    public ImmutableArray<Response> Versions(string prompt, PersonId person) => Responses.GetValueOrDefault(new(prompt, person), []);

    /// <summary>One person's present answer to a prompt; null when there is none or it was taken back.</summary>
    public Response? Answer(string prompt, PersonId person) => Versions(prompt, person) is [.., { Value.Length: > 0 } last] ? last : null;

    /// <summary>The present answers to a prompt, in the order of the participants.</summary>
    public IEnumerable<Response> Answers(string prompt)
    {
        foreach (var participant in Participants)
        {
            if (Answer(prompt, participant.Person) is { } answer)
            {
                yield return answer;
            }
        }
    }

    /// <summary>The value a person's answer had after the entry with this sequence; empty before the first. This is what a card drawn then was filled with.</summary>
    public string ValueAt(string prompt, PersonId person, int sequence)
    {
        // From the newest back: cards are drawn from what is new.
        var versions = Versions(prompt, person);
        for (var i = versions.Length - 1; i >= 0; i--)
        {
            if (versions[i].Sequence <= sequence)
            {
                return versions[i].Value;
            }
        }

        return "";
    }

    /// <summary>How many questions were brought into a step.</summary>
    public int BroughtInto(string step)
    {
        var count = 0;
        foreach (var question in Brought)
        {
            count += question.Step == step ? 1 : 0;
        }

        return count;
    }

    /// <summary>What others than one person have said about the summary after an entry: comments, concerns and positions, oldest first. A bare confirmation has no words.</summary>
    public IEnumerable<Remark> SaidSince(int sequence, PersonId person) => Comments
        .Concat(Concerns.Select(concern => new Remark(concern.By, concern.At, concern.Sequence, concern.Text)))
        .Concat(Positions.Select(position => new Remark(position.By, position.At, position.Sequence, position.Disagreement ?? "")))
        .Where(said => said.Sequence > sequence && said.By != person)
        .OrderBy(said => said.Sequence);

    /// <summary>Whether a person has said anything that stands in the record: an answer, something about an option, an action, a concern or a comment.</summary>
    public bool HasSpoken(PersonId person) =>
        Responses.Any(versions => versions.Key.Person == person && versions.Value[^1].Value.Length > 0)
        || Options.Any(option => (option.By == person && !option.IsTakenBack) || option.Why?.By == person || option.Notes.Any(note => note.By == person))
        || Actions.Any(action => action.By == person)
        || Concerns.Any(concern => concern.By == person)
        || Comments.Any(comment => comment.By == person);

    /// <summary>The option chosen, or null.</summary>
    public Option? Choice(string prompt) => Options.FirstOrDefault(option => option.Prompt == prompt && option.Standing == Standing.Chosen);

    /// <summary>Whether anything at all was recorded for a prompt.</summary>
    public bool HasAnything(Prompt prompt) => prompt.Kind switch
    {
        PromptKind.Options => Options.Any(option => option.Prompt == prompt.Id && !option.IsTakenBack),
        PromptKind.Actions => Actions.Any(action => action.Prompt == prompt.Id),
        PromptKind.Text or PromptKind.Choice or PromptKind.Checklist or PromptKind.Date => Answers(prompt.Id).Any(),
    };
}

/// <summary>How far a session is.</summary>
public enum SessionStatus
{
    /// <summary>The others prepare; the walk has not begun.</summary>
    Preparing,

    /// <summary>On a step.</summary>
    Walking,

    /// <summary>Past the last step: the record is being checked.</summary>
    Checking,

    /// <summary>The summary is before everybody.</summary>
    Summarised,

    /// <summary>Everybody has closed their part; the summary is frozen.</summary>
    Frozen,

    /// <summary>Ended without a decision.</summary>
    Cancelled,
}

/// <summary>Whose answer to what.</summary>
public readonly record struct ResponseKey(string Prompt, PersonId Person);

/// <summary>One version of an answer.</summary>
public sealed record Response(string Prompt, PersonId By, DateTimeOffset At, int Sequence, string Value);

/// <summary>Something said at a time by a person, and the entry of the trail that says it.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Sequence">The entry.</param>
/// <param name="Text">What.</param>
/// <param name="IsDisagreement">It was said against a summary that was put aside since.</param>
public sealed record Remark(PersonId By, DateTimeOffset At, int Sequence, string Text, bool IsDisagreement = false);

/// <summary>A correction of words in a frozen summary.</summary>
/// <param name="By">Who corrects.</param>
/// <param name="At">When.</param>
/// <param name="Entry">Sequence of the entry with the words.</param>
/// <param name="Text">The correction.</param>
public sealed record Correction(PersonId By, DateTimeOffset At, int Entry, string Text);

/// <summary>An ethics concern, and the entry of the trail that says it.</summary>
public sealed record Concern(PersonId By, DateTimeOffset At, int Sequence, string Step, string Text);

/// <summary>How a person closed their part.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Sequence">The entry of the trail that says it.</param>
/// <param name="Disagreement">What they disagree with; null when they confirmed.</param>
public sealed record Position(PersonId By, DateTimeOffset At, int Sequence, string? Disagreement);

/// <summary>Where an option stands.</summary>
public enum Standing
{
    /// <summary>Neither chosen nor set aside.</summary>
    Open,

    /// <summary>Set aside.</summary>
    SetAside,

    /// <summary>Chosen.</summary>
    Chosen,
}

/// <summary>An option, with everything said about it.</summary>
public sealed record Option(string Prompt, int Number, string Text, PersonId By, DateTimeOffset At)
{
    /// <summary>Its writer took it back: it keeps its number and what others said about it, and can't be weighed or chosen any more.</summary>
    public bool IsTakenBack => Text.Length == 0;

    /// <summary>The verdict of each test that was done.</summary>
    public ImmutableDictionary<string, Verdict> Verdicts { get; init; } = ImmutableDictionary<string, Verdict>.Empty;

    /// <summary>What was said when it was tested, oldest first.</summary>
    public ImmutableArray<Remark> Notes { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public Standing Standing { get; init; }

    /// <summary>Why it was chosen or set aside, by whom and when; null while open.</summary>
    public Remark? Why { get; init; }

    /// <summary>What a test gave; null while it was not put to it.</summary>
    public Verdict? VerdictOf(string test) => Verdicts.TryGetValue(test, out var verdict) ? verdict : null;
}

/// <summary>An action in force.</summary>
public sealed record AgreedAction(string Prompt, int Number, ActionDetails Details, PersonId By, DateTimeOffset At);
