using System.Collections.Frozen;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What senior leaders do about rounds in their own chats: plan, approve, look after, and see what was delivered.</summary>
internal sealed class PlanningFeature(RoundStore rounds, RoundTurns turns, PlanForm form, LeaderCards cards, DeliveryReport report, Leadership leadership, Replies replies) : Feature
{
    /// <summary>The typed word.</summary>
    public const string Word = "rounds";

    /// <summary>What everybody else reads. It tells nothing of what there is.</summary>
    public const string NotALeader = "Only senior leaders can plan and look after stop/start/continue rounds. If you should be one of them, ask whoever runs this app in your organisation.";

    private const string List = "rounds.list";
    private const string Open = "round.open";
    private const string Plan = "plan.open";
    private const string Change = "plan.change";
    private const string Sure = "round.sure";
    private const string Report = "report.open";
    private const string OnlyOnNewerClients = "This version of Teams can't show what was found beside what you typed. What you typed is still on the card; please use a newer version, or Teams in the browser.";

    private const string Older = "That card was an older one, and nothing was changed. Here is where the round stands now.";

    private const string OwnChat = "Rounds are planned in your own chat with me: open it and type rounds.";

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } =
    [
        List, Open, Plan, "plan.find", Change, "plan.save", "plan.send", "plan.approve", "plan.back", "plan.discard",
        Sure, "round.extend", "round.close", "round.recall", Report, "report.there", "report.again",
    ];

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [List] = ["after"],
        [Open] = ["round"],
        [Plan] = [],
        [Change] = ["round"],
        [Sure] = ["round", "what"],
        [Report] = ["round", "page"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = ["plan.preview"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Offered { get; } = [Word];

    /// <inheritdoc/>
    public override bool Reads(string word) => word is Word or "round";

    /// <inheritdoc/>
    public override string InOutage(string word) => "Rounds can't be brought up just now, as the place where they are kept does not answer. They go on as planned, and nothing is lost. Please type rounds again in a minute.";

    /// <inheritdoc/>
    public override async Task ObeyAsync(Delivery delivery, string word, CancellationToken cancellationToken)
    {
        if (Stranger(delivery) is { } words)
        {
            await replies.SayAsync(delivery, $"{words} Nothing was saved.", cancellationToken);
            return;
        }

        await replies.ShowAsync(delivery, View.Of(List), Notice.None, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (Showing.ContainsKey(data.Verb))
        {
            return await ShownAsync(delivery, data, cancellationToken);
        }

        if (Stranger(delivery) is { } words)
        {
            return Pressed.Words(words);
        }

        var address = AddressOf(delivery, data);
        switch (data.Verb)
        {
            case "plan.find":
                return Pressed.Unsaved(await form.FindAsync(delivery, address.Round, data, cancellationToken), Notice.Warning(OnlyOnNewerClients));
            case "plan.save":
                return await SaveAsync(delivery, address, data, cancellationToken);
        }

        if (await rounds.FindAsync(address, cancellationToken) is not { } stored)
        {
            return Pressed.Words(Lost());
        }

        return data.Verb switch
        {
            "report.there" => await ReportAsync(stored, data, Told(await report.FoundAsync(stored, data, cancellationToken), "Noted: it is there."), cancellationToken),
            "report.again" => await ReportAsync(stored, data, Told(await report.AgainAsync(stored, data, cancellationToken), "It is on its way. Press Look again in a moment to see what became of it."), cancellationToken),
            _ => await DoAsync(delivery, stored, data, Asked(data), cancellationToken),
        };
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken)
    {
        if (Stranger(viewer) is { } words)
        {
            return new CardActionResponse.Message(words);
        }

        switch (data.Verb)
        {
            case List:
                return new CardActionResponse.Card(await cards.ListAsync(viewer.From.TenantId, data.Text("after"), notice, cancellationToken));
            case Plan:
                return new CardActionResponse.Card(await form.NewAsync(viewer, cancellationToken));
        }

        if (await rounds.FindAsync(AddressOf(viewer, data), cancellationToken) is not { } stored)
        {
            return new CardActionResponse.Message(Lost());
        }

        return data.Verb switch
        {
            Change when stored.Round.OpenedAt is null => new CardActionResponse.Card(await form.ChangeAsync(stored, cancellationToken)),
            Change => new CardActionResponse.Card(await RoundAsync(viewer, stored, Refused(new PlanIsFixed()), cancellationToken)),
            Sure when !CanStill(data.Text("what"), stored.Round) => new CardActionResponse.Card(await RoundAsync(viewer, stored, Notice.Warning(Older), cancellationToken)),
            Sure => cards.Sure(stored.Round, data.Text("what"), notice, "") is { } sure ? new CardActionResponse.Card(sure) : new CardActionResponse.Message(Lost()),
            Report => new CardActionResponse.Card(await report.CardAsync(stored, data.Number("page"), notice, cancellationToken)),
            _ => new CardActionResponse.Card(await RoundAsync(viewer, stored, notice, cancellationToken)),
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

    private async Task<Pressed> SaveAsync(Delivery delivery, RoundAddress address, CardData data, CancellationToken cancellationToken)
    {
        if (data.Text("round").Length == 0)
        {
            return Pressed.Words(Lost());
        }

        var saved = await form.SaveAsync(delivery, address, data, cancellationToken);
        RefusalMeter.Count(saved.Refusal);
        if (saved is { Stored: null, Refusal: { } unfit })
        {
            return Pressed.Unsaved(saved.Form, Notice.Warning(RefusalText.For(unfit)));
        }

        var stored = saved.Stored!;
        if (saved.Refusal is not { } refusal)
        {
            return await ShowAsync(delivery, stored, Notice.Good("Saved. Nothing is posted yet."), cancellationToken);
        }

        var notice = Notice.Warning(RefusalText.For(refusal), Cut.To(Cut.Kept, data.Text("focus"), isRecorded: false));
        return Pressed.Unsaved(await RoundAsync(delivery, stored, notice, cancellationToken), notice);
    }

    private async Task<Pressed> DoAsync(Delivery delivery, StoredRound stored, CardData data, RoundCommand command, CancellationToken cancellationToken)
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
        var (reason, words) = (data.Text("reason"), RefusalText.For(refusal));
        if (refusal is NothingWritten or TooLong or NotSaved or SavedElsewhere && cards.Sure(now.Round, data.Verb, Notice.Warning(words), reason) is { } again)
        {
            return Pressed.Unsaved(again, Notice.Warning(words));
        }

        var closes = command is Extend ? TypedTime.Of(data, "closes") : null;
        var notice = Notice.Warning(words, Cut.To(Cut.Kept, reason, isRecorded: false));
        var card = await cards.RoundAsync(now, leader, notice, closes, cancellationToken);
        return notice.HasKept || closes is not null || refusal is NotSaved ? Pressed.Unsaved(card, notice) : Pressed.Shown(card, Of(now), notice);
    }

    // A closing that can't be read is the default one, and refused.
    private static RoundCommand Asked(CardData data) => data.Verb switch
    {
        "plan.send" => new SubmitPlan(),
        "plan.approve" => new Approve(data.Number("submittedAt")),
        "plan.back" => new SendBack(data.Number("submittedAt"), data.Text("reason")),
        "plan.discard" => new Discard(),
        "round.extend" => new Extend(TypedTime.Of(data, "closes").Read ?? default),
        "round.close" => new CloseEarly(),
        "round.recall" => new Recall(data.Text("reason")),
        _ => throw new InvalidOperationException($"{data.Verb} is not done here."),
    };

    private static string Done(RoundCommand command, Round round) => command switch
    {
        SubmitPlan when round.Status == RoundStatus.AwaitingApproval => "Sent to the other leaders. It opens once one of them has approved it.",
        SubmitPlan or Approve => $"Done. {RoundWords.Status(round)}.",
        SendBack => "Sent back to be changed.",
        Discard => "Discarded.",
        Extend => $"Done. {RoundWords.Status(round)}; the cards in the channels say so in a moment.",
        CloseEarly => "Closed. The answers are counted within some minutes; you will be told.",
        _ => "Taken back. The cards in the channels are being replaced, and in two minutes the answers are deleted.",
    };

    private async Task<Pressed> ShowAsync(Delivery delivery, StoredRound stored, Notice notice, CancellationToken cancellationToken) =>
        Pressed.Shown(await RoundAsync(delivery, stored, notice, cancellationToken), Of(stored), notice);

    private Task<ReadOnlyMemory<byte>> RoundAsync(Delivery viewer, StoredRound stored, Notice notice, CancellationToken cancellationToken) =>
        cards.RoundAsync(stored, Actor(viewer), notice, closes: null, cancellationToken);

    private async Task<Pressed> ReportAsync(StoredRound stored, CardData data, Notice notice, CancellationToken cancellationToken) => Pressed.Shown(
        await report.CardAsync(stored, data.Number("page"), notice, cancellationToken),
        View.Of(Report, [("round", $"{stored.Round.Id.Value:N}"), ("page", data.Text("page"))]),
        notice);

    private static View Of(StoredRound stored) => View.Of(Open, [("round", $"{stored.Round.Id.Value:N}")]);

    private static Notice Told(Refusal? refusal, string done) => refusal is null ? Notice.Good(done) : Refused(refusal);

    private static Notice Refused(Refusal refusal)
    {
        RefusalMeter.Count(refusal);
        return Notice.Warning(RefusalText.For(refusal));
    }

    private static string Lost()
    {
        RefusalMeter.Count(new NoSuchRound());
        return RefusalText.For(new NoSuchRound());
    }

    // Whether what is asked about once more can be done with a round as it is.
    private static bool CanStill(string what, Round round) => what switch
    {
        "plan.discard" => round.Status is RoundStatus.Draft or RoundStatus.AwaitingApproval or RoundStatus.Scheduled,
        "plan.back" => round.Status == RoundStatus.AwaitingApproval,
        "round.close" => round.Status == RoundStatus.Open,
        "round.recall" => round.Status is RoundStatus.Open or RoundStatus.Closed or RoundStatus.Counted,
        _ => true,
    };

    private string? Stranger(Delivery delivery) =>
        delivery.Conversation.Kind != ConversationKind.Personal ? OwnChat
        : !leadership.Has(Actor(delivery)) ? NotALeader
        : null;

    private static RoundAddress AddressOf(Delivery delivery, CardData data) =>
        new(delivery.From.TenantId, new(Guid.TryParseExact(data.Text("round"), "N", out var id) ? id : Guid.Empty));

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);
}
