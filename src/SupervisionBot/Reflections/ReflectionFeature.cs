using System.Collections.Frozen;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
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
    private const string View = "reflect.view";

    // Buttons beside the box of a question: what was typed into it is kept, whichever is pressed.
    private static readonly string[] s_leaving = ["reflect.pause", "reflect.stop", "reflect.instead"];

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        View, "reflect.start", "reflect.pause", "reflect.resume", "reflect.stop", "reflect.now", "reflect.instead", "reflect.save", "reflect.edit", "reflect.delete", "reflect.bring", "reflect.keep", "reflect.list");

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs => BringingIn.Verbs;

    /// <inheritdoc/>
    public override string? Refreshing => View;

    /// <inheritdoc/>
    public override bool Reads(string text) => string.Equals(text.Trim().TrimEnd('.', '!'), Word, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override async Task ObeyAsync(Delivery delivery, string text, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind == ConversationKind.Personal)
        {
            await replies.ShowAsync(delivery, await StateAsync(delivery, Notice.None, cancellationToken), MessageDrawing.Notification, cancellationToken);
        }
        else
        {
            await replies.SayAsync(delivery, OwnChat, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            return new CardActionResponse.Message(OwnChat);
        }

        var (address, number) = (ReflectionAddress.Of(delivery), data.Number("number"));
        var isTyped = data.Verb == "reflect.save" || (s_leaving.Contains(data.Verb) && !Texts.IsBlank(data.Text("text")));
        var refusal = isTyped ? await writing.SaveAsync(address, number, data.Text("text"), cancellationToken) : null;
        refusal ??= await DoAsync(address, number, data, cancellationToken);
        RefusalMeter.Count(refusal);
        return refusal is null
            ? new CardActionResponse.Card(await AnswerAsync(delivery, number, data.Verb, isTyped, data.Number("below"), cancellationToken))
            : new CardActionResponse.Message(RefusalText.For(refusal));
    }

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
        "reflect.now" => Saved(await asking.NowAsync(address, data.Number("asked"), cancellationToken)),
        "reflect.instead" => await reflections.FindAsync(address, number, cancellationToken) is { } passed ? Saved(await asking.InsteadAsync(address, passed, cancellationToken)) : null,
        "reflect.delete" => await writing.DeleteAsync(address, number, cancellationToken),
        "reflect.bring" => await writing.MarkAsync(address, number, cancellationToken),
        "reflect.keep" => await writing.UnmarkAsync(address, number, cancellationToken),
        _ => null,
    };

    private async Task<ReadOnlyMemory<byte>> AnswerAsync(Delivery delivery, int number, string verb, bool isTyped, int below, CancellationToken cancellationToken)
    {
        var kept = isTyped ? " What you wrote is kept under What I have written." : "";
        return verb switch
        {
            "reflect.start" => await StateAsync(delivery, Notice.None, cancellationToken),
            "reflect.pause" => await StateAsync(delivery, Notice.Good($"Paused.{kept}"), cancellationToken),
            "reflect.resume" => await StateAsync(delivery, Notice.None, cancellationToken),
            "reflect.stop" => await StateAsync(delivery, Notice.Good($"Stopped. What you wrote is kept.{(isTyped ? " So is what you just wrote." : "")}"), cancellationToken),
            "reflect.now" => await StateAsync(delivery, Notice.Good("Your question is below."), cancellationToken),
            "reflect.list" => await ListAsync(delivery, below, Notice.None, cancellationToken),
            "reflect.delete" => await ListAsync(delivery, below: 0, Notice.Good("Deleted."), cancellationToken),
            "reflect.save" => await QuestionAsync(delivery, number, Notice.Good("Saved. Only you can read it."), isEditing: false, cancellationToken),
            "reflect.edit" => await QuestionAsync(delivery, number, Notice.None, isEditing: true, cancellationToken),
            _ => await QuestionAsync(delivery, number, isTyped ? Notice.Good(kept.TrimStart()) : Notice.None, isEditing: false, cancellationToken),
        };
    }

    // The alarm goes first: a state without one would wait for ever.
    private async Task<Refusal?> PlanAsync(ReflectionAddress address, Func<ReflectionState, ReflectionState> plan, CancellationToken cancellationToken) => Saved(await reflections.ChangeAsync(
        address,
        async state => plan(state) is var planned && ReferenceEquals(planned, state) ? []
            : await asking.SetAlarmAsync(address, planned, cancellationToken) ? [ReflectionStore.Put(ReflectionRows.ToRow(address, planned))]
            : null,
        cancellationToken));

    private static NotSaved? Saved(bool isSaved) => isSaved ? null : new NotSaved();

    private async Task<ReadOnlyMemory<byte>> StateAsync(Delivery delivery, Notice notice, CancellationToken cancellationToken)
    {
        var address = ReflectionAddress.Of(delivery);
        var state = await reflections.StateAsync(address, cancellationToken);
        return cards.State(state, await reflections.FindAsync(address, state.Open, cancellationToken), delivery.From.Mri, notice);
    }

    // A question that was passed over shows the one that came in its place; one that is gone shows where things stand.
    private async Task<ReadOnlyMemory<byte>> QuestionAsync(Delivery delivery, int number, Notice notice, bool isEditing, CancellationToken cancellationToken)
    {
        var address = ReflectionAddress.Of(delivery);
        var state = await reflections.StateAsync(address, cancellationToken);
        var reflection = await reflections.FindAsync(address, number, cancellationToken);
        if (reflection is null or { IsPassedOver: true })
        {
            reflection = reflection is null ? null : await reflections.FindAsync(address, state.Open, cancellationToken);
        }

        return reflection switch
        {
            null => cards.State(state, await reflections.FindAsync(address, state.Open, cancellationToken), delivery.From.Mri, notice),
            { IsWritten: true } when !isEditing => cards.Saved(reflection, await reflections.MarkAsync(address, reflection.Number, cancellationToken) is not null, delivery.From.Mri, notice),
            _ => cards.Question(state, reflection, delivery.From.Mri, notice),
        };
    }

    private async Task<ReadOnlyMemory<byte>> ListAsync(Delivery delivery, int below, Notice notice, CancellationToken cancellationToken)
    {
        var address = ReflectionAddress.Of(delivery);
        var asked = (await reflections.StateAsync(address, cancellationToken)).Asked;
        var written = await reflections.WrittenAsync(address, below > 0 && below <= asked ? below : asked + 1, ReflectionCards.PageSize + 1, cancellationToken);
        var marked = await reflections.MarkedAsync(address, cancellationToken);
        return cards.Written(written, marked.Select(mark => mark.Number).ToHashSet(), notice);
    }
}
