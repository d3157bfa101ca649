using Microsoft.Extensions.Options;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What a round shows in its channels: the same to everybody, and never what anybody wrote.</summary>
internal sealed class ChannelCards(CardPress press, RoundStore rounds, AnswerBox answers, IOptions<RoundOptions> options)
{
    // Our own number: with five lines of a response and the question it stays a card that a phone shows without getting lost.
    private const int LongestLine = 400;

    // Our own number: as many rounds of a series are looked at for the last response.
    private const int MostBack = 6;

    /// <summary>What is promised to those who answer, before they do. It has to be exactly true: docs/adr/0014.</summary>
    public static string Promise(Round round) => round switch
    {
        { Plan.Anonymous: false } => "With your name: leaders see who wrote what.",
        { Thresholds: { } thresholds } => "Anonymous. Until the round closes your answer is sealed, so that you can change it; then the link to you is deleted, and what leaders read has no name. "
            + $"They read words only if at least {thresholds.Comments} people answer in all, and see a team's number from {thresholds.Counts} people on; with fewer than {thresholds.Comments}, all words are deleted unread. "
            + "Leaders and guests are not counted. Write nothing that would give you away.",
        _ => "Anonymous. Until the round closes your answer is sealed, so that you can change it; then the link to you is deleted, and what leaders read has no name. Write nothing that would give you away.",
    };

    /// <summary>The card as it is now.</summary>
    /// <param name="address">Which round.</param>
    /// <param name="round">Its state.</param>
    /// <param name="channel">In which of its channels.</param>
    /// <param name="refreshFor">Teams ids of the people whose clients ask for it by themselves.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>> CardAsync(RoundAddress address, Round round, RoundChannel channel, IReadOnlyList<string> refreshFor, CancellationToken cancellationToken)
    {
        var people = round.Status is RoundStatus.Open or RoundStatus.Closed ? await answers.PeopleAsync(address, round, cancellationToken) : null;
        var answered = people is null ? (int?)null : people.GetValueOrDefault(channel.Key);
        return Print(round, await BeforeAsync(address, round, cancellationToken), $"{round.Id.Value:N}", channel.Key, Status(round), round.Status == RoundStatus.Open, answered, refreshFor);
    }

    /// <summary>The card as it will look, for the leader who plans it.</summary>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>> PreviewAsync(RoundAddress address, Round round, CancellationToken cancellationToken) => Print(
        round with { Thresholds = new(options.Value.MinimumGroup, options.Value.MinimumForComments) }, await BeforeAsync(address, round, cancellationToken), "", "", OpenUntil(Core.Shared.LondonTime.At(round.Plan.ClosesAt)), isOpen: true, answered: 0, refreshFor: []);

    /// <summary>The one reminder.</summary>
    public static string Reminder(Round round) =>
        $"Half of the time to answer is over: this round is open until {UkTime.Text(round.ClosesAt!.Value)}. Press Answer on the card above. Those who have answered can still change what they said.";

    /// <summary>What came of the round.</summary>
    public ReadOnlyMemory<byte> Response(Round round) => press.Print("rounds/channel-response", ResponseOf(round), ChannelCardJson.Default.ChannelResponseCard);

    /// <summary>What came of the round, as its card shows it.</summary>
    public static ChannelResponseCard ResponseOf(Round round)
    {
        var response = round.Response!;
        var themes = response.Themes.Select(round.FindTheme).OfType<Theme>().Select(theme => new ChannelText($"{theme.Prompt}: {Cut.To(Cut.Among(response.Themes.Count), theme.Name)}")).ToList();
        var actions = round.Actions.Select(action => new ChannelAction(
            Cut.To(Cut.Among(round.Actions.Length) * 2, action.Details.What),
            string.Join(" · ", new[] { Cut.To(Cut.Among(round.Actions.Length), action.Details.Who), action.Details.ByWhen is { } day ? $"by {PromptValue.Day(day)}" : "" }.Where(fact => fact.Length > 0)))).ToList();
        return new(
            "What we do about your answers.",
            round.Plan.Focus,
            themes.Count > 0,
            themes,
            Lines(response, ToResponse.LongestText * 2),
            actions.Count > 0,
            actions,
            "Thank you to everybody who answered.");
    }

    private ReadOnlyMemory<byte> Print(Round shown, ChannelBefore before, string round, string channel, string status, bool isOpen, int? answered, IReadOnlyList<string> refreshFor) => press.Print(
        "rounds/channel",
        new ChannelCard(
            $"Stop, start, continue. {Cut.To(LongestLine, shown.Plan.Focus)}",
            "Stop, start, continue",
            round,
            channel,
            refreshFor,
            before,
            shown.Plan.Focus,
            Promise(shown),
            status,
            isOpen,
            isOpen || answered > 0,
            answered switch
            {
                null => "How many have answered can't be told just now.",
                0 => "Nobody has answered here yet.",
                1 => "1 person has answered here.",
                _ => $"{answered} people have answered here.",
            }),
        ChannelCardJson.Default.ChannelCard);

    private async Task<ChannelBefore> BeforeAsync(RoundAddress address, Round round, CancellationToken cancellationToken)
    {
        // A round that nobody responded to is passed over: what was said last is what people are owed.
        var last = (Round?)null;
        for (var (previous, back) = (round.Previous, 0); previous is { } id && last?.Response is null && back < MostBack; back++)
        {
            last = (await rounds.FindAsync(address with { Round = id }, cancellationToken))?.Round;
            previous = last?.Previous;
        }

        if (last?.Response is not { } response)
        {
            return new(Show: false, []);
        }

        var done = last.Actions.Count(action => action.Done);
        var actions = last.Actions.Length == 0 ? [] : new[] { new ChannelLine("Actions:", $"{done} of {last.Actions.Length} done.") };
        return new(Show: true, [.. Lines(response, LongestLine), .. actions]);
    }

    private static IReadOnlyList<ChannelLine> Lines(RoundResponse response, int longest) =>
    [
        .. new (string Label, string Text)[] { ("We stop:", response.Stop), ("We start:", response.Start), ("We continue:", response.Continue), ("We will not:", response.NotDone) }
            .Where(line => !Texts.IsBlank(line.Text))
            .Select(line => new ChannelLine(line.Label, Cut.To(longest, line.Text))),
    ];

    private static string OpenUntil(DateTimeOffset closes) => $"Open until {UkTime.Text(closes)}.";

    private static string Status(Round round) => round.Status switch
    {
        RoundStatus.Open => OpenUntil(round.ClosesAt!.Value),
        RoundStatus.Closed or RoundStatus.Counted => "This round is closed. Thank you to everybody who answered; what comes of it will be posted here.",
        RoundStatus.Finished => "This round is closed, and what comes of it is posted here.",
        RoundStatus.Recalled => $"This round was taken back by the leaders. Its answers are not used, and are deleted within minutes. {Cut.To(LongestLine, round.RecallReason ?? "")}".TrimEnd(),
        RoundStatus.Draft or RoundStatus.AwaitingApproval or RoundStatus.Scheduled or RoundStatus.Discarded => "This round is not open.",
    };
}
