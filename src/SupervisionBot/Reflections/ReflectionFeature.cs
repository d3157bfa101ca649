using System.Collections.Frozen;
using System.Globalization;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.Reflections;

/// <summary>
/// One reflective question at a time, at times a practitioner chooses, answered for themselves. Everything is found by who acts, so nobody has a way to anybody else's;
/// it leaves this person's own chat only when they bring it into a session themselves.
/// </summary>
internal sealed class ReflectionFeature(
    ReflectionStore reflections,
    ReflectionAsking asking,
    ReflectionWriting writing,
    ReflectionCards cards,
    BringingIn bringing,
    Replies replies,
    TimeProvider clock) : Feature
{
    /// <summary>The typed word.</summary>
    public const string Word = "reflect";

    private const string OwnChat = "Your reflections are for you alone. Open your own chat with me and type reflect.";
    private const string Older = "That card was an older one, so nothing was changed. Here is where it stands now.";
    private const string Where = "reflect.view";
    private const string List = "reflect.list";
    private const string Edit = "reflect.edit";

    // Buttons beside the box of a question: what was typed into it is kept, whichever is pressed.
    private static readonly string[] s_leaving = ["reflect.pause", "reflect.stop", "reflect.instead"];

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Where, "reflect.start", "reflect.pause", "reflect.resume", "reflect.stop", "reflect.now", "reflect.instead", "reflect.save", Edit, "reflect.delete", "reflect.bring", "reflect.keep", List);

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [Where] = ["number"], [List] = ["below"], [Edit] = ["number"] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs => BringingIn.Verbs;

    /// <inheritdoc/>
    public override string? Refreshing => Where;

    /// <summary>A question, and what was written to it.</summary>
    public static View Of(int number) => View.Of(Where, [("number", number.ToString(CultureInfo.InvariantCulture))]);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Offered { get; } = [Word];

    /// <inheritdoc/>
    public override bool Reads(string word) => word is Word or "reflection" or "reflections" or "my reflections";

    /// <inheritdoc/>
    public override string InOutage(string word) => "Your reflections can't be brought up just now, as the place where they are kept does not answer. What you saved is there. Please type reflect again in a minute.";

    /// <inheritdoc/>
    public override async Task ObeyAsync(Delivery delivery, string word, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind == ConversationKind.Personal)
        {
            await replies.ShowAsync(delivery, View.Of(Where), Notice.None, cancellationToken);
        }
        else
        {
            await replies.SayAsync(delivery, OwnChat, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            return Pressed.Words(OwnChat);
        }

        var (address, number) = (ReflectionAddress.Of(delivery), data.Number("number"));
        var isTyped = data.Verb == "reflect.save" || (s_leaving.Contains(data.Verb) && !Texts.IsBlank(data.Text("text")));
        var refusal = isTyped ? await writing.SaveAsync(address, number, data.Text("text"), cancellationToken) : null;
        refusal ??= await DoAsync(address, number, data, cancellationToken);
        RefusalMeter.Count(refusal);
        if (refusal is not null)
        {
            return Pressed.Words(RefusalText.For(refusal));
        }

        var (view, says) = After(data, number, isTyped);
        if (data.Verb == "reflect.now" && (await reflections.StateAsync(address, cancellationToken)).Open == 0)
        {
            says = Notice.Warning("That card was an older one, so no question was sent. Here is where it stands; press Send me one now for the next.");
        }

        if (await IsOlderAsync(address, number, data.Verb, cancellationToken))
        {
            says = Notice.Warning(isTyped ? $"{Older} What you wrote is kept." : Older);
        }

        var shown = CardData.Of(view);
        return new(await CardAsync(delivery, shown, says, cancellationToken) ?? await StateAsync(delivery, says, cancellationToken), view, says);
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) =>
        viewer.Conversation.Kind != ConversationKind.Personal ? new CardActionResponse.Message(OwnChat)
        : await CardAsync(viewer, data, notice, cancellationToken) is { } card ? card
        : new CardActionResponse.Message(RefusalText.For(new ReflectionDeleted()));

    /// <inheritdoc/>
    public override Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) => bringing.OpenAsync(delivery, data, cancellationToken);

    /// <inheritdoc/>
    public override Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) => bringing.SendAsync(delivery, data, cancellationToken);

    private async Task<Refusal?> DoAsync(ReflectionAddress address, int number, CardData data, CancellationToken cancellationToken) => data.Verb switch
    {
        "reflect.start" => Rhythm.Read(data.Text("weekday"), data.Text("hour"), data.Text("weeks")) is { } rhythm
            ? await PlanAsync(address, state => state.Start(rhythm, clock.GetUtcNow()), cancellationToken)
            : new NotAChoice(),
        "reflect.pause" => await PlanAsync(address, state => state.Pause(), cancellationToken),
        "reflect.resume" => await PlanAsync(address, state => state.Resume(clock.GetUtcNow()), cancellationToken),
        "reflect.stop" => await PlanAsync(address, state => state.Stop(), cancellationToken),
        "reflect.now" => await asking.NowAsync(address, data.Number("asked"), cancellationToken),
        "reflect.instead" => await reflections.FindAsync(address, number, cancellationToken) is { } passed ? await asking.InsteadAsync(address, passed, cancellationToken) : null,
        "reflect.delete" => await writing.DeleteAsync(address, number, cancellationToken),
        "reflect.bring" => await writing.MarkAsync(address, number, cancellationToken),
        "reflect.keep" => await writing.UnmarkAsync(address, number, cancellationToken),
        _ => null,
    };

    // A card of a question that another has taken the place of, or of times that were stopped or begun since.
    private async Task<bool> IsOlderAsync(ReflectionAddress address, int number, string verb, CancellationToken cancellationToken) => verb switch
    {
        "reflect.pause" => (await reflections.StateAsync(address, cancellationToken)).Status != ReflectionStatus.Paused,
        "reflect.resume" => (await reflections.StateAsync(address, cancellationToken)).Status != ReflectionStatus.On,
        Where or Edit when number > 0 => (await reflections.FindAsync(address, number, cancellationToken))?.IsPassedOver == true,
        _ => false,
    };

    // What is shown after a press, and the message on top.
    private static (View View, Notice Says) After(CardData data, int number, bool isTyped)
    {
        var kept = isTyped ? " What you wrote is kept under What I have written." : "";
        return data.Verb switch
        {
            "reflect.start" or "reflect.resume" => (View.Of(Where), Notice.None),
            "reflect.pause" => (View.Of(Where), Notice.Good($"Paused.{kept}")),
            "reflect.stop" => (View.Of(Where), Notice.Good($"Stopped. What you wrote is kept.{(isTyped ? " So is what you just wrote." : "")}")),
            "reflect.now" => (View.Of(Where), Notice.Good("Your question is below.")),
            List => (View.Of(List, [("below", data.Text("below"))]), Notice.None),
            "reflect.delete" => (View.Of(List), Notice.Good("Deleted.")),
            "reflect.save" => (Of(number), Notice.Good("Saved. Only you can read it.")),
            Edit => (View.Of(Edit, [("number", data.Text("number"))]), Notice.None),
            _ => (Of(number), isTyped ? Notice.Good(kept.TrimStart()) : Notice.None),
        };
    }

    // Null when the question is gone.
    private async Task<CardActionResponse.Card?> CardAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) => data.Verb switch
    {
        List => await ListAsync(viewer, data.Number("below"), notice, cancellationToken),
        _ when data.Number("number") == 0 => await StateAsync(viewer, notice, cancellationToken),
        _ => await QuestionAsync(viewer, data.Number("number"), notice, isEditing: data.Verb == Edit, cancellationToken),
    };

    // The alarm goes first: a state without one would wait for ever.
    private Task<Refusal?> PlanAsync(ReflectionAddress address, Func<ReflectionState, ReflectionState> plan, CancellationToken cancellationToken) => reflections.ChangeAsync(
        address,
        async state => plan(state) is var planned && ReferenceEquals(planned, state) ? []
            : await asking.SetAlarmAsync(address, planned, cancellationToken) ? [ReflectionStore.Put(ReflectionRows.ToRow(address, planned))]
            : null,
        cancellationToken);

    private async Task<CardActionResponse.Card> StateAsync(Delivery viewer, Notice notice, CancellationToken cancellationToken)
    {
        var address = ReflectionAddress.Of(viewer);
        var state = await reflections.StateAsync(address, cancellationToken);
        return new(cards.State(state, await reflections.FindAsync(address, state.Open, cancellationToken), viewer.From.Mri, notice));
    }

    // A question that was passed over shows the one that came in its place, or, where that is gone, where things stand.
    private async Task<CardActionResponse.Card?> QuestionAsync(Delivery viewer, int number, Notice notice, bool isEditing, CancellationToken cancellationToken)
    {
        var address = ReflectionAddress.Of(viewer);
        var state = await reflections.StateAsync(address, cancellationToken);
        var reflection = await reflections.FindAsync(address, number, cancellationToken);
        if (reflection is null)
        {
            return null;
        }

        if (reflection.IsPassedOver)
        {
            reflection = await reflections.FindAsync(address, state.Open, cancellationToken);
        }

        return new(reflection switch
        {
            null => cards.State(state, open: null, viewer.From.Mri, notice),
            { IsWritten: true } when !isEditing => cards.Saved(reflection, await reflections.MarkAsync(address, reflection.Number, cancellationToken) is not null, viewer.From.Mri, notice),
            _ => cards.Question(state, reflection, viewer.From.Mri, notice),
        });
    }

    private async Task<CardActionResponse.Card> ListAsync(Delivery viewer, int below, Notice notice, CancellationToken cancellationToken)
    {
        var address = ReflectionAddress.Of(viewer);
        var asked = (await reflections.StateAsync(address, cancellationToken)).Asked;
        var written = await reflections.WrittenAsync(address, below > 0 && below <= asked ? below : asked + 1, ReflectionCards.PageSize + 1, cancellationToken);
        var marked = await reflections.MarkedAsync(address, cancellationToken);
        return new(cards.Written(written, marked.Select(mark => mark.Number).ToHashSet(), notice));
    }
}
