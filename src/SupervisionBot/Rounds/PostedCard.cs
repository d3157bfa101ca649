using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sending;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>What is known of one message of a round in one channel. Nothing is known of whether anybody has read it.</summary>
internal enum PostStatus
{
    /// <summary>On its way.</summary>
    Waiting,

    /// <summary>Teams has taken it.</summary>
    Sent,

    /// <summary>Teams did not take it.</summary>
    Failed,

    /// <summary>It may have arrived or not; somebody has to look.</summary>
    Unknown,

    /// <summary>Somebody has removed it from the channel.</summary>
    Removed,
}

/// <summary>One message of a round in one channel: <c>channel|c01|card</c> and so on.</summary>
/// <param name="Channel">Key of the channel in the round.</param>
/// <param name="Part">Which message.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Activity">Id of the message, where it is known.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="At">Since when.</param>
internal sealed record PostedCard(string Channel, string Part, PostStatus Status, string? Activity, string? Reason, DateTimeOffset At)
{
    private const string Prefix = "channel|";

    /// <summary>Whether it failed because nothing got through to the channel; it was certainly not delivered.</summary>
    public bool NothingGotThrough => Reason is PostFate.NotInstalled || QueuedMessage.IsUnheardOf(Reason);

    public static RowRange All { get; } = RowRange.StartingWith(Prefix);

    public static string KeyOf(string channel, string part) => $"{Prefix}{channel}|{part}";

    private static readonly StoredNames<PostStatus> s_statuses = new(
        (PostStatus.Waiting, "Waiting"),
        (PostStatus.Sent, "Sent"),
        (PostStatus.Failed, "Failed"),
        (PostStatus.Unknown, "Unknown"),
        (PostStatus.Removed, "Removed"));

    /// <summary>What is known, or why its row is not read.</summary>
    public static Outcome<PostedCard> Read(TableEntity row) => StoredRow.Read(row, RoundRows.Schema, From);

    public static PostedCard From(TableEntity row) => new(
        row.NeededString("Channel"),
        row.NeededString("Part"),
        s_statuses.In(row, "Status"),
        row.GetString("Activity"),
        row.GetString("Reason"),
        row.NeededTime("At"));

    public TableEntity ToRow(RoundAddress address) => new(address.Partition, KeyOf(Channel, Part))
    {
        ["Channel"] = Channel,
        ["Part"] = Part,
        ["Status"] = s_statuses[Status],
        ["Activity"] = Activity,
        ["Reason"] = Reason,
        ["At"] = At,
    };

    /// <summary>This with a newer fate. What stands is never taken for unknown again.</summary>
    public PostedCard With(PostFate fate, DateTimeOffset now) => fate switch
    {
        PostFate.Stands stands => this with { Status = PostStatus.Sent, Activity = stands.Activity ?? Activity, Reason = null, At = now },
        PostFate.Removed => this with { Status = PostStatus.Removed, At = now },
        PostFate.Unknown when Status is PostStatus.Sent or PostStatus.Removed => this,
        PostFate.Unknown => this with { Status = PostStatus.Unknown, At = now },
        PostFate.Failed when Status == PostStatus.Sent => this,
        PostFate.Failed failed => this with { Status = PostStatus.Failed, Reason = failed.Reason, At = now },
        _ => this,
    };
}
