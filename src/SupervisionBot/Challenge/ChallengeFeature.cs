using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Options;
using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Rounds;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Challenge;

/// <summary>The challenge questions in a leader's own chat: the areas, going to one, finishing a run, what moved, and all leaders together.</summary>
internal sealed class ChallengeFeature(
    Leadership leadership,
    ChallengeQuestions questions,
    ChallengeRuns runs,
    ChallengeCards cards,
    SessionCards sessionCards,
    CardPlaces places,
    SessionTurns turns,
    Pressing pressing,
    Replies replies,
    TogetherRuns together,
    IOptions<RoundOptions> options) : Feature
{
    /// <summary>The typed word.</summary>
    public const string Word = "challenge";

    private const string OwnChat = "The challenge questions are for you alone. Open your own chat with me and type challenge.";
    private const string OnlyLeaders = "The challenge questions are for senior leaders. Whoever looks after this app can add you to them.";
    private const string NotInUse = "The challenge questions are not in use here. Whoever looks after this app can add them.";

    private const string Areas = "challenge.areas";
    private const string Moved = "challenge.moved";
    private const string AllTogether = "challenge.together";

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = [Areas, "challenge.area", "challenge.finish", Moved, AllTogether];

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [Areas] = ["session"], [Moved] = [], [AllTogether] = [] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Offered { get; } = [Word];

    /// <inheritdoc/>
    public override bool Reads(string word) => word is Word or "challenges" or "challenge questions" || AreaIn(word) is not null;

    /// <inheritdoc/>
    public override string InOutage(string word) =>
        $"The challenge questions can't be brought up just now, as the place where your answers are kept does not answer. What you saved is there. Please type {word} again in a minute.";

    /// <inheritdoc/>
    public override async Task ObeyAsync(Delivery delivery, string word, CancellationToken cancellationToken)
    {
        var refused = delivery.Conversation.Kind != ConversationKind.Personal ? OwnChat
            : !leadership.Has(Actor(delivery)) ? OnlyLeaders
            : questions.Edition is null ? NotInUse
            : null;
        if (refused is not null)
        {
            await replies.SayAsync(delivery, $"{refused} Nothing was saved.", cancellationToken);
            return;
        }

        var run = await runs.UnderWayAsync(delivery.From.TenantId, Actor(delivery), cancellationToken);
        var areas = run?.Guide.Areas.Count ?? questions.Edition!.Guide.Areas.Count;
        if (AreaIn(word) is not { } area || area < 1 || area > areas)
        {
            var notice = AreaIn(word) is null ? Notice.None : Notice.Warning($"There are areas 1 to {areas}. Which one?");
            await replies.ShowAsync(delivery, View.Of(Areas), notice, cancellationToken);
            return;
        }

        var outcome = await runs.GoToAsync(delivery, delivery.Key, run, questions.Edition!, area, draws: false, cancellationToken);
        if (outcome.Refusal is { } refusal)
        {
            await replies.SayAsync(delivery, refusal is NotSaved ? InOutage(word) : RefusalText.For(refusal), cancellationToken);
            return;
        }

        await replies.DrawAsync(delivery, outcome.Stored!.Session.Id, anew: true, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (data.Verb is Moved or AllTogether)
        {
            return await ShownAsync(delivery, data, cancellationToken);
        }

        var (run, barred) = await EnterAsync(delivery, data, cancellationToken);
        if (barred is not null)
        {
            return Pressed.Words(barred);
        }

        return data.Verb switch
        {
            "challenge.area" => await GoAsync(delivery, data, run, cancellationToken),
            "challenge.finish" when run is not null => await FinishAsync(delivery, data, run, cancellationToken),
            _ => await LeaveForAreasAsync(delivery, data, run, cancellationToken),
        };
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken)
    {
        var (run, barred) = await EnterAsync(viewer, data, cancellationToken);
        return data.Verb switch
        {
            _ when barred is not null => new CardActionResponse.Message(barred),
            Moved when leadership.Has(Actor(viewer)) => new CardActionResponse.Card(await MovedAsync(viewer, cancellationToken)),
            AllTogether when leadership.Has(Actor(viewer)) && questions.Edition is not null => new CardActionResponse.Card(await TogetherAsync(viewer, cancellationToken)),
            _ => new CardActionResponse.Card(await AreasAsync(viewer, run, notice, cancellationToken)),
        };
    }

    // A run belongs to whoever began it; everything else is the leaders'. The run given is the one that is gone on with.
    private async Task<(StoredSession? Run, string? Barred)> EnterAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            return (null, OwnChat);
        }

        var own = await OwnAsync(delivery, data, cancellationToken);
        if (own is null && !leadership.Has(Actor(delivery)))
        {
            return (null, OnlyLeaders);
        }

        var run = own is { Session.Status: not (SessionStatus.Frozen or SessionStatus.Cancelled) } ? own : await runs.UnderWayAsync(delivery.From.TenantId, Actor(delivery), cancellationToken);
        return (run, questions.Edition is null && run is null && data.Verb != Moved ? NotInUse : null);
    }

    // What was typed on a step is saved before the step goes out of sight; where it can't be, the step stays.
    private async Task<Pressed> LeaveForAreasAsync(Delivery delivery, CardData data, StoredSession? run, CancellationToken cancellationToken)
    {
        if (run is not null && data.Session == run.Session.Id && await pressing.SaveTypedAsync(delivery, data, cancellationToken) is { Refusal: { } refusal })
        {
            return Pressed.Words(RefusalText.For(refusal));
        }

        var view = ViewOf(Areas, data);
        return new(await ShowAsync(delivery, CardData.Of(view), Notice.None, cancellationToken), view, Notice.None);
    }

    private async Task<Pressed> GoAsync(Delivery delivery, CardData data, StoredSession? run, CancellationToken cancellationToken)
    {
        var area = data.Number("area");
        if (area < 1 || area > (run?.Guide ?? questions.Edition!.Guide).Areas.Count)
        {
            return Pressed.Words(RefusalText.For(new NotThere()));
        }

        await StandHereAsync(delivery, run, cancellationToken);
        var outcome = await runs.GoToAsync(delivery, data.Operation, run, questions.Edition!, area, draws: true, cancellationToken);
        return await CardAsync(delivery, outcome, cancellationToken);
    }

    private async Task<Pressed> FinishAsync(Delivery delivery, CardData data, StoredSession run, CancellationToken cancellationToken)
    {
        await StandHereAsync(delivery, run, cancellationToken);
        var outcome = await turns.RunAsync(run.Address, Actor(delivery), data.Operation, ChallengeRun.Finish, (before, now) => News.Told(before, now, Actor(delivery)), cancellationToken);
        return await CardAsync(delivery, outcome, cancellationToken);
    }

    private async Task<Pressed> CardAsync(Delivery delivery, TurnOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Stored is not { } stored || outcome.Refusal is NotSaved || stored.Session.Find(Actor(delivery)) is not { } viewer)
        {
            return Pressed.Words(RefusalText.For(outcome.Refusal ?? new NoSuchSession()));
        }

        var notice = outcome.Refusal is { } refused ? Notice.Warning(RefusalText.For(refused)) : Notice.None;
        return Pressed.Shown(await sessionCards.ForAsync(stored, viewer, [delivery.From.Mri], notice, Drafts.None, SummaryPlace.Beginning, cancellationToken), SessionViews.Of(stored.Session.Id), notice);
    }

    private async Task<ReadOnlyMemory<byte>> AreasAsync(Delivery delivery, StoredSession? run, Notice notice, CancellationToken cancellationToken)
    {
        var last = run is null ? await runs.SignedOffAsync(delivery.From.TenantId, Actor(delivery), cancellationToken) : null;
        return cards.Areas(run?.Guide ?? questions.Edition!.Guide, run?.Session, last?.Session, leadership.Has(Actor(delivery)), notice);
    }

    private async Task<ReadOnlyMemory<byte>> MovedAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var two = await runs.LatestTwoAsync(delivery.From.TenantId, Actor(delivery), cancellationToken);
        return cards.Moved(two.ElementAtOrDefault(1), two.ElementAtOrDefault(0));
    }

    private async Task<ReadOnlyMemory<byte>> TogetherAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var latest = await Task.WhenAll(leadership.All.Select(leader => runs.SignedOffAsync(delivery.From.TenantId, leader, cancellationToken)));
        var (guide, minimum, signed) = (questions.Edition!.Guide, options.Value.MinimumGroup, latest.OfType<StoredSession>().Select(run => run.Session).ToList());
        var counted = await together.OfAsync(delivery.From.TenantId, guide, signed, minimum, cancellationToken);
        return cards.Together(Together.Count(guide, signed, counted, minimum), minimum);
    }

    // The session a button names, where it has areas and this person leads it.
    private async Task<StoredSession?> OwnAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        await pressing.FindAsync(delivery, data, cancellationToken) is { } found && found.Stored.Guide.Areas.Count > 0 && found.Stored.Guide.FindRole(found.Viewer.Role) is { Leads: true } ? found.Stored : null;

    // The run stands from now on in the card that was pressed.
    private async Task StandHereAsync(Delivery delivery, StoredSession? run, CancellationToken cancellationToken)
    {
        if (run is not null && Starting.Place(delivery) is { } place && !run.Places.Contains(place))
        {
            await places.NoteAsync(run.Address, place, cancellationToken);
        }
    }

    private static int? AreaIn(string word) =>
        word.Split(' ') is ["area", var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var area) ? area : null;

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);
}
