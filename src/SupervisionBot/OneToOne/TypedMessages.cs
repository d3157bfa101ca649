using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>What the bot says to a typed message that was not saved as an answer: a text, something that is shown, or a card with the message on it.</summary>
/// <param name="Text">The text.</param>
/// <param name="View">What is shown.</param>
/// <param name="Card">The card. It holds words that are saved nowhere.</param>
/// <param name="Says">The message on top.</param>
internal sealed record Reply(string? Text, View? View, ReadOnlyMemory<byte>? Card, Notice Says)
{
    public static Reply Words(string text) => new(text, View: null, Card: null, Notice.None);

    public static Reply Showing(string verb, Notice says) => new(Text: null, View.Of(verb), Card: null, says);
}

/// <summary>Messages typed in the chat: each is saved as the answer to the question the person was asked last, or the bot asks where it belongs.</summary>
internal sealed class TypedMessages(CardPress press, SessionLists lists, SessionStore sessions, SessionTurns turns)
{
    private const int MostTargets = 100;

    private static Notice NotPlaced { get; } = Notice.Warning("I have not saved this yet, because I can't tell which question it answers.");

    /// <summary>Saves a message, or says why not.</summary>
    /// <returns>Null when it is saved: the answer that says so goes out with it.</returns>
    public async Task<Reply?> SaveAsync(Delivery delivery, string text, CancellationToken cancellationToken)
    {
        if (Texts.IsBlank(text))
        {
            return Reply.Words("There is nothing to read in that message, so nothing was saved.");
        }

        var underWay = await lists.UnderWayAsync(delivery, cancellationToken);
        var actor = new PersonId(delivery.From.ObjectId);
        if (underWay.Count == 1
            && await sessions.FindAsync(underWay[0].Address, cancellationToken) is { } stored
            && stored.Session.Find(actor) is { } person
            && (Asking.Next(stored.Session, stored.Guide, person) is not null || stored.Session.Operations.Contains(delivery.Key)))
        {
            // The step may have moved on while the message was being written: then only its writer knows which question it answers.
            var askedIn = await sessions.AskedInAsync(stored.Address, actor, cancellationToken);
            if (askedIn is not null && askedIn != stored.Session.Step && !stored.Session.Operations.Contains(delivery.Key))
            {
                await sessions.AskAsync(stored.Address, actor, stored.Session.Step, cancellationToken);
                return await AskAsync(delivery, underWay, text, cancellationToken);
            }

            Prompt? asked = null;
            var outcome = await turns.RunAsync(
                stored.Address,
                actor,
                delivery.Key,
                (session, guide) => (asked = Asking.Next(session, guide, person)) is null ? [] : [new Join(), new Answer([KeyValuePair.Create(asked.Id, text)])],
                (before, now) => [new(Lane.Of(delivery), delivery.Conversation, new Content.Say(Saved(before.Guide, now, person, asked!))), .. News.Told(before, now, actor)],
                cancellationToken);
            // Nobody presses a message again; whether it was stored is found out here.
            if (outcome.Refusal is NotSaved && await sessions.FindAsync(stored.Address, cancellationToken) is { } now && now.Session.Operations.Contains(delivery.Key))
            {
                outcome = new(now, Refusal: null);
            }

            if (outcome.Refusal is null && asked is not null && askedIn != outcome.Stored!.Session.Step)
            {
                await sessions.AskAsync(stored.Address, actor, outcome.Stored.Session.Step, cancellationToken);
            }

            RefusalMeter.Count(outcome.Refusal);
            return outcome switch
            {
                { Repeated: true } => null,
                { Refusal: NotSaved } => Reply.Words(RefusalText.MessageNotSaved),
                { Refusal: { } refusal } => Reply.Words($"{RefusalText.For(refusal)} Your message is still above."),
                _ when asked is not null => null,
                _ => await AskAsync(delivery, underWay, text, cancellationToken),
            };
        }

        return underWay.Count == 0
            ? Reply.Showing(SessionViews.Help, Notice.Warning("No session of yours is open here, so I have not saved that message as an answer. It is still in this chat."))
            : await AskAsync(delivery, underWay, text, cancellationToken);
    }

    /// <summary>Saves a message where its writer said that it belongs.</summary>
    public async Task<Pressed> PlaceAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var target = data.Text("target").Split('|');
        var address = new SessionAddress(delivery.From.TenantId, new(Guid.TryParseExact(target[0], "N", out var id) ? id : Guid.Empty));
        var outcome = await turns.RunAsync(
            address,
            new(delivery.From.ObjectId),
            data.Operation,
            (_, _) => [new Answer([KeyValuePair.Create(target.ElementAtOrDefault(1) ?? "", data.Text("text"))])],
            (before, now) => News.Told(before, now, new(delivery.From.ObjectId)),
            cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        if (outcome.Refusal is NotSaved)
        {
            var unsure = Notice.Warning(RefusalText.For(outcome.Refusal));
            var targets = await TargetsAsync(delivery, await lists.UnderWayAsync(delivery, cancellationToken), cancellationToken);
            return targets.Any(offered => offered.Value == data.Text("target"))
                ? Pressed.Unsaved(Place(unsure, data.Text("text"), targets, data.Text("target"), data.Text("message")), unsure)
                : Pressed.Words(unsure.Text);
        }

        if (outcome.Refusal is { } refusal)
        {
            var notice = Notice.Warning(RefusalText.For(refusal), Cut.To(Cut.Kept, data.Text("text"), isRecorded: false));
            return Pressed.Unsaved(await lists.CardAsync(delivery, "", notice, cancellationToken), notice);
        }

        var saved = Notice.Good($"Saved under “{outcome.Stored!.Guide.FindPrompt(target[1])!.Text}” in {SessionName.Of(outcome.Stored.Session, outcome.Stored.Guide)}.");
        return Pressed.Shown(await lists.CardAsync(delivery, "", saved, cancellationToken), View.Of(SessionViews.List), Notice.Good("Saved."));
    }

    private static string Saved(Guide guide, Session session, Participant person, Prompt asked)
    {
        var next = Asking.Next(session, guide, person);
        return next is null
            ? $"Saved under: {asked.Text} That was the last question for you in this step."
            : $"Saved under: {asked.Text} Next question: {next.Text} Type your answer here, or press Save on the card.";
    }

    private async Task<Reply> AskAsync(Delivery delivery, IReadOnlyList<ListedSession> underWay, string text, CancellationToken cancellationToken)
    {
        var targets = await TargetsAsync(delivery, underWay, cancellationToken);
        return targets.Count == 0
            ? Reply.Showing(SessionViews.List, Notice.Warning("No question is open for you just now, so I have not saved that message as an answer. It is still in this chat. Open the session to comment on its summary."))
            : new(Text: null, View: null, Place(NotPlaced, text, targets, "", delivery.Key), NotPlaced);
    }

    private async Task<IReadOnlyList<PlaceTarget>> TargetsAsync(Delivery delivery, IReadOnlyList<ListedSession> underWay, CancellationToken cancellationToken)
    {
        var actor = new PersonId(delivery.From.ObjectId);
        var targets = new List<PlaceTarget>();
        foreach (var listed in underWay)
        {
            if (await sessions.FindOrPassAsync(listed.Address, cancellationToken) is { } stored && stored.Session.Find(actor) is { } person)
            {
                targets.AddRange(Asking.Open(stored.Session, stored.Guide, person).Select(prompt =>
                    new PlaceTarget($"{(stored.Session.CaseReference.Length > 0 ? stored.Session.CaseReference : stored.Guide.Title)}: {prompt.Text}", $"{stored.Session.Id}|{prompt.Id}")));
            }
        }

        return [.. targets.Take(MostTargets)];
    }

    private ReadOnlyMemory<byte> Place(Notice notice, string text, IReadOnlyList<PlaceTarget> targets, string target, string message) =>
        press.Print("start/place", new PlaceCard(notice, "Where does this belong?", Cut.Plain(text), targets, target, message), CardJson.Default.PlaceCard);
}
