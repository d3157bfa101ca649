using System.Text.Json.Serialization;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>One entry of a round's trail. Answers are not in it: they are rows of their own, which nothing here leads to.</summary>
/// <param name="Sequence">Place in the trail, from 1, without gaps.</param>
/// <param name="By">Which leader did it, as Teams signed them in; null for the clock.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Operation">The operation it belongs to; the same operation arriving again changes nothing.</param>
/// <param name="Event">What was recorded.</param>
public sealed record RoundEntry(int Sequence, PersonId? By, DateTimeOffset At, string Operation, RoundEvent Event);

/// <summary>Something that happened to a round.</summary>
/// <remarks>These records are what is stored: renaming a member or a type name below breaks old trails, and a test pins their JSON.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(RoundDrafted), "drafted")]
[JsonDerivedType(typeof(PlanChanged), "planChanged")]
[JsonDerivedType(typeof(PlanSubmitted), "submitted")]
[JsonDerivedType(typeof(PlanSentBack), "sentBack")]
[JsonDerivedType(typeof(RoundScheduled), "scheduled")]
[JsonDerivedType(typeof(RoundDiscarded), "discarded")]
[JsonDerivedType(typeof(RoundOpened), "opened")]
[JsonDerivedType(typeof(RoundReminded), "reminded")]
[JsonDerivedType(typeof(TurnoutChecked), "turnoutChecked")]
[JsonDerivedType(typeof(RoundExtended), "extended")]
[JsonDerivedType(typeof(RoundClosed), "closed")]
[JsonDerivedType(typeof(RoundCounted), "counted")]
[JsonDerivedType(typeof(RoundRecalled), "recalled")]
[JsonDerivedType(typeof(ThemeCreated), "themeCreated")]
[JsonDerivedType(typeof(ThemeRenamed), "themeRenamed")]
[JsonDerivedType(typeof(ThemesMerged), "themesMerged")]
[JsonDerivedType(typeof(EntriesSorted), "entriesSorted")]
[JsonDerivedType(typeof(RoundResponded), "responded")]
[JsonDerivedType(typeof(ActionTicked), "actionTicked")]
public abstract record RoundEvent;

/// <summary>A round was drafted, by a leader or as the next of its series.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Leader">Who drafted it, or the first of its series.</param>
/// <param name="LeaderName">Their name as Teams gave it.</param>
/// <param name="First">The first opening of the series, as clocks in Europe/London show it; turns are counted from it.</param>
/// <param name="Previous">The round before it in the series; null for the first.</param>
/// <param name="Number">Its number in the series, from 1.</param>
public sealed record RoundDrafted(RoundPlan Plan, PersonId Leader, string LeaderName, DateTime First, RoundId? Previous, int Number) : RoundEvent;

/// <summary>The plan was changed; an approval given before is void.</summary>
public sealed record PlanChanged(RoundPlan Plan) : RoundEvent;

/// <summary>The plan was put before the other leaders.</summary>
public sealed record PlanSubmitted : RoundEvent;

/// <summary>Another leader sent the plan back.</summary>
public sealed record PlanSentBack(string Why) : RoundEvent;

/// <summary>The round will open as planned.</summary>
/// <param name="ApprovedBy">Who approved it; null where a round of one team needed nobody.</param>
public sealed record RoundScheduled(PersonId? ApprovedBy) : RoundEvent;

/// <summary>The round was given up before it opened.</summary>
public sealed record RoundDiscarded : RoundEvent;

/// <summary>The round opened.</summary>
/// <param name="ClosesAt">When it closes, in UTC.</param>
/// <param name="Thresholds">How many people have to stand behind numbers and words of it, for good; null in a round that an earlier version opened.</param>
public sealed record RoundOpened(DateTimeOffset ClosesAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Thresholds? Thresholds = null) : RoundEvent;

/// <summary>The channels were reminded.</summary>
public sealed record RoundReminded : RoundEvent;

/// <summary>Shortly before the closing it was seen how many people have answered, leaders and guests not counted.</summary>
/// <param name="Missing">How many are missing for words to be read; 0 where enough have.</param>
public sealed record TurnoutChecked(int Missing) : RoundEvent;

/// <summary>The closing was moved.</summary>
/// <param name="ClosesAt">When it closes now, in UTC.</param>
public sealed record RoundExtended(DateTimeOffset ClosesAt) : RoundEvent;

/// <summary>No more answers are taken.</summary>
/// <param name="Early">A leader closed it before its time.</param>
public sealed record RoundClosed(bool Early) : RoundEvent;

/// <summary>The answers were counted, and what led from them to people was deleted.</summary>
public sealed record RoundCounted(Tally Tally) : RoundEvent;

/// <summary>The round was taken back.</summary>
public sealed record RoundRecalled(string Why) : RoundEvent;

/// <summary>A theme was made.</summary>
/// <param name="Theme">Its number in the round, from 1.</param>
/// <param name="Prompt">Whose entries it takes.</param>
/// <param name="Name">What it is called.</param>
public sealed record ThemeCreated(int Theme, RoundPrompt Prompt, string Name) : RoundEvent;

/// <summary>A theme got another name.</summary>
public sealed record ThemeRenamed(int Theme, string Name) : RoundEvent;

/// <summary>The entries of one theme went into another, and the first is gone.</summary>
public sealed record ThemesMerged(int From, int Into) : RoundEvent;

/// <summary>Entries were sorted.</summary>
/// <param name="Themes">The theme of each entry by the entry's id; 0 for none.</param>
public sealed record EntriesSorted(IReadOnlyDictionary<string, int> Themes) : RoundEvent;

/// <summary>A leader said what comes of it: the round is finished.</summary>
public sealed record RoundResponded(RoundResponse Response) : RoundEvent;

/// <summary>An action of the response was marked.</summary>
/// <param name="Action">Its number, from 1.</param>
/// <param name="Done">It is done; or, after all, not yet.</param>
public sealed record ActionTicked(int Action, bool Done) : RoundEvent;

/// <summary>What leaders make of a round. At least one of its texts is written.</summary>
/// <param name="Themes">Numbers of the themes it takes up.</param>
/// <param name="Stop">What will stop.</param>
/// <param name="Start">What will start.</param>
/// <param name="Continue">What will go on.</param>
/// <param name="Actions">Who does what by when; they are numbered from 1 in this order.</param>
/// <param name="NotDone">What will not be done, and why.</param>
public sealed record RoundResponse(IReadOnlyList<int> Themes, string Stop, string Start, string Continue, IReadOnlyList<ResponseAction> Actions, string NotDone);

/// <summary>An action that a response promises. Only <paramref name="What"/> has to be there.</summary>
/// <param name="What">What is done.</param>
/// <param name="Who">Who does it.</param>
/// <param name="ByWhen">The day it is done by.</param>
public sealed record ResponseAction(string What, string Who, DateOnly? ByWhen);
