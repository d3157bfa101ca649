using SupervisionBot.Core.Guides;

namespace SupervisionBot.Core.Sessions;

/// <summary>What somebody wants to do in a session.</summary>
public abstract record SessionCommand;

/// <summary>Open one's invitation.</summary>
public sealed record Join : SessionCommand;

/// <summary>Say that one has prepared.</summary>
public sealed record FinishPreparation : SessionCommand;

/// <summary>Begin the walk after preparation.</summary>
public sealed record Begin : SessionCommand;

/// <summary>Answer prompts, or give an answer a new version. Values equal to the present ones are passed over.</summary>
/// <param name="Answers">Prompt id and value; see <see cref="Answered"/> for the form of a value.</param>
public sealed record Answer(IReadOnlyList<KeyValuePair<string, string>> Answers) : SessionCommand;

/// <summary>Bring a question that is not in the guide into the present step.</summary>
/// <param name="Step">The step the person was looking at.</param>
/// <param name="Text">The question, as people read it.</param>
/// <param name="From">What it was taken from, in a word or two that people read.</param>
/// <param name="Source">Where the question comes from.</param>
/// <param name="Document">The document <paramref name="Source"/> names; null where the guide of the session has it.</param>
public sealed record BringQuestion(string Step, string Text, string From, SourceReference Source, GuideSource? Document) : SessionCommand;

/// <summary>Bring what one has written to a reflective question, in private until now, into the present step: the question and one's own answer to it. Everybody may.</summary>
/// <param name="Question">The question, as <see cref="BringQuestion"/> has it.</param>
/// <param name="Answer">What the person wrote.</param>
public sealed record BringReflection(BringQuestion Question, string Answer) : SessionCommand;

/// <summary>Raise an ethics concern, at any step.</summary>
public sealed record RaiseConcern(string Text) : SessionCommand;

/// <summary>Leave a step for the next one.</summary>
/// <param name="From">The step the person was looking at.</param>
public sealed record MoveOn(string From) : SessionCommand;

/// <summary>Go back to a step, from a later one, the check or the summary.</summary>
/// <param name="To">The step to go to.</param>
public sealed record GoBack(string To) : SessionCommand;

/// <summary>Pause.</summary>
public sealed record Pause : SessionCommand;

/// <summary>Go on after a pause.</summary>
public sealed record Resume : SessionCommand;

/// <summary>Put an option on the table.</summary>
public sealed record AddOption(string Prompt, string Text) : SessionCommand;

/// <summary>Test an option.</summary>
public sealed record TestOption(int Option, IReadOnlyList<TestResult> Results, string Note) : SessionCommand;

/// <summary>Set an option aside.</summary>
public sealed record SetOptionAside(int Option, string Why) : SessionCommand;

/// <summary>Choose an option.</summary>
public sealed record ChooseOption(int Option, string Why) : SessionCommand;

/// <summary>Agree an action.</summary>
public sealed record AgreeAction(string Prompt, ActionDetails Details) : SessionCommand;

/// <summary>Change an action.</summary>
public sealed record ChangeAction(int Action, ActionDetails Details) : SessionCommand;

/// <summary>Take an action off the list.</summary>
public sealed record RemoveAction(int Action, string Why) : SessionCommand;

/// <summary>Run the defensibility check: after the last step, or from any step once all have been walked.</summary>
public sealed record CheckRecord : SessionCommand;

/// <summary>Put the summary before everybody.</summary>
/// <param name="DespiteGaps">Why to go on although something is missing; null or empty where nothing is.</param>
public sealed record PrepareSummary(string? DespiteGaps) : SessionCommand;

/// <summary>Comment on the summary.</summary>
public sealed record CommentOn(string Text) : SessionCommand;

/// <summary>Close one's part by disagreeing.</summary>
/// <param name="SummaryAt">The summary the person was looking at: <see cref="Session.SummaryAt"/> then.</param>
/// <param name="SeenUpTo">The last entry they have seen: <see cref="Session.Sequence"/> then.</param>
/// <param name="Text">What with, and why.</param>
public sealed record Disagree(int SummaryAt, int SeenUpTo, string Text) : SessionCommand;

/// <summary>Confirm the summary.</summary>
/// <param name="SummaryAt">The summary the person was looking at: <see cref="Session.SummaryAt"/> then.</param>
/// <param name="SeenUpTo">The last entry they have seen: <see cref="Session.Sequence"/> then.</param>
public sealed record SignOff(int SummaryAt, int SeenUpTo) : SessionCommand;

/// <summary>Add a remark to a frozen summary.</summary>
public sealed record AddAddendum(string Text) : SessionCommand;

/// <summary>Take back what one has written, with all its versions, until the summary is frozen.</summary>
/// <param name="Entry">Sequence of an entry with the words.</param>
/// <param name="Rest">What of an answer is kept all the same, and written anew; empty for nothing.</param>
public sealed record TakeBack(int Entry, string Rest = "") : SessionCommand;

/// <summary>What follows was written on a card drawn at a sequence: nothing is taken from one that is older than what the person took back since, as it may still have those words in it.</summary>
/// <param name="DrawnAt">The sequence.</param>
public sealed record WriteOn(int DrawnAt) : SessionCommand;

/// <summary>Put the case reference right, until the summary is frozen.</summary>
public sealed record PutCaseReferenceRight(string Reference) : SessionCommand;

/// <summary>Put a correction beside words of a frozen summary.</summary>
/// <param name="Entry">Sequence of an entry with the words.</param>
/// <param name="Text">The correction.</param>
public sealed record Correct(int Entry, string Text) : SessionCommand;

/// <summary>Ask that words be erased from the record of a session that is over.</summary>
/// <param name="Words">Where they stand.</param>
/// <param name="Reason">Why they must not be there.</param>
public sealed record AskRedaction(WordsAt Words, string Reason) : SessionCommand;

/// <summary>Approve, as a leader, that words be erased: the second who does has them erased.</summary>
/// <param name="Asked">Sequence of the entry that asks for it.</param>
/// <param name="Name">The leader's name.</param>
/// <param name="AsOf">The sequence up to which the trail was read for what remains; where the record has more by now, that may have the words too.</param>
/// <param name="Remains">What is left of each text with the words.</param>
/// <param name="Moved">Where the words of other requests stand then.</param>
public sealed record ApproveRedaction(int Asked, string Name, int AsOf, IReadOnlyList<Remains> Remains, IReadOnlyList<MovedWords> Moved) : SessionCommand;

/// <summary>Ask no longer that words be erased.</summary>
/// <param name="Asked">Sequence of the entry that asked for it.</param>
public sealed record WithdrawRedaction(int Asked) : SessionCommand;

/// <summary>Decline, as a leader, that words be erased.</summary>
/// <param name="Asked">Sequence of the entry that asks for it.</param>
/// <param name="Name">The leader's name.</param>
/// <param name="Reason">Why.</param>
public sealed record DeclineRedaction(int Asked, string Name, string Reason) : SessionCommand;

/// <summary>End the session without a decision.</summary>
public sealed record Cancel(string Reason) : SessionCommand;
