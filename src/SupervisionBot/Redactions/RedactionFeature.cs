using System.Collections.Frozen;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.Redactions;

/// <summary>Erasing from a frozen record what must not be there: somebody who takes part points at the words and says why, and two leaders approve.</summary>
internal sealed class RedactionFeature(
    RedactionDialogs dialogs,
    RedactionCards cards,
    RedactionPosts posts,
    RedactionRows rows,
    Pressing pressing,
    SessionStore sessions,
    SessionTurns turns,
    Leadership leadership,
    PeopleDirectory people,
    Replies replies) : Feature
{
    /// <summary>The typed word.</summary>
    public const string Word = "redactions";

    private const string Open = "redact.open";
    private const string Find = "redact.find";
    private const string Ask = "redact.ask";
    private const string Change = "redact.change";
    private const string Withdraw = "redact.withdraw";
    private const string Look = "redaction.view";
    private const string List = "redaction.list";
    private const string Approve = "redaction.approve";
    private const string Decline = "redaction.decline";

    private const string InOwnChat = "Requests to erase words are shown in your own chat with me only. Open that chat and type redactions.";

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = [Open, Find, Ask, Change, Withdraw];

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = [Look, List, Approve, Decline];

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [Look] = ["session", "asked"], [List] = [] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string? Refreshing => Look;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Offered { get; } = [Word];

    /// <inheritdoc/>
    public override bool Reads(string word) => word is Word or "redaction";

    /// <inheritdoc/>
    public override string InOutage(string word) => "The requests to erase words can't be read just now, as the place where records are kept does not answer. Nothing of them is lost. Please type redactions again in a minute.";

    /// <inheritdoc/>
    public override async Task ObeyAsync(Delivery delivery, string word, CancellationToken cancellationToken)
    {
        if (!leadership.Has(new(delivery.From.ObjectId)))
        {
            await replies.SayAsync(delivery, Words(new NotForYou()), cancellationToken);
        }
        else if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            await replies.SayAsync(delivery, InOwnChat, cancellationToken);
        }
        else
        {
            await replies.ShowAsync(delivery, View.Of(List), Notice.None, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        await FindAsync(delivery, data, cancellationToken) is not { } stored ? new TaskResponse.Message(Words(new NoSuchSession()))
        : HasLeaders(delivery) ? dialogs.Asking(stored, new(delivery.From.ObjectId), data, Notice.None)
        : TooFew(delivery, stored, data);

    /// <inheritdoc/>
    public override async Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        await FindAsync(delivery, data, cancellationToken) is not { } stored ? new TaskResponse.Message(Words(new NoSuchSession()))
        : data.Verb != Withdraw && !HasLeaders(delivery) ? TooFew(delivery, stored, data)
        : data.Verb switch
        {
            Find => await dialogs.SureAsync(stored, new(delivery.From.ObjectId), data, cancellationToken),
            Ask => await AskAsync(delivery, data, stored, cancellationToken),
            Withdraw => await WithdrawAsync(delivery, data, stored, cancellationToken),
            _ => dialogs.Asking(stored, new(delivery.From.ObjectId), data, Notice.None),
        };

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (data.Verb is not (Approve or Decline))
        {
            if (data.Verb == Look)
            {
                await NoteAsync(delivery, data, cancellationToken);
            }

            return await ShownAsync(delivery, data, cancellationToken);
        }

        if (Barred(delivery) is { } barred)
        {
            return Pressed.Words(barred);
        }

        var (address, leader) = (new SessionAddress(delivery.From.TenantId, data.Session), new PersonId(delivery.From.ObjectId));
        if (await sessions.FindAsync(address, cancellationToken) is not { } stored || Of(stored, data) is not { } asked)
        {
            return Pressed.Words(Words(new NoSuchRequest()));
        }

        var (name, standing) = (await NameAsync(delivery, cancellationToken), await rows.CardsAsync(address, cancellationToken));
        TurnOutcome outcome;
        var attempt = 0;
        do
        {
            SessionCommand command = data.Verb == Decline ? new DeclineRedaction(asked.Asked, name, data.Text("why")) : await ApprovalAsync(address, asked.Asked, name, cancellationToken);
            outcome = await turns.RunForLeaderAsync(
                address,
                leader,
                data.Operation,
                command,
                (before, now) => News.Told(before, now, leader).Concat(Cards(before, now)).Concat(posts.Told(before, now, standing)),
                cancellationToken);
        }
        while (outcome.Refusal is WrittenMeanwhile && ++attempt < SessionTurns.MostAttempts);

        RefusalMeter.Count(outcome.Refusal);
        var (decided, trail) = (await sessions.WithTrailAsync(address, cancellationToken))!.Value;
        await TidyAsync(decided, cancellationToken);
        var notice = outcome.Refusal is { } refusal ? Notice.Warning(RefusalText.For(refusal)) : Notice.Good(data.Verb == Decline ? "Declined: the words stay." : "Approved.");
        var card = cards.Card(decided, trail, Of(decided, data)!, leader, [delivery.From.Mri], notice, outcome.Refusal is null ? "" : data.Text("why"));
        return outcome.Refusal is not null && data.Text("why").Length > 0 ? Pressed.Unsaved(card, notice) : Pressed.Shown(card, ViewOf(Look, data), notice);
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken)
    {
        if (Barred(viewer) is { } barred)
        {
            return new CardActionResponse.Message(barred);
        }

        var leader = new PersonId(viewer.From.ObjectId);
        return data.Verb == List ? new CardActionResponse.Card(await cards.ListAsync(viewer.From.TenantId, leader, notice, cancellationToken))
            : await sessions.WithTrailAsync(new(viewer.From.TenantId, data.Session), cancellationToken) is var (stored, trail) && Of(stored, data) is { } asked
                ? new CardActionResponse.Card(cards.Card(stored, trail, asked, leader, [viewer.From.Mri], notice, why: ""))
                : new CardActionResponse.Message(Words(new NoSuchRequest()));
    }

    // A request that is opened from the list stands in the list's place: the words go from there too once it is decided.
    private async Task NoteAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var card = new LeaderCard(new(data.Session, data.Number("asked")), new(delivery.From.ObjectId), IsInList: false);
        if (Barred(delivery) is null
            && delivery.ReplyToId is { } activity
            && await sessions.FindAsync(new(delivery.From.TenantId, data.Session), cancellationToken) is { } stored
            && Of(stored, data) is not null
            && await rows.PlaceOfAsync(delivery.From.TenantId, card, cancellationToken) != activity)
        {
            await rows.PlaceAsync(delivery.From.TenantId, card with { IsInList = true }, activity, cancellationToken);
        }
    }

    private async Task<TaskResponse> AskAsync(Delivery delivery, CardData data, StoredSession stored, CancellationToken cancellationToken)
    {
        var actor = new PersonId(delivery.From.ObjectId);
        if (Texts.Unfit(data.Text("words").Trim(), Redaction.Longest) is { } unfit)
        {
            return dialogs.Asking(stored, actor, data, Notice.Warning(Words(unfit)));
        }

        var trail = await sessions.TrailAsync(stored.Address, cancellationToken);
        if (Redacting.Find(trail, stored.Guide, data.Text("words").Trim()) is not { } words)
        {
            return dialogs.Asking(stored, actor, data, Notice.Warning(Words(new NoSuchWords())));
        }

        if (ToRedact.IsTooMuch(Redacting.Remains(trail, stored.Guide, data.Text("words").Trim())))
        {
            return dialogs.Asking(stored, actor, data, Notice.Warning(Words(new TooMuchToErase())));
        }

        if (!await rows.AddAsync(stored.Address, cancellationToken))
        {
            return dialogs.Asking(stored, actor, data, Notice.Warning(Words(new NotSaved())));
        }

        var outcome = await turns.RunAsync(
            stored.Address,
            actor,
            data.Operation,
            (_, _) => [new AskRedaction(words, data.Text("reason"))],
            (before, now) => News.Told(before, now, actor).Concat(posts.Told(before, now, cards: [])),
            cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        return outcome.Refusal is { } refusal
            ? dialogs.Asking(stored, actor, data, Notice.Warning(RefusalText.For(refusal)))
            : new TaskResponse.Message("Asked. Two senior leaders are shown these words and your reason. You see on the summary what becomes of it.");
    }

    private async Task<TaskResponse> WithdrawAsync(Delivery delivery, CardData data, StoredSession stored, CancellationToken cancellationToken)
    {
        var actor = new PersonId(delivery.From.ObjectId);
        var standing = await rows.CardsAsync(stored.Address, cancellationToken);
        var outcome = await turns.RunAsync(
            stored.Address,
            actor,
            data.Operation,
            (_, _) => [new WithdrawRedaction(data.Number("asked"))],
            (before, now) => posts.Told(before, now, standing),
            cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        var now = outcome.Stored ?? stored;
        await TidyAsync(now, cancellationToken);
        return dialogs.Asking(now, actor, data, outcome.Refusal is { } refusal ? Notice.Warning(RefusalText.For(refusal)) : Notice.Good("Taken back: these words stay, and the leaders' cards say so."));
    }

    private async Task TidyAsync(StoredSession now, CancellationToken cancellationToken)
    {
        if (now.Session.Redactions.All(known => known.Status != RedactionStatus.Asked))
        {
            await rows.RemoveAsync(now.Address, cancellationToken);
        }
    }

    // The words are read where they stand when they are erased; what remains is worked out anew for each press, as of all that was read for it.
    private async Task<ApproveRedaction> ApprovalAsync(SessionAddress address, int asked, string name, CancellationToken cancellationToken)
    {
        var (stored, trail) = (await sessions.WithTrailAsync(address, cancellationToken))!.Value;
        var words = stored.Session.Redactions.FirstOrDefault(known => known.Asked == asked) is { } request ? Redacting.At(trail, request.Words) : null;
        var remains = Redacting.Remains(trail, stored.Guide, words ?? "");
        return new(asked, name, stored.Session.Sequence, remains, Redacting.Moved(trail, stored.Guide, remains, stored.Session.Redactions));
    }

    private async Task<StoredSession?> FindAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        (await pressing.FindAsync(delivery, data, cancellationToken))?.Stored is { Session.Status: SessionStatus.Frozen or SessionStatus.Cancelled } stored ? stored : null;

    // What was asked for when there were enough can still be taken back.
    private TaskResponse TooFew(Delivery delivery, StoredSession stored, CardData data) =>
        stored.Session.Redactions.Any(asked => asked.Status == RedactionStatus.Asked && asked.By.Value == delivery.From.ObjectId)
            ? dialogs.Asking(stored, new(delivery.From.ObjectId), data, Notice.Warning(Words(new TooFewLeaders())))
            : new TaskResponse.Message(Words(new TooFewLeaders()));

    private bool HasLeaders(Delivery delivery) => leadership.All.Count(leader => leader.Value != delivery.From.ObjectId) >= Redaction.Approvals;

    private string? Barred(Delivery delivery) =>
        !leadership.Has(new(delivery.From.ObjectId)) ? Words(new NotForYou())
        : delivery.Conversation.Kind != ConversationKind.Personal ? InOwnChat
        : null;

    private async Task<string> NameAsync(Delivery delivery, CancellationToken cancellationToken) =>
        delivery.From.Name ?? (await people.FindAsync(delivery.From.TenantId, new(delivery.From.ObjectId), cancellationToken))?.Name ?? "A senior leader";

    // The words go from every card. Whatever else is decided is seen on the summary when it is looked at: a new card wipes what is being typed on it.
    private static IEnumerable<Told> Cards(StoredSession before, Session now) => now.RedactedAt > before.Session.Sequence ? News.Erased(before, now) : [];

    private static Redaction? Of(StoredSession stored, CardData data) => stored.Session.Redactions.FirstOrDefault(asked => asked.Asked == data.Number("asked"));

    private static string Words(Refusal refusal)
    {
        RefusalMeter.Count(refusal);
        return RefusalText.For(refusal);
    }
}
