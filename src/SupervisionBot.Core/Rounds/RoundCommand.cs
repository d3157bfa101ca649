namespace SupervisionBot.Core.Rounds;

/// <summary>What a leader or the clock wants of a round.</summary>
public abstract record RoundCommand;

/// <summary>What only the clock asks for. It yields nothing where its time has not come or has gone.</summary>
public abstract record ClockCommand : RoundCommand;

/// <summary>Draft a round; see <see cref="RoundDecision.Draft"/>.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="LeaderName">The leader's name as Teams gave it.</param>
public sealed record DraftRound(RoundPlan Plan, string LeaderName) : RoundCommand;

/// <summary>Change the plan before the round opens; it has to be submitted, and where needed approved, again.</summary>
public sealed record ChangePlan(RoundPlan Plan) : RoundCommand;

/// <summary>Send the plan off: to the calendar where one team is asked, else to another leader for approval.</summary>
public sealed record SubmitPlan : RoundCommand;

/// <summary>Approve the plan.</summary>
/// <param name="SubmittedAt">The plan that the leader was looking at: <see cref="Round.SubmittedAt"/> then.</param>
public sealed record Approve(int SubmittedAt) : RoundCommand;

/// <summary>Send the plan back to be changed.</summary>
/// <param name="SubmittedAt">The plan that the leader was looking at: <see cref="Round.SubmittedAt"/> then.</param>
/// <param name="Why">What should be changed.</param>
public sealed record SendBack(int SubmittedAt, string Why) : RoundCommand;

/// <summary>Give the round up before it opens; a series ends with it.</summary>
public sealed record Discard : RoundCommand;

/// <summary>Open the round.</summary>
/// <param name="Thresholds">How many people have to stand behind what is shown of it.</param>
public sealed record OpenNow(Thresholds Thresholds) : ClockCommand;

/// <summary>Remind the channels, once.</summary>
public sealed record Remind : ClockCommand;

/// <summary>See whether enough people have answered for words to be read.</summary>
/// <param name="People">How many have, leaders and guests not counted.</param>
public sealed record CheckTurnout(int People) : ClockCommand;

/// <summary>Close the round when its time has come.</summary>
public sealed record Close : ClockCommand;

/// <summary>Record what was counted in a closed round.</summary>
public sealed record RecordCount(Tally Tally) : ClockCommand;

/// <summary>Move the closing.</summary>
/// <param name="ClosesAt">The new one, as clocks in Europe/London show it.</param>
public sealed record Extend(DateTime ClosesAt) : RoundCommand;

/// <summary>Close before the time.</summary>
public sealed record CloseEarly : RoundCommand;

/// <summary>Take the round back, until its response is posted; a series ends with it.</summary>
public sealed record Recall(string Why) : RoundCommand;

/// <summary>Make a theme for the entries of a prompt.</summary>
public sealed record CreateTheme(string Name, RoundPrompt Prompt) : RoundCommand;

/// <summary>Give a theme another name.</summary>
public sealed record RenameTheme(int Theme, string Name) : RoundCommand;

/// <summary>Move all entries of a theme into another of the same prompt, and drop the first.</summary>
public sealed record MergeThemes(int From, int Into) : RoundCommand;

/// <summary>Put entries into themes.</summary>
/// <param name="Themes">The theme of each entry by the entry's id; 0 for none. Entries left out stay where they are.</param>
public sealed record SortEntries(IReadOnlyDictionary<string, int> Themes) : RoundCommand;

/// <summary>Say what comes of the round, and finish it.</summary>
public sealed record Respond(RoundResponse Response) : RoundCommand;

/// <summary>Mark an action of the response.</summary>
public sealed record TickAction(int Action, bool Done) : RoundCommand;
