using System.Collections.Concurrent;
using System.Collections.Frozen;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;
using SupervisionBot.Words;

namespace SupervisionBot.Rounds;

/// <summary>Answering a round in its channel: in a dialog that nobody else sees. Whoever can press the card may answer, once, and change or withdraw it until the round closes.</summary>
internal sealed class AnswerFeature(RoundStore rounds, AnswerBox answers, RoundPosting posting, ChannelCards cards, CardPress press, Outbox outbox, TimeProvider clock) : Feature
{
    /// <summary>How often the card in a channel is drawn anew at most while people answer. Our own number: 100 channels at once stay below what one tenant may be sent.</summary>
    private static readonly TimeSpan DrawnEvery = TimeSpan.FromSeconds(5);

    private const string Look = "round.look";

    // What the outbox has already from here. Good for leaving out a write and for nothing else.
    private readonly ConcurrentDictionary<string, string> _announced = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = [Look];

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal) { [Look] = ["round"] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = ["reply.open", "reply.more", "reply.save", "reply.withdraw"];

    /// <inheritdoc/>
    public override bool NotesWho => false;

    /// <inheritdoc/>
    public override string? Refreshing => Look;

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (await FindAsync(delivery, data, cancellationToken) is { } found)
        {
            await SeenAsync(delivery, found, cancellationToken);
        }

        return await ShownAsync(delivery, data, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) =>
        await FindAsync(viewer, data, cancellationToken) is { } found
            ? new CardActionResponse.Card(await cards.CardAsync(found.Address, found.Round, found.Channel, [viewer.From.Mri], cancellationToken))
            : new CardActionResponse.Message(Refused(new NotOpenHere()));

    /// <inheritdoc/>
    public override async Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (await FindAsync(delivery, data, cancellationToken) is not { } found)
        {
            return new TaskResponse.Message(Refused(new NotOpenHere()));
        }

        await SeenAsync(delivery, found, cancellationToken);
        if (!found.Round.TakesAnswers(clock.GetUtcNow()))
        {
            return new TaskResponse.Message(Refused(new NoAnswersNow()));
        }

        if (await answers.SealAsync(found.Address, found.Round, cancellationToken) is not { } seal)
        {
            return new TaskResponse.Message(Refused(new SealBroken()));
        }

        var given = await answers.FindAsync(found.Address, seal, Actor(delivery), cancellationToken);
        return Dialog(AnswerDialog.Of(found.Round, found.Channel.Key, given?.Answer.Content ?? new([], [], []), boxes: 1, given is not null, Notice.None));
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (await FindAsync(delivery, data, cancellationToken) is not { } found)
        {
            return new TaskResponse.Message(Refused(new NotOpenHere()));
        }

        var content = AnswerDialog.Read(data);
        if (data.Verb == "reply.more")
        {
            var seal = await answers.SealAsync(found.Address, found.Round, cancellationToken);
            var given = seal is null ? null : await answers.FindAsync(found.Address, seal, Actor(delivery), cancellationToken);
            return Dialog(AnswerDialog.Of(found.Round, found.Channel.Key, content, data.Number("boxes"), given is not null, Notice.None));
        }

        return data.Verb switch
        {
            "reply.withdraw" => await WithdrawAsync(delivery, found, cancellationToken),
            "reply.save" => await SaveAsync(delivery, found, content, data, cancellationToken),
            _ => new TaskResponse.Message(Refused(new NotThere())),
        };
    }

    private async Task<TaskResponse> SaveAsync(Delivery delivery, Found found, AnswerContent content, CardData data, CancellationToken cancellationToken)
    {
        var given = (GivenAnswer?)null;
        TaskResponse Again(Refusal refusal, string warned = "") =>
            Dialog(AnswerDialog.Of(found.Round, found.Channel.Key, content, data.Number("boxes") - 1, given is not null, Notice.Warning(Refused(refusal)), warned));
        if (!found.Round.TakesAnswers(clock.GetUtcNow()))
        {
            return Again(new NoAnswersNow());
        }

        if (await answers.SealAsync(found.Address, found.Round, cancellationToken) is not { } seal)
        {
            return Again(new SealBroken());
        }

        given = await answers.FindAsync(found.Address, seal, Actor(delivery), cancellationToken);
        if (AnswerRules.Unfit(content) is { } unfit)
        {
            return Again(unfit is NothingWritten && given is not null ? new EmptiedAnswer() : unfit);
        }

        var fingerprint = AnswerDialog.Fingerprint(content);
        if (Detail(content) is { } detail && (data.Text("confirmed") != "true" || data.Text("warned") != fingerprint))
        {
            return Again(new NamesSomebody(detail), fingerprint);
        }

        var channel = given?.Answer.Channel ?? found.Channel.Key;
        var tidy = AnswerRules.Tidy(content);
        var answer = found.Round.Plan.Anonymous
            ? new SealedAnswer(channel, tidy)
            : new SealedAnswer(channel, tidy, delivery.From.ObjectId, delivery.From.Name ?? "A colleague", clock.GetUtcNow());
        var refusal = await answers.KeepAsync(found.Address, found.Round, seal, Actor(delivery), given, answer);
        var isThere = refusal is AnsweredElsewhere
            && await answers.FindAsync(found.Address, seal, Actor(delivery), cancellationToken) is { } there
            && AnswerDialog.Fingerprint(there.Answer.Content) == AnswerDialog.Fingerprint(tidy);
        if (refusal is not null && !isThere)
        {
            return Again(refusal);
        }

        await AnnounceAsync(delivery, found, channel, cancellationToken);
        return new TaskResponse.Message($"Thank you. Your answer is kept. Until {UkTime.Text(found.Round.ClosesAt!.Value)} you can press Answer again to change or withdraw it.");
    }

    private async Task<TaskResponse> WithdrawAsync(Delivery delivery, Found found, CancellationToken cancellationToken)
    {
        if (!found.Round.TakesAnswers(clock.GetUtcNow()))
        {
            return new TaskResponse.Message(Refused(new NoAnswersNow()));
        }

        if (await answers.SealAsync(found.Address, found.Round, cancellationToken) is not { } seal)
        {
            return new TaskResponse.Message(Refused(new SealBroken()));
        }

        if (await answers.FindAsync(found.Address, seal, Actor(delivery), cancellationToken) is { } given)
        {
            if (await answers.WithdrawAsync(found.Address, seal, Actor(delivery), given) is { } refusal)
            {
                return new TaskResponse.Message(Refused(refusal is AnsweredElsewhere ? new SavedElsewhere() : refusal));
            }

            await AnnounceAsync(delivery, found, given.Answer.Channel, cancellationToken);
        }

        return new TaskResponse.Message("Your answer is withdrawn and deleted. You can answer again until the round closes.");
    }

    // A card that is drawn late, or not at all, takes nothing from the answer.
    private async Task AnnounceAsync(Delivery delivery, Found found, string channel, CancellationToken cancellationToken)
    {
        // The card that counts an answer is the one it was first given on, which need not be the one that was pressed.
        var counted = found.Round.Plan.Channels.First(candidate => candidate.Key == channel);
        var message = OutboxMessage.Collecting(
            Whole(delivery) with { ConversationId = counted.Conversation },
            RoundPosting.PostOf(found.Address.Round, channel, RoundPosting.Card),
            TimeProvider.System.GetUtcNow(),
            DrawnEvery);
        if (_announced.GetValueOrDefault(counted.Conversation) != message.Id && await outbox.AddAsync([message], cancellationToken))
        {
            _announced[counted.Conversation] = message.Id;
        }
    }

    private Task SeenAsync(Delivery delivery, Found found, CancellationToken cancellationToken) => delivery.ReplyToId is { } activity
        ? posting.SeenAsync(found.Address, found.Channel.Key, activity, cancellationToken)
        : Task.CompletedTask;

    // Only from the channel itself: the id of a round is worth nothing elsewhere.
    private async Task<Found?> FindAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(data.Text("round"), "N", out var id) || delivery.Conversation.Kind != ConversationKind.Channel)
        {
            return null;
        }

        var address = new RoundAddress(delivery.From.TenantId, new(id));
        return await rounds.FindAsync(address, cancellationToken) is { Round: { OpenedAt: not null } round }
            && round.Plan.Channels.FirstOrDefault(channel => channel.Conversation == Whole(delivery).ConversationId) is { } channel
                ? new(address, round, channel)
                : null;
    }

    private TaskResponse.Continue Dialog(AnswerDialog dialog) =>
        new("Your answer", press.Print("rounds/answer-dialog", dialog, ChannelCardJson.Default.AnswerDialog), TaskSize.Medium, TaskSize.Large);

    private static PersonalDetail? Detail(AnswerContent content) =>
        Enum.GetValues<RoundPrompt>().SelectMany(content.Under).Select(PersonalDetails.InProse).FirstOrDefault(detail => detail is not null);

    private static string Refused(Refusal refusal)
    {
        RefusalMeter.Count(refusal);
        return RefusalText.For(refusal);
    }

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);

    private static ConversationReference Whole(Delivery delivery) => delivery.Conversation with { ConversationId = ConversationReference.WholeOf(delivery.Conversation.ConversationId) };

    private sealed record Found(RoundAddress Address, Round Round, RoundChannel Channel);
}

/// <summary>The answers of this round can't be sealed or opened just now.</summary>
internal sealed record SealBroken : Refusal;

/// <summary>An answer seems to give somebody away.</summary>
internal sealed record NamesSomebody(PersonalDetail Detail) : Refusal;

/// <summary>All boxes of an answer that was given before are empty now.</summary>
internal sealed record EmptiedAnswer : Refusal;

/// <summary>The round takes no answers (any more).</summary>
internal sealed record NoAnswersNow : Refusal;

/// <summary>The person's answer was changed or withdrawn at the same moment, as from another device.</summary>
internal sealed record AnsweredElsewhere : Refusal;

/// <summary>There is no such round in this channel, or it has not opened. "Not here" and "not there" are the same answer.</summary>
internal sealed record NotOpenHere : Refusal;
