using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sending;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne;

/// <summary>Buttons: each runs its commands, tells the others, and draws the card that comes back.</summary>
internal sealed class Pressing(
    Starting starting,
    SessionViews views,
    SessionTurns turns,
    SessionStore sessions,
    CardPlaces places,
    SessionCards cards,
    OpeningLimits limits,
    Outbox outbox,
    PeopleDirectory people,
    Disagreements disagreements)
{
    /// <summary>What somebody is told who emptied an answer.</summary>
    public const string EmptiedText = "Saved, with an answer emptied. Its earlier words are still in the record: to have them erased, press What I have written and take them back.";

    /// <summary>Verbs that are done here; all others are in <see cref="SessionVerbs"/> or open a dialog.</summary>
    public static IReadOnlyList<string> Own { get; } = [.. SessionViews.Verbs.Keys.Where(verb => !SessionVerbs.All.ContainsKey(verb)), "start.send"];

    /// <summary>Does what a button says, and answers with the card for the eyes of the person who pressed, or with words.</summary>
    public async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) => data.Verb switch
    {
        "start.send" => await StartAsync(delivery, data, cancellationToken),
        var verb when SessionVerbs.All.ContainsKey(verb) => await DoAsync(delivery, data, cancellationToken),
        var verb when SessionViews.Verbs.ContainsKey(verb) => await views.PressAsync(delivery, data, cancellationToken),
        _ => Pressed.Words("This button does nothing here. Type help to see what I can do."),
    };

    private async Task<Pressed> DoAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(delivery, data, inDialog: false, cancellationToken);
        RefusalMeter.Count(outcome.Stored is null ? new NoSuchSession() : outcome.Refusal);
        if (outcome.Stored is not { } stored || stored.Session.Find(Actor(delivery)) is not { } viewer)
        {
            return Pressed.Words(RefusalText.NotFound);
        }

        var since = outcome.Refusal is SaidSince ? SaidSinceText.Of(stored.Session, SessionVerbs.SeenUpTo(data), viewer.Person) : default;
        var notice = outcome switch
        {
            { Refusal: SaidSince unseen } => Notice.Warning(RefusalText.For(unseen), Cut.To(Cut.Kept, since.Text)),
            { Refusal: { } refusal } => Notice.Warning(RefusalText.For(refusal) + (outcome.Change is null ? "" : " What you wrote is saved."), Unsaved.BesideCard(data, stored, viewer)),
            { Refusal: null } when Emptied(outcome, viewer) => Notice.Warning(EmptiedText),
            { Refusal: null, Repeated: false } when data.Verb is not ("session.join" or "session.cancel") && OldCards.Are(outcome.Change?.Before ?? stored.Session, data.V) => Notice.Warning(outcome.Change is null ? OldCards.Unchanged : OldCards.Saved),
            { Refusal: null } when (outcome.Change is not null || outcome.Repeated) && data.Verb is "answer.save" or "answer.next" or "summary.comment" or "addendum.add" => Notice.Good("Saved."),
            _ => Notice.None,
        };
        if (data.Verb == SessionViews.Ending ? outcome.Refusal is null : data.Verb == "session.cancel" && outcome.Refusal is NothingWritten or TooLong or NotSaved)
        {
            notice = outcome.Refusal is { } unfit ? Notice.Warning(RefusalText.For(unfit)) : Notice.None;
            var form = cards.Cancel(stored, notice, data.Text("reason"), outcome.Refusal is { } unsaved ? Unsaved.DrawnAt(data, unsaved) : null);
            return data.Text("reason").Length > 0
                ? Pressed.Unsaved(form, notice)
                : Pressed.Shown(form, View.Of(SessionViews.Ending, [("session", $"{stored.Session.Id}")]), notice);
        }

        if (outcome.Refusal is NotSaved && notice.HasKept)
        {
            // Theirs had better stay as it is, as no other can hold all they typed.
            return Pressed.Words(RefusalText.For(outcome.Refusal));
        }

        if (outcome.Refusal is null && data.Verb == "session.invite")
        {
            notice = await InviteAsync(delivery, stored, cancellationToken);
        }

        // Whoever pressed Confirm finds it where it stood, with what they had not seen on top; a summary that is another by now is read from its beginning.
        var place = outcome.Refusal is SaidSince ? SummaryPlace.LastPage(since.UpTo)
            : data.Verb == "summary.sign" && outcome.Refusal is NotSaved ? SummaryPlace.LastPage(SessionVerbs.SeenUpTo(data))
            : OpenAfter(data, stored, viewer) is { } question ? SummaryPlace.At(question)
            : SummaryPlace.Beginning;
        // Should the answer come too late for this card, the summary is brought from its beginning, without what was shown on top.
        var view = place.Question.Length > 0 ? SessionViews.AtQuestion(stored.Session.Id, place.Question)
            : place == SummaryPlace.Beginning || outcome.Refusal is SaidSince ? SessionViews.Of(stored.Session.Id)
            : SessionViews.LastPageOf(stored.Session);
        var drafts = outcome.Refusal is { } why ? Unsaved.Drafts(data, why, stored.Session, viewer.Person) : Drafts.None;
        var card = await cards.ForAsync(stored, viewer, [delivery.From.Mri], notice, drafts, place, cancellationToken);
        return outcome.Refusal is NotSaved || (outcome.Refusal is not null && Unsaved.HasWords(data, stored.Session, viewer.Person))
            ? Pressed.Unsaved(card, notice)
            : Pressed.Shown(card, view, notice);
    }

    /// <summary>Does what a button of a session says; what was typed beside it is saved even when the button can't do what it says.</summary>
    /// <param name="delivery">Who pressed.</param>
    /// <param name="data">What was pressed.</param>
    /// <param name="inDialog">Whether it was in a dialog, which closes without giving back a card: the one it was opened from is drawn anew where it stands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TurnOutcome> RunAsync(Delivery delivery, CardData data, bool inDialog, CancellationToken cancellationToken)
    {
        var actor = Actor(delivery);
        IEnumerable<Told> tell(StoredSession before, Session now) =>
        [
            .. News.Told(before, now, actor),
            .. disagreements.Told(before, now),
            .. inDialog && now.Status is SessionStatus.Preparing or SessionStatus.Walking ? News.Cards(before, now, actor) : [],
        ];
        var outcome = await turns.RunAsync(Address(delivery, data), actor, data.Operation, (session, _) => [.. Written(data, session), .. SessionVerbs.All[data.Verb](data, session, actor)], tell, cancellationToken);
        if (outcome is { Stored: not null, Refusal: { } refusal and not NotSaved } && data.WithPrefix(PromptViews.AnswerPrefix).Concat(data.WithPrefix(PromptViews.OptionPrefix)).Any())
        {
            var words = await SaveTypedAsync(delivery, data, cancellationToken);
            outcome = words.Refusal is NotSaved ? words : words.Change is null ? outcome : words with { Refusal = refusal };
        }

        return outcome;
    }

    /// <summary>Saves what was typed on a card, and does nothing else.</summary>
    public Task<TurnOutcome> SaveTypedAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var actor = Actor(delivery);
        return turns.RunAsync(Address(delivery, data), actor, data.Operation, (session, _) => [.. Written(data, session), .. SessionVerbs.Typed(data, session, actor)], (before, now) => News.Told(before, now, actor), cancellationToken);
    }

    /// <summary>The session a button is about; null when this person has none such, or it ended before they had opened it.</summary>
    public async Task<(StoredSession Stored, Participant Viewer)?> FindAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        await sessions.FindAsync(Address(delivery, data), cancellationToken) is { } stored && stored.Session.Find(Actor(delivery)) is { } viewer
            && (stored.Session.Status != SessionStatus.Cancelled || stored.Session.Joined.Contains(viewer.Person))
            ? (stored, viewer)
            : null;

    /// <summary>Whether somebody emptied an answer, which is then still in the trail.</summary>
    public static bool Emptied(TurnOutcome outcome, Participant viewer) => outcome.Change is { Before: var before, After: var after }
        && before.Responses.Keys.Any(answer => answer.Person == viewer.Person && before.Answer(answer.Prompt, answer.Person) is not null && after.Answer(answer.Prompt, answer.Person) is null);

    // The question that stands open when a press leaves the step as it is: the same one, or the next where that was asked for. Null where another card comes.
    private static string? OpenAfter(CardData data, StoredSession stored, Participant viewer)
    {
        if (data.Verb is not ("answer.save" or "answer.next") || stored.Session.Status is not (SessionStatus.Preparing or SessionStatus.Walking))
        {
            return null;
        }

        var step = stored.Guide.FindStep(stored.Session.Step)!;
        var pressed = StepQuestions.Pressed(data, step, stored.Session, viewer.Person);
        return data.Verb == "answer.next" ? StepQuestions.Next(step, stored.Session, viewer, pressed) : pressed;
    }

    // A card that is older than what its reader took back since may still have those words in its boxes.
    private static IEnumerable<SessionCommand> Written(CardData data, Session session) =>
        session.Status is SessionStatus.Frozen or SessionStatus.Cancelled || !Unsaved.AreIn(data) ? [] : [new WriteOn(data.V)];

    private async Task<Pressed> StartAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var (opened, form, refusal) = await starting.SendAsync(delivery, data, cancellationToken);
        RefusalMeter.Count(refusal);
        var notice = refusal is null ? Notice.None : Notice.Warning(RefusalText.For(refusal));
        if (opened is null)
        {
            return form.IsEmpty ? Pressed.Words(notice.Text) : Pressed.Unsaved(form, notice);
        }

        if (Starting.Place(delivery) is { } place && !opened.Places.Contains(place))
        {
            await places.NoteAsync(opened.Address, place, cancellationToken);
        }

        var card = await cards.ForAsync(opened, opened.Session.Find(Actor(delivery))!, [delivery.From.Mri], notice, Drafts.None, SummaryPlace.Beginning, cancellationToken);
        return Pressed.Shown(card, SessionViews.Of(opened.Session.Id), notice);
    }

    // A new message for whoever has not opened the session; the same press again sends none.
    private async Task<Notice> InviteAsync(Delivery delivery, StoredSession stored, CancellationToken cancellationToken)
    {
        var missing = stored.Session.Participants.Where(participant => !stored.Session.Joined.Contains(participant.Person)).ToList();
        if (missing.Count == 0)
        {
            return Notice.Good("Everybody has opened the session already.");
        }

        if (await limits.InviteAsync(stored.Address.Tenant, Actor(delivery), cancellationToken) is { } full)
        {
            return Notice.Warning(RefusalText.For(full));
        }

        var known = await Task.WhenAll(missing.Select(async participant => await people.FindAsync(stored.Address.Tenant, participant.Person, cancellationToken)));
        var invitations = missing.Select(participant => OutboxMessage.Answering(delivery, new Content.Draw(stored.Session.Id, Anew: true), Lane.Of(stored.Address.Tenant, participant.Person))).ToList();
        return known.All(person => person?.Chat is not null) && await outbox.AddAsync(invitations, cancellationToken)
            ? Notice.Good("The invitation is on its way again.")
            : Notice.Warning("The invitation could not be sent just now. Ask the person to type sessions in their own chat with me, or try again later.");
    }

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);

    private static SessionAddress Address(Delivery delivery, CardData data) => new(delivery.From.TenantId, data.Session);
}
