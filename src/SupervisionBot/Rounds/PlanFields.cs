using System.Globalization;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What stands in the plan form, as it is typed. Times are as clocks in Europe/London show them.</summary>
/// <param name="Focus">The question in focus.</param>
/// <param name="Channels">Keys of the channels picked.</param>
/// <param name="Find">What the list of channels is narrowed to.</param>
/// <param name="Opens">When it opens.</param>
/// <param name="Closes">When it closes.</param>
/// <param name="Anonymous">Whether answers are anonymous.</param>
/// <param name="Repeats">"no", "weeks" or "months".</param>
/// <param name="Every">Of these, how many.</param>
internal sealed record PlanFields(string Focus, IReadOnlyList<string> Channels, string Find, TypedTime Opens, TypedTime Closes, bool Anonymous, string Repeats, string Every)
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>A form with the question that is offered: opening at the next quarter of an hour that is a quarter away, closing at 17:00 in two weeks, anonymous, once.</summary>
    public static PlanFields Fresh(DateTimeOffset now)
    {
        var soon = LondonTime.Of(now + Quarter);
        var opens = soon.AddTicks((Quarter.Ticks - (soon.Ticks % Quarter.Ticks)) % Quarter.Ticks);
        return new(FocusQuestions.Offered, [], "", TypedTime.Of(opens), TypedTime.Of(opens.Date.AddDays(14).AddHours(17)), Anonymous: true, "no", "1");
    }

    /// <summary>The form of a plan that is there.</summary>
    public static PlanFields Of(RoundPlan plan, IReadOnlyList<KnownChannel> known) => new(
        plan.Focus,
        [.. known.Where(channel => plan.Channels.Any(planned => planned.Conversation == channel.Conversation)).Select(channel => channel.Key)],
        "",
        TypedTime.Of(plan.OpensAt),
        TypedTime.Of(plan.ClosesAt),
        plan.Anonymous,
        plan.Repeats?.Unit switch { RecurrenceUnit.Weeks => "weeks", RecurrenceUnit.Months => "months", null => "no" },
        $"{plan.Repeats?.Every ?? 1}");

    /// <summary>What was typed.</summary>
    public static PlanFields Of(CardData data) => new(
        data.Text("focus"),
        data.Text("channels").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        data.Text("find").Trim(),
        TypedTime.Of(data, "opens"),
        TypedTime.Of(data, "closes"),
        data.Text("named") != "named",
        data.Text("repeats") is "weeks" or "months" ? data.Text("repeats") : "no",
        data.Text("every"));

    /// <summary>The plan that the form describes, or why it describes none. Whether it can be kept is not looked at.</summary>
    /// <param name="known">The channels that can be posted to.</param>
    public Outcome<RoundPlan> ToPlan(IReadOnlyList<KnownChannel> known)
    {
        var picked = known.Where(channel => Channels.Contains(channel.Key, StringComparer.Ordinal)).ToList();
        return this switch
        {
            _ when Texts.IsBlank(Focus) => new NoQuestion(),
            _ when picked.Count < Channels.Distinct(StringComparer.Ordinal).Count() => new ChannelOutOfReach(),
            { Opens.Read: { } opens, Closes.Read: { } closes } when Recurrence(out var repeats) => new RoundPlan(
                Focus.Trim(),
                [.. picked.Select((channel, place) => new RoundChannel(RoundChannel.KeyOf(place + 1), channel.Conversation, channel.Team, channel.TeamName, channel.Name))],
                opens,
                closes,
                Anonymous,
                repeats),
            { Opens.Read: not null, Closes.Read: not null } => new NotARecurrence(),
            _ => new NotATime(),
        };
    }

    private bool Recurrence(out Recurrence? repeats)
    {
        repeats = null;
        if (Repeats == "no")
        {
            return true;
        }

        var isNumber = int.TryParse(Every, NumberStyles.None, CultureInfo.InvariantCulture, out var every);
        repeats = new(every, Repeats == "weeks" ? RecurrenceUnit.Weeks : RecurrenceUnit.Months);
        return isNumber;
    }
}

/// <summary>A day and a time of day as two inputs hold them.</summary>
/// <param name="Day">Such as 2027-03-18.</param>
/// <param name="Time">Such as 17:00.</param>
internal sealed record TypedTime(string Day, string Time)
{
    // Longer ones can't be read, and nothing is gained by showing them again.
    private const int Longest = 10;

    /// <summary>The date and time; null where they can't be read.</summary>
    public DateTime? Read => DateTime.TryParseExact($"{Day} {Time}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;

    public static TypedTime Of(DateTime at) => new(at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), at.ToString("HH:mm", CultureInfo.InvariantCulture));

    public static TypedTime Of(CardData data, string name) => new(Short(data.Text($"{name}.day")), Short(data.Text($"{name}.time")));

    private static string Short(string text) => text.Length <= Longest ? Cut.Plain(text) : "";
}
