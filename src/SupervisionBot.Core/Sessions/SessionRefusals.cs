using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>There is no such session for this person. "Not yours" and "not there" are the same answer.</summary>
public sealed record NoSuchSession : Refusal;

/// <summary>Only the person who leads the session may do this.</summary>
public sealed record OnlyTheLeadMay : Refusal;

/// <summary>The prompt asks somebody else.</summary>
public sealed record NotAskedOfYou : Refusal;

/// <summary>The session is over: its summary is frozen.</summary>
public sealed record AlreadyFrozen : Refusal;

/// <summary>The session was cancelled.</summary>
public sealed record AlreadyCancelled : Refusal;

/// <summary>The session is paused.</summary>
public sealed record IsPausedNow : Refusal;

/// <summary>The walk has not begun; only the first step can be prepared.</summary>
public sealed record NotBegunYet : Refusal;

/// <summary>The walk has begun already.</summary>
public sealed record BegunAlready : Refusal;

/// <summary>The session is on another step by now.</summary>
public sealed record StepMovedOn : Refusal;

/// <summary>This can't be done at this point of the session.</summary>
public sealed record NotAtThisPoint : Refusal;

/// <summary>The prompt, option or action is not there (any more).</summary>
public sealed record NotThere : Refusal;

/// <summary>It is none of the choices.</summary>
public sealed record NotAChoice : Refusal;

/// <summary>It is not a day.</summary>
public sealed record NotADay : Refusal;

/// <summary>The day is in the past.</summary>
/// <param name="Today">Today, in Europe/London.</param>
public sealed record DayInThePast(DateOnly Today) : Refusal;

/// <summary>The list is full.</summary>
/// <param name="Most">How many there may be.</param>
public sealed record TooMany(int Most) : Refusal;

/// <summary>The question has been brought into the session already.</summary>
/// <param name="Step">Id of the step it stands in.</param>
public sealed record BroughtAlready(string Step) : Refusal;

/// <summary>The record has gaps and no reason was given for going on.</summary>
/// <param name="Missing">Ids of the checks that found something missing.</param>
public sealed record HasGaps(IReadOnlyList<string> Missing) : Refusal;

/// <summary>The summary has changed since the person opened it.</summary>
public sealed record SummaryChanged : Refusal;

/// <summary>Somebody else has commented, raised a concern, confirmed or disagreed since the person looked at the summary: <see cref="Session.SaidSince"/>.</summary>
public sealed record SaidSince : Refusal;

/// <summary>The card was drawn before the person took something back, and may still have those words in it.</summary>
public sealed record TakenBackSince : Refusal;

/// <summary>Whoever asks that words be erased does not approve it.</summary>
public sealed record NotOnesOwn : Refusal;

/// <summary>The words stand in more texts than one write of the store can change.</summary>
public sealed record TooMuchToErase : Refusal;

/// <summary>It was decided already whether the words are erased, or it is asked for no longer.</summary>
public sealed record DecidedAlready : Refusal;

/// <summary>The record has more since it was read for what remains of it; reading it again will do.</summary>
public sealed record WrittenMeanwhile : Refusal;

/// <summary>The person has closed their part already.</summary>
public sealed record ClosedAlready : Refusal;

/// <summary>A session that belongs to a child's file needs a case reference.</summary>
public sealed record NoCaseReference : Refusal;

/// <summary>The people chosen do not fit the guide: a role is missing or not the guide's, two lead, or one person is there twice.</summary>
public sealed record WrongPeople : Refusal;
