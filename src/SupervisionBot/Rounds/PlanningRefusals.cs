using SupervisionBot.Core.Shared;

namespace SupervisionBot.Rounds;

/// <summary>The plan has no question in focus.</summary>
internal sealed record NoQuestion : Refusal;

/// <summary>A day or a time of day can't be read.</summary>
internal sealed record NotATime : Refusal;

/// <summary>A channel that was picked can't be posted to.</summary>
internal sealed record ChannelOutOfReach : Refusal;

/// <summary>The form had made its round before, and says something else by now.</summary>
internal sealed record PlannedBefore : Refusal;

/// <summary>The plan was changed since the form was opened.</summary>
internal sealed record FormIsOlder : Refusal;

/// <summary>Several teams are asked, and no other leader is there to approve it.</summary>
internal sealed record NobodyToApprove : Refusal;

/// <summary>What became of a post is something else by now.</summary>
internal sealed record PostChangedSince : Refusal;

/// <summary>Nothing can be posted to the channel just now.</summary>
internal sealed record ChannelUnreachable : Refusal;
