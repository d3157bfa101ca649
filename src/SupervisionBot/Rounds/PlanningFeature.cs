using System.Collections.Frozen;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What senior leaders do about rounds in their own chats: plan, approve, look after, and see what was delivered.</summary>
internal sealed class PlanningFeature(RoundStore rounds, RoundTurns turns, PlanForm form, LeaderCards cards, DeliveryReport report, Leadership leadership, Replies replies) : Feature
{
    /// <summary>What everybody else reads. It tells nothing of what there is.</summary>
    public const string NotALeader = "Only senior leaders can plan and look after stop/start/continue rounds. If you should be one of them, ask whoever runs this app in your organisation.";

    private const string OwnChat = "Rounds are planned in your own chat with me: open it and type rounds.";

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } =
    [
        "rounds.list", "round.open", "plan.open", "plan.find", "plan.change", "plan.save", "plan.send", "plan.approve", "plan.back", "plan.discard",
        "round.sure", "round.extend", "round.close", "round.recall", "report.open", "report.there", "report.again",
    ];

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = ["plan.preview"];

    /// <inheritdoc/>
    public override bool Reads(string text) => text.Trim().TrimEnd('.', '!').ToLowerInvariant() is "rounds" or "round";

    /// <inheritdoc/>
    public override async Task ObeyAsync(Delivery delivery, string text, CancellationToken cancellationToken)
    {
        if (Stranger(delivery) is { } words)
        {
            await replies.SayAsync(delivery, words, cancellationToken);
            return;
        }

        await replies.ShowAsync(delivery, await cards.ListAsync(delivery.From.TenantId, "", Notice.None, cancellationToken), "Rounds", cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (Stranger(delivery) is { } words)
        {
            return new CardActionResponse.Message(words);
        }

        var address = AddressOf(delivery, data);
        switch (data.Verb)
        {
            case "rounds.list":
                return new CardActionResponse.Card(await cards.ListAsync(delivery.From.TenantId, data.Text("after"), Notice.None, cancellationToken));
            case "plan.open":
                return new CardActionResponse.Card(await form.NewAsync(delivery, cancellationToken));
            case "plan.find":
                return new CardActionResponse.Card(await form.FindAsync(delivery, address.Round, data, cancellationToken));
            case "plan.save":
                return await SaveAsync(delivery, address, data, cancellationToken);
        }

        if (await rounds.FindAsync(address, cancellationToken) is not { } stored)
        {
            return Lost();
        }

        return data.Verb switch
        {
            "plan.change" when stored.Round.OpenedAt is null => new CardActionResponse.Card(await form.ChangeAsync(stored, cancellationToken)),
            "plan.change" => await ShowAsync(delivery, stored, Refused(new PlanIsFixed()), cancellationToken),
            "round.sure" => cards.Sure(stored.Round, data.Text("what"), Notice.None, "") is { } sure ? new CardActionResponse.Card(sure) : Lost(),
            "report.open" => await ReportAsync(stored, data, Notice.None, cancellationToken),
            "report.there" => await ReportAsync(stored, data, Told(await report.FoundAsync(stored, data, cancellationToken), "Noted: it is there."), cancellationToken),
            "report.again" => await ReportAsync(stored, data, Told(await report.AgainAsync(stored, data, cancellationToken), "It is on its way. Press Look again in a moment to see what became of it."), cancellationToken),
            _ when Asked(data) is { } asked => await DoAsync(delivery, stored, data, asked, cancellationToken),
            _ => await ShowAsync(delivery, stored, Notice.None, cancellationToken),
        };
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (Stranger(delivery) is { } words)
        {
            return new TaskResponse.Message(words);
        }

        if (await rounds.FindAsync(AddressOf(delivery, data), cancellationToken) is not { } stored)
        {
            RefusalMeter.Count(new NoSuchRound());
            return new TaskResponse.Message(RefusalText.For(new NoSuchRound()));
        }

        return new TaskResponse.Continue("Preview", await cards.PreviewAsync(stored, cancellationToken), TaskSize.Medium, TaskSize.Large);
    }

    /// <inheritdoc/>
    public override Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) => OpenAsync(delivery, data, cancellationToken);

    private async Task<CardActionResponse> SaveAsync(Delivery delivery, RoundAddress address, CardData data, CancellationToken cancellationToken)
    {
        if (data.Text("round").Length == 0)
        {
            return Lost();
        }

        var saved = await form.SaveAsync(delivery, address, data, cancellationToken);
        RefusalMeter.Count(saved.Refusal);
        return saved switch
        {
            { Stored: null } => new CardActionResponse.Card(saved.Form),
            { Refusal: { } refusal } => await ShowAsync(delivery, saved.Stored, Notice.Warning(RefusalText.For(refusal), Cut.To(Cut.Kept, data.Text("focus"), isRecorded: false)), cancellationToken),
            _ => await ShowAsync(delivery, saved.Stored, Notice.Good("Saved. Nothing is posted yet."), cancellationToken),
        };
    }

    private async Task<CardActionResponse> DoAsync(Delivery delivery, StoredRound stored, CardData data, RoundCommand command, CancellationToken cancellationToken)
    {
        var leader = Actor(delivery);
        var outcome = await turns.RunAsync(
            stored.Address,
            leader,
            data.Operation,
            (round, now) => round switch
            {
                null => new NoSuchRound(),
                // What nobody has seen is neither sent off nor thrown away.
                { Status: RoundStatus.Draft or RoundStatus.AwaitingApproval or RoundStatus.Scheduled } when command is SubmitPlan or Discard && data.V < round.Sequence => new PlanChangedSince(),
                { Status: RoundStatus.Draft } when command is SubmitPlan && round.Plan.Teams.Count() > 1 && !leadership.HasOther(round.Leader) => new NobodyToApprove(),
                { Status: RoundStatus.Open } when command is Extend { ClosesAt: var at } && at == default => new NotATime(),
                _ => RoundDecision.Decide(round, leader, now, command),
            },
            cancellationToken);
        var now = outcome.Stored ?? stored;
        if (outcome.Refusal is not { } refusal)
        {
            return await ShowAsync(delivery, now, Notice.Good(Done(command, now.Round)), cancellationToken);
        }

        RefusalMeter.Count(refusal);
        var reason = data.Text("reason");
        if (refusal is NothingWritten or TooLong or NotSaved or SavedElsewhere && cards.Sure(now.Round, data.Verb, Notice.Warning(RefusalText.For(refusal)), reason) is { } again)
        {
            return new CardActionResponse.Card(again);
        }

        var closes = command is Extend ? TypedTime.Of(data, "closes") : null;
        return new CardActionResponse.Card(await cards.RoundAsync(now, leader, Notice.Warning(RefusalText.For(refusal), Cut.To(Cut.Kept, reason, isRecorded: false)), closes, cancellationToken));
    }

    // A closing that can't be read is the default one, and refused.
    private static RoundCommand? Asked(CardData data) => data.Verb switch
    {
        "plan.send" => new SubmitPlan(),
        "plan.approve" => new Approve(data.Number("submittedAt")),
        "plan.back" => new SendBack(data.Number("submittedAt"), data.Text("reason")),
        "plan.discard" => new Discard(),
        "round.extend" => new Extend(TypedTime.Of(data, "closes").Read ?? default),
        "round.close" => new CloseEarly(),
        "round.recall" => new Recall(data.Text("reason")),
        _ => null,
    };

    private static string Done(RoundCommand command, Round round) => command switch
    {
        SubmitPlan when round.Status == RoundStatus.AwaitingApproval => "Sent to the other leaders. It opens once one of them has approved it.",
        SubmitPlan or Approve => $"Done. {RoundWords.Status(round)}.",
        SendBack => "Sent back to be changed.",
        Discard => "Discarded.",
        Extend => $"Done. {RoundWords.Status(round)}; the cards in the channels say so in a moment.",
        CloseEarly => "Closed. The answers are counted within some minutes; you will be told.",
        _ => "Taken back. The cards in the channels are being replaced, and the answers deleted.",
    };

    private async Task<CardActionResponse> ShowAsync(Delivery delivery, StoredRound stored, Notice notice, CancellationToken cancellationToken) =>
        new CardActionResponse.Card(await cards.RoundAsync(stored, Actor(delivery), notice, closes: null, cancellationToken));

    private async Task<CardActionResponse> ReportAsync(StoredRound stored, CardData data, Notice notice, CancellationToken cancellationToken) =>
        new CardActionResponse.Card(await report.CardAsync(stored, data.Number("page"), notice, cancellationToken));

    private static Notice Told(Refusal? refusal, string done) => refusal is null ? Notice.Good(done) : Refused(refusal);

    private static Notice Refused(Refusal refusal)
    {
        RefusalMeter.Count(refusal);
        return Notice.Warning(RefusalText.For(refusal));
    }

    private static CardActionResponse.Message Lost()
    {
        RefusalMeter.Count(new NoSuchRound());
        return new(RefusalText.For(new NoSuchRound()));
    }

    private string? Stranger(Delivery delivery) =>
        delivery.Conversation.Kind != ConversationKind.Personal ? OwnChat
        : !leadership.Has(Actor(delivery)) ? NotALeader
        : null;

    private static RoundAddress AddressOf(Delivery delivery, CardData data) =>
        new(delivery.From.TenantId, new(Guid.TryParseExact(data.Text("round"), "N", out var id) ? id : Guid.Empty));

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);
}
