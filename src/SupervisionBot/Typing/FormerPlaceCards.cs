using SupervisionBot.Core.Sessions;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.Typing;

/// <summary>Cards of an earlier version that stand in people's chats and ask where a message belongs. They carry its words themselves, in an input that their writer can change.</summary>
internal sealed class FormerPlaceCards(SessionStore sessions, SessionTurns turns, SessionLists lists)
{
    /// <summary>The verb of their only button.</summary>
    public const string Verb = "message.place";

    /// <summary>Saves the words where their writer says, as a new version of that answer: that is what the card says it does.</summary>
    public async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var address = TypedAddress.Of(delivery);
        var target = TypedTarget.Read(data.Text("target")) as TypedTarget.AnAnswer ?? new(default, "");
        var where = new SessionAddress(address.Tenant, target.Session);
        var isUnopened = await sessions.FindAsync(where, cancellationToken) is { } stored && stored.Session.Find(address.Person) is not null && !stored.Session.Joined.Contains(address.Person);
        var outcome = isUnopened ? new(Stored: null, new NotOpenedYet()) : await turns.RunAsync(
            where,
            address.Person,
            data.Operation,
            (_, _) => [new Answer([KeyValuePair.Create(target.Prompt, data.Text("text"))])],
            (before, now) => News.Told(before, now, address.Person),
            cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        if (outcome.Refusal is NotSaved or NotOpenedYet)
        {
            // The card stays as it is, with the words in it.
            return Pressed.Words(RefusalText.For(outcome.Refusal));
        }

        if (outcome.Refusal is { } refusal)
        {
            var notice = Notice.Warning(RefusalText.For(refusal), Cut.To(Cut.Kept, data.Text("text"), isRecorded: false));
            return Pressed.Unsaved(await lists.CardAsync(delivery, "", notice, cancellationToken), notice);
        }

        var saved = Notice.Good($"Saved under “{outcome.Stored!.Guide.FindPrompt(target.Prompt)!.Text}” in {SessionName.Of(outcome.Stored.Session, outcome.Stored.Guide)}.");
        return Pressed.Shown(await lists.CardAsync(delivery, "", saved, cancellationToken), View.Of(SessionViews.List), Notice.Good("Saved."));
    }
}
