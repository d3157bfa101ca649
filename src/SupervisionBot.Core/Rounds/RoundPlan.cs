using System.Globalization;
using System.Text.Json.Serialization;

namespace SupervisionBot.Core.Rounds;

/// <summary>What a round asks, where, when and how. Fixed once it has opened.</summary>
/// <param name="Focus">The question in focus, 1 to <see cref="RoundPlanRules.LongestFocus"/> UTF-16 characters.</param>
/// <param name="Channels">Where it is posted, 1 to <see cref="RoundPlanRules.MostChannels"/>.</param>
/// <param name="OpensAt">When it opens, as clocks in Europe/London show it.</param>
/// <param name="ClosesAt">When it closes, as clocks in Europe/London show it. An extension does not change it; see <see cref="Round.ClosesAt"/>.</param>
/// <param name="Anonymous">Nothing that is kept leads from an answer to the person. Otherwise leaders see the names.</param>
/// <param name="Repeats">How often it comes again; null for once.</param>
public sealed record RoundPlan(string Focus, IReadOnlyList<RoundChannel> Channels, DateTime OpensAt, DateTime ClosesAt, bool Anonymous, Recurrence? Repeats)
{
    /// <summary>Ids of the teams whose channels it is posted to, each once, in the order of the channels.</summary>
    [JsonIgnore]
    public IEnumerable<string> Teams => Channels.Select(channel => channel.Team).Distinct(StringComparer.Ordinal);

    /// <summary>The name of one of its teams; the id itself where it is none of them.</summary>
    public string NameOf(string team) => Channels.FirstOrDefault(channel => channel.Team == team)?.TeamName ?? team;

    /// <summary>Says the same as another plan, channel by channel.</summary>
    public bool SameAs(RoundPlan other) => this with { Channels = other.Channels } == other && Channels.SequenceEqual(other.Channels);
}

/// <summary>A channel that a round is posted to.</summary>
/// <param name="Key">Its key inside the round; see <see cref="KeyOf"/>.</param>
/// <param name="Conversation">Id of its conversation in Teams.</param>
/// <param name="Team">Id of its team; several channels may be of one.</param>
/// <param name="TeamName">Name of the team when it was planned.</param>
/// <param name="ChannelName">Name of the channel when it was planned.</param>
public sealed record RoundChannel(string Key, string Conversation, string Team, string TeamName, string ChannelName)
{
    /// <summary>The key of the channel at this place, from 1: "c01", "c02", ... "c100".</summary>
    public static string KeyOf(int place) => string.Create(CultureInfo.InvariantCulture, $"c{place:00}");
}

/// <summary>How often a round comes again, counted from the first opening of its series.</summary>
/// <param name="Every">1 to <see cref="RoundPlanRules.MostWeeks"/> weeks, or 1 to <see cref="RoundPlanRules.MostMonths"/> months.</param>
/// <param name="Unit">Of what.</param>
public sealed record Recurrence(int Every, RecurrenceUnit Unit)
{
    /// <summary>The opening this many turns after the first one, at the same time of day. Months keep the day of the month, or take the month's last where it has no such day.</summary>
    public DateTime After(DateTime first, int turns) => Unit switch
    {
        RecurrenceUnit.Weeks => first.AddDays(7 * Every * turns),
        RecurrenceUnit.Months => first.AddMonths(Every * turns),
    };
}

/// <summary>What a recurrence counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecurrenceUnit>))]
public enum RecurrenceUnit
{
    /// <summary>Weeks.</summary>
    [JsonStringEnumMemberName("Weeks")]
    Weeks,

    /// <summary>Calendar months.</summary>
    [JsonStringEnumMemberName("Months")]
    Months,
}
