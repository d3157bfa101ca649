using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Teams;

namespace SupervisionBot.Rounds;

/// <summary>What goes out when a round has changed: cards to its channels, news to leaders. Never to a person by name in a channel.</summary>
internal sealed class RoundNews(ChatDirectory chats, Leadership leadership)
{
    /// <summary>Messages of one change; each goes out if and only if the change is stored.</summary>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyList<OutboxMessage>> OfAsync(RoundAddress address, Round? before, Round after, Cause cause, CancellationToken cancellationToken)
    {
        var posts = new List<OutboxMessage>();
        var parts = Parts(before, after);
        foreach (var channel in parts.Count == 0 ? [] : after.Plan.Channels)
        {
            // Also where the app was removed: the attempt to send says so in the report.
            var via = await chats.FindAsync(address.Tenant, channel.Conversation, cancellationToken) ?? Unknown(address.Tenant, channel);
            posts.AddRange(parts.Select(part => OutboxMessage.Telling(cause, Lane.Of(via), via, RoundPosting.PostOf(address.Round, channel.Key, part))));
        }

        return [.. posts, .. News(before, after).Select(news => OutboxMessage.Telling(cause, Lane.Of(address.Tenant, news.To), via: null, new Content.News(news.Text, RoundNewsCards.Of(address.Round, news.Kind))))];
    }

    private static IReadOnlyList<string> Parts(Round? before, Round after) => (before, after) switch
    {
        (_, { Status: RoundStatus.Open, Reminded: true }) when before is { Reminded: false } => [RoundPosting.Reminder],
        (_, { Response: not null }) when before?.Response is null => [RoundPosting.Card, RoundPosting.Response],
        (_, { OpenedAt: not null }) when before?.Status != after.Status || before.ClosesAt != after.ClosesAt => [RoundPosting.Card],
        _ => [],
    };

    // They show on lock screens, so they name nobody and say nothing of what is asked.
    private IEnumerable<(PersonId To, string Kind, string Text)> News(Round? before, Round after)
    {
        var drafter = after.Leader;
        if (after.MissingTold > 0 && before?.MissingTold is null)
        {
            return [(drafter, RoundNewsCards.FewAnswers, "Few people have answered your stop/start/continue round so far, and of too few all words are deleted unread. You can move the closing.")];
        }

        if (before?.Status == after.Status)
        {
            return [];
        }

        return after.Status switch
        {
            RoundStatus.AwaitingApproval => leadership.All.Where(leader => leader != drafter)
                .Select(leader => (leader, RoundNewsCards.ToApprove, "A stop/start/continue round for several teams is waiting for approval.")),
            RoundStatus.Scheduled when after.ApprovedBy is not null && after.Number == 1 => [(drafter, RoundNewsCards.Approved, "Your stop/start/continue round is approved. It opens by itself at its time.")],
            RoundStatus.Draft when after.SentBackWhy is not null => [(drafter, RoundNewsCards.SentBack, "Your stop/start/continue round was sent back to be changed.")],
            RoundStatus.Counted => leadership.All.Select(leader => (leader, RoundNewsCards.Counted, "A stop/start/continue round has closed and is counted.")),
            RoundStatus.Draft or RoundStatus.Scheduled or RoundStatus.Open or RoundStatus.Closed or RoundStatus.Finished or RoundStatus.Recalled or RoundStatus.Discarded => [],
        };
    }

    private static ConversationReference Unknown(Guid tenant, RoundChannel channel) => new(tenant, channel.Conversation, ConversationKind.Channel, "", "");
}
