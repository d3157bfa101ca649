using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>What a round is after some entries of its trail. Folded, never stored. Answers are not in it.</summary>
public sealed record Round
{
    /// <summary>Which round.</summary>
    public required RoundId Id { get; init; }

    /// <summary>Number of entries folded; the last entry's sequence.</summary>
    public int Sequence { get; init; }

    /// <summary>When the last entry was recorded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Operations already applied.</summary>
    public ImmutableHashSet<string> Operations { get; init; } = [];

    /// <summary>How far it is.</summary>
    public RoundStatus Status { get; init; }

    /// <summary>What it asks, where and when.</summary>
    public required RoundPlan Plan { get; init; }

    /// <summary>Who drafted it, or the first of its series.</summary>
    public required PersonId Leader { get; init; }

    /// <summary>Their name as Teams gave it.</summary>
    public required string LeaderName { get; init; }

    /// <summary>The first opening of the series, as clocks in Europe/London show it; turns are counted from it.</summary>
    public required DateTime First { get; init; }

    /// <summary>The round before it in the series; null for the first.</summary>
    public RoundId? Previous { get; init; }

    /// <summary>Its number in the series, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>The sequence at which the present plan was put before the other leaders; 0 where it was not.</summary>
    public int SubmittedAt { get; init; }

    /// <summary>Who approved the present plan; null where nobody has, or had to.</summary>
    public PersonId? ApprovedBy { get; init; }

    /// <summary>Why the plan was sent back; null where it was not, or has been changed since.</summary>
    public string? SentBackWhy { get; init; }

    /// <summary>How many people have to stand behind what is shown of it, as its cards say; null before it opens, and in a round that an earlier version opened.</summary>
    public Thresholds? Thresholds { get; init; }

    /// <summary>When it opened, in UTC; null before.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it closes, in UTC, after an extension the new time; null before it opens.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When it closed, in UTC; null before.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The channels were reminded.</summary>
    public bool Reminded { get; init; }

    /// <summary>How many people were missing, shortly before the closing, for words to be read; null before it was seen, and again once the closing is moved.</summary>
    public int? MissingTold { get; init; }

    /// <summary>Who answered, in numbers; null before it is counted.</summary>
    public Tally? Tally { get; init; }

    /// <summary>Themes, in the order they were made.</summary>
    public ImmutableArray<Theme> Themes { get; init; } = [];

    /// <summary>How many themes were ever made; the next one's number is one more.</summary>
    public int ThemesEver { get; init; }

    /// <summary>The theme of each entry by the entry's id. Entries that are not here are in none.</summary>
    public ImmutableDictionary<string, int> Sorted { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>What came of it; null before.</summary>
    public RoundResponse? Response { get; init; }

    /// <summary>The response's actions.</summary>
    public ImmutableArray<RoundAction> Actions { get; init; } = [];

    /// <summary>Why it was recalled; null unless it was.</summary>
    public string? RecallReason { get; init; }

    /// <summary>Halfway between opening and closing, in UTC; null before it opens.</summary>
    public DateTimeOffset? RemindAt => OpenedAt + ((ClosesAt - OpenedAt) / 2);

    /// <summary>Whether answers can be given, changed and withdrawn. Not after the closing, however late the clock comes round to it.</summary>
    public bool TakesAnswers(DateTimeOffset now) => Status == RoundStatus.Open && now < ClosesAt;

    /// <summary>The theme with this number, or null.</summary>
    public Theme? FindTheme(int number) => Themes.FirstOrDefault(theme => theme.Number == number);
}

/// <summary>How far a round is.</summary>
public enum RoundStatus
{
    /// <summary>Being planned.</summary>
    Draft,

    /// <summary>Before the other leaders.</summary>
    AwaitingApproval,

    /// <summary>Opens at its time.</summary>
    Scheduled,

    /// <summary>Posted; answers are taken until <see cref="Round.ClosesAt"/>.</summary>
    Open,

    /// <summary>No more answers; being counted.</summary>
    Closed,

    /// <summary>Leaders read, sort and respond.</summary>
    Counted,

    /// <summary>The response is posted.</summary>
    Finished,

    /// <summary>Taken back.</summary>
    Recalled,

    /// <summary>Given up before it opened.</summary>
    Discarded,
}

/// <summary>Entries of one prompt that say the same kind of thing, sorted by hand.</summary>
/// <param name="Number">Its number in the round, from 1.</param>
/// <param name="Prompt">Whose entries it takes.</param>
/// <param name="Name">What it is called.</param>
public sealed record Theme(int Number, RoundPrompt Prompt, string Name);

/// <summary>An action of the response.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Details">What was promised.</param>
/// <param name="Done">It is done.</param>
/// <param name="TickedAt">When it was last marked, in UTC; null where it never was.</param>
public sealed record RoundAction(int Number, ResponseAction Details, bool Done, DateTimeOffset? TickedAt);

/// <summary>Who answered, in numbers.</summary>
/// <param name="People">How many people answered, by team id; teams where nobody did may be left out.</param>
/// <param name="Thresholds">What a group had to have when it was counted. Entries kept their team by these, so results never use weaker ones.</param>
/// <param name="LeftOut">How many answers were changed outside the app, or could not be read, and are in nothing.</param>
public sealed record Tally(
    IReadOnlyDictionary<string, int> People,
    Thresholds Thresholds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int LeftOut = 0)
{
    /// <summary>How many people answered in all.</summary>
    [JsonIgnore]
    public int Answered => People.Values.Sum();
}
