using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>There is no such round for this person. "Not yours" and "not there" are the same answer.</summary>
public sealed record NoSuchRound : Refusal;

/// <summary>A round has to be posted somewhere.</summary>
public sealed record NoChannels : Refusal;

/// <summary>The same channel is in the plan twice.</summary>
public sealed record ChannelTwice : Refusal;

/// <summary>The opening has passed already.</summary>
public sealed record OpensInThePast : Refusal;

/// <summary>The opening is too far ahead.</summary>
/// <param name="Days">How many days ahead it may be.</param>
public sealed record OpensTooFarAhead(int Days) : Refusal;

/// <summary>The round would be open for less than <see cref="RoundPlanRules.ShortestOpen"/>, or close before it opens.</summary>
public sealed record OpenTooShort : Refusal;

/// <summary>The round would be open for too long.</summary>
/// <param name="Days">How many days it may be open.</param>
public sealed record OpenTooLong(int Days) : Refusal;

/// <summary>The recurrence is not one that there is.</summary>
public sealed record NotARecurrence : Refusal;

/// <summary>The round would come again before it has closed.</summary>
public sealed record RepeatsTooSoon : Refusal;

/// <summary>The round has opened: its question, channels, opening, and whether it is anonymous, are fixed.</summary>
public sealed record PlanIsFixed : Refusal;

/// <summary>The plan has been sent off already.</summary>
public sealed record SubmittedAlready : Refusal;

/// <summary>Only the leader who drafted it may send it off.</summary>
public sealed record OnlyTheDrafterMay : Refusal;

/// <summary>Nobody approves what they have drafted.</summary>
public sealed record NotYourOwnToApprove : Refusal;

/// <summary>The plan does not wait for approval (any more).</summary>
public sealed record NotAwaitingApproval : Refusal;

/// <summary>The plan has changed since the leader opened it.</summary>
public sealed record PlanChangedSince : Refusal;

/// <summary>Less than <see cref="RoundPlanRules.ShortestOpen"/> is left until the planned closing.</summary>
public sealed record TooLateToOpen : Refusal;

/// <summary>The round has been posted: it can be recalled, not discarded.</summary>
public sealed record RecallInstead : Refusal;

/// <summary>The round is only a plan yet: it can be discarded, not recalled.</summary>
public sealed record DiscardInstead : Refusal;

/// <summary>The round was discarded.</summary>
public sealed record RoundIsDiscarded : Refusal;

/// <summary>The round was recalled.</summary>
public sealed record RoundIsRecalled : Refusal;

/// <summary>The response is posted: the round is finished.</summary>
public sealed record RoundIsFinished : Refusal;

/// <summary>The round is not open.</summary>
public sealed record RoundIsNotOpen : Refusal;

/// <summary>The new closing is not later than the present one.</summary>
public sealed record ClosesNoLater : Refusal;

/// <summary>The answers have not been counted yet.</summary>
public sealed record NotCountedYet : Refusal;

/// <summary>Another theme of the prompt has that name.</summary>
public sealed record ThemeNameTaken : Refusal;

/// <summary>The themes are of two prompts, or one and the same.</summary>
public sealed record ThemesDoNotFit : Refusal;

/// <summary>No response is posted yet, so there are no actions.</summary>
public sealed record NoResponseYet : Refusal;
