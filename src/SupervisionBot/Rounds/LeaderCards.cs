using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What leaders see of their rounds: the list, one round, and the step in between before what can't be undone. Never what anybody answered.</summary>
internal sealed class LeaderCards(CardPress press, RoundStore rounds, AnswerBox answers, ChannelCards channels, Leadership leadership, PeopleDirectory people, IOptions<RoundOptions> options)
{
    private const string Unopened = "Its answers can't be opened: the key of this round is not there, or its plan or its list of answers was changed outside this app. Please tell whoever looks after the app. Until it is put right nothing is counted; you can take the round back.";

    /// <summary>Rounds on one page of the list. Our own number: with the buttons below, six on the card.</summary>
    private const int PageSize = 4;

    /// <summary>One page of the rounds of an organisation, the newest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="after">Where the page begins, as the page before said; empty for the first.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReadOnlyMemory<byte>> ListAsync(Guid tenant, string after, Notice notice, CancellationToken cancellationToken)
    {
        var (listed, next) = await rounds.ListAsync(tenant, PageSize, after.Length == 0 ? null : after, cancellationToken);
        var lines = listed.Select((round, index) => new RoundsLine($"{round.Id.Value:N}", Cut.To(Cut.Line, round.Plan.Focus), RoundWords.Status(round), $"Open {index + 1}"));
        return press.Print("rounds/rounds", new RoundsCard(notice, "Stop/start/continue rounds.", listed.Count == 0 && after.Length == 0, [.. lines], next is not null, next ?? ""), PlanningCardJson.Default.RoundsCard);
    }

    /// <summary>One round, with the buttons of what this leader can do about it.</summary>
    /// <param name="stored">The round.</param>
    /// <param name="viewer">Which leader looks.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="closes">The new closing as it was typed; null for a proposal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReadOnlyMemory<byte>> RoundAsync(StoredRound stored, PersonId viewer, Notice notice, TypedTime? closes, CancellationToken cancellationToken)
    {
        var round = stored.Round;
        var isUncounted = round.Status is RoundStatus.Open or RoundStatus.Closed;
        var counts = isUncounted ? await answers.PeopleAsync(stored.Address, round, cancellationToken) : null;
        var all = counts?.Values.Sum() ?? 0;
        var (isDrafter, isPlan) = (viewer == round.Leader, round.Status is RoundStatus.Draft or RoundStatus.AwaitingApproval or RoundStatus.Scheduled);
        var (next, canSend) = Next(round, isDrafter);
        var facts = RoundWords.Facts(round).ToList();
        facts.Add(new("Planned by:", Cut.To(Cut.Line, round.LeaderName)));
        if (round.ApprovedBy is { } approver)
        {
            facts.Add(new("Approved by:", Cut.To(Cut.Line, (await people.FindAsync(stored.Address.Tenant, approver, cancellationToken))?.Name ?? "another leader")));
        }

        if (round.Status == RoundStatus.Open)
        {
            facts.Add(new("Answered so far:", counts is null ? "can't be told just now" : $"{RoundWords.People(all)} in all, leaders and guests not counted"));
        }
        else if (round.Tally is { } tally)
        {
            facts.Add(new("Answered:", $"{RoundWords.People(tally.Answered)} in all"));
        }

        var least = round.Thresholds?.Comments ?? options.Value.MinimumForComments;
        var reason = round.SentBackWhy is { } why ? $"Sent back to be changed: {why}" : round.RecallReason is { } recalled ? $"Taken back: {recalled.TrimEnd('.')}. {(await answers.IsEmptyAsync(stored.Address, cancellationToken) ? "Its answers are deleted." : "Its answers are being deleted.")}" : "";
        return press.Print(
            "rounds/round",
            new RoundCard(
                notice,
                $"Stop/start/continue round: {RoundWords.Status(round)}.",
                $"{round.Id.Value:N}",
                round.Sequence,
                round.SubmittedAt,
                RoundWords.Status(round),
                reason.Length > 0,
                reason,
                round.Plan.Focus,
                RoundWords.Where(round.Plan, channel => round.Status == RoundStatus.Open && counts is not null ? $" ({counts.GetValueOrDefault(channel.Key)})" : ""),
                facts,
                isUncounted && (counts is null || (round.Status == RoundStatus.Open && round.Plan.Anonymous && all < least)),
                counts is null ? Unopened : $"{least - all} more {(least - all == 1 ? "person has" : "people have")} to answer, or all words are deleted unread when it closes and only the number of people is shown. You can move the closing.",
                next.Length > 0,
                next,
                isPlan,
                isPlan,
                canSend,
                round.Plan.Teams.Count() == 1 ? "Send off" : "Send to another leader",
                round.Status == RoundStatus.AwaitingApproval && !isDrafter,
                round.Status == RoundStatus.Open,
                closes ?? TypedTime.Of(LondonTime.Of(round.ClosesAt ?? LondonTime.At(round.Plan.ClosesAt)).AddDays(7)),
                round.Status == RoundStatus.Open,
                round.Status is RoundStatus.Open or RoundStatus.Closed or RoundStatus.Counted,
                isPlan,
                round.OpenedAt is not null,
                round.Status is RoundStatus.Closed or RoundStatus.Counted or RoundStatus.Finished),
            PlanningCardJson.Default.RoundCard);
    }

    /// <summary>Asks once more before something that can't be undone, or for a reason. Null where there is nothing of that name.</summary>
    /// <param name="round">The round.</param>
    /// <param name="verb">What it is about.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="reason">The reason as it was typed.</param>
    public ReadOnlyMemory<byte>? Sure(Round round, string verb, Notice notice, string reason)
    {
        (string Title, string Means, string Label)? asked = verb switch
        {
            "plan.discard" => ("Discard this plan?", "Nothing of it is posted, and it does not come again. The plan stays in the list as discarded; it can't be taken up again.", ""),
            "plan.back" => ("Send this plan back?", $"It becomes a draft again, and {Cut.To(Cut.Line, round.LeaderName)} reads your reason.", "What should be changed"),
            "round.close" => ("Close this round now?", "From now on nobody can answer, change or withdraw an answer, and the answers are counted. It can't be opened again.", ""),
            "round.recall" => ("Take this round back?", "The cards in the channels are replaced by one that says that the round was taken back, with your reason. What people have answered is not used, and is deleted two minutes later; the card here says when that is done. What it can't take back: files of its results that leaders have, what Teams keeps of cards, and back-ups. It does not come again, and this can't be undone.", "Why it is taken back; everybody in the channels reads this"),
            _ => null,
        };
        return asked is not { } about ? null : press.Print(
            "rounds/sure",
            new SureCard(
                notice,
                about.Title,
                about.Title,
                $"{round.Id.Value:N}",
                round.Sequence,
                round.SubmittedAt,
                round.Plan.Focus,
                about.Means,
                about.Label.Length > 0,
                about.Label.Length > 0 ? about.Label : "Reason",
                Cut.To(Cut.Kept, reason, isRecorded: false),
                verb == "plan.discard",
                verb == "plan.back",
                verb == "round.close",
                verb == "round.recall"),
            PlanningCardJson.Default.SureCard);
    }

    /// <summary>The card of the channels as it will look, and who sees it.</summary>
    public async Task<ReadOnlyMemory<byte>> PreviewAsync(StoredRound stored, CancellationToken cancellationToken) =>
        press.Print("rounds/preview-dialog", PreviewOf(stored.Round, await channels.PreviewAsync(stored.Address, stored.Round, cancellationToken)), PlanningCardJson.Default.PreviewDialog);

    /// <summary>A card of the channels put into the dialog that shows it. Its buttons can be seen and not pressed.</summary>
    internal static PreviewDialog PreviewOf(Round round, ReadOnlyMemory<byte> card)
    {
        var shown = JsonNode.Parse(card.Span)!;
        Disable(shown);
        return new(
            "The card as it will look in the channels.",
            JsonElement.Parse(shown["body"]!.ToJsonString()),
            "Everybody in these channels sees it and can answer:",
            RoundWords.Where(round.Plan, _ => ""),
            round.Plan.Anonymous ? "What comes back is for senior leaders. They read it without names, and only where enough people have answered." : "What comes back is for senior leaders. They read who wrote what.");
    }

    private static void Disable(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Disable(item);
                }

                break;
            case JsonObject element:
                foreach (var (_, value) in element.ToList())
                {
                    Disable(value);
                }

                if (element["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name.StartsWith("Action.", StringComparison.Ordinal))
                {
                    element["isEnabled"] = false;
                }

                break;
        }
    }

    private (string Text, bool CanSend) Next(Round round, bool isDrafter)
    {
        var drafter = Cut.To(Cut.Line, round.LeaderName);
        var (isOneTeam, hasOther) = (round.Plan.Teams.Count() == 1, leadership.HasOther(round.Leader));
        return round.Status switch
        {
            RoundStatus.Draft when !isDrafter => ($"Only {drafter}, who drafted it, can send it off.", false),
            RoundStatus.Draft when isOneTeam => ($"Next: send it off. It opens by itself on {UkTime.Text(LondonTime.At(round.Plan.OpensAt))}; until then you can change or discard it.", true),
            RoundStatus.Draft when hasOther => ("Next: send it off. It asks several teams, so another leader reads and approves it first; then it opens by itself.", true),
            RoundStatus.Draft => (RefusalText.For(new NobodyToApprove()), false),
            RoundStatus.AwaitingApproval when isDrafter => ("It waits for another leader to approve it; they have been told. Changing it means sending it off again.", false),
            RoundStatus.AwaitingApproval => ($"{drafter} asks you to approve it. Look at the preview, then approve it or send it back. If you change it yourself, {drafter} has to send it off again.", false),
            RoundStatus.Scheduled => (isOneTeam ? "It opens by itself. Changing it means sending it off again." : "It opens by itself. Changing it means sending it off and having it approved again.", false),
            RoundStatus.Open or RoundStatus.Closed or RoundStatus.Counted or RoundStatus.Finished or RoundStatus.Recalled or RoundStatus.Discarded => ("", false),
        };
    }
}
