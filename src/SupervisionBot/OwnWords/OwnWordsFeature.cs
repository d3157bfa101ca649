using System.Collections.Frozen;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;
using SupervisionBot.Words;

namespace SupervisionBot.OwnWords;

/// <summary>A person looks at what they have written in a session, takes it back, or puts it right once the summary is frozen; whoever leads puts the case reference right.</summary>
internal sealed class OwnWordsFeature(OwnWordsDialog dialog, Pressing pressing, SessionTurns turns) : Feature
{
    private const string Open = "mine.open";
    private const string Page = "mine.page";
    private const string Choose = "mine.choose";
    private const string Back = "mine.back";
    private const string Right = "mine.right";
    private const string Reference = "mine.reference";

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = [Open, Page, Choose, Back, Right, Reference];

    /// <inheritdoc/>
    public override async Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (await pressing.FindAsync(delivery, data, cancellationToken) is null)
        {
            RefusalMeter.Count(new NoSuchSession());
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        // The card under the dialog is drawn anew when something is taken back; what was typed on it is saved before.
        var outcome = await pressing.SaveTypedAsync(delivery, data, cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        return outcome switch
        {
            { Stored: { } stored, Refusal: null } => await dialog.ListAsync(stored, Viewer(delivery, stored), data, Notice.None, warned: false, cancellationToken),
            { Refusal: NotSaved refusal } => new TaskResponse.Message(RefusalText.For(refusal)),
            { Stored: not null, Refusal: { } refusal } => new TaskResponse.Message($"{RefusalText.For(refusal)} It is still on the card."),
            _ => new TaskResponse.Message(RefusalText.NotFound),
        };
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (await pressing.FindAsync(delivery, data, cancellationToken) is not { } found)
        {
            RefusalMeter.Count(new NoSuchSession());
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        return data.Verb switch
        {
            Choose => await dialog.ChosenAsync(found.Stored, found.Viewer, data, Notice.None, cancellationToken),
            Back => await DoAsync(delivery, data, found.Stored, new TakeBack(data.Number("entry")), "Taken back: the words are erased from the record.", cancellationToken),
            Right => await DoAsync(delivery, data, found.Stored, new Correct(data.Number("entry"), data.Text("correction")), "Saved: the correction stands with the summary.", cancellationToken),
            Reference when Looks(data) is { } looks => await dialog.ListAsync(found.Stored, found.Viewer, data, Notice.Warning(RefusalText.For(looks)), warned: true, cancellationToken),
            Reference => await DoAsync(delivery, data, found.Stored, new PutCaseReferenceRight(data.Text("reference")), "Saved: the case reference is put right, and the one before is erased.", cancellationToken),
            _ => await dialog.ListAsync(found.Stored, found.Viewer, data, Notice.None, warned: false, cancellationToken),
        };
    }

    private async Task<TaskResponse> DoAsync(Delivery delivery, CardData data, StoredSession found, SessionCommand command, string done, CancellationToken cancellationToken)
    {
        var actor = new PersonId(delivery.From.ObjectId);
        var outcome = await turns.RunAsync(found.Address, actor, data.Operation, (_, _) => [command], (before, now) => News.Told(before, now, actor).Concat(News.Erased(before, now)), cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        return outcome switch
        {
            { Stored: null } => new TaskResponse.Message(RefusalText.NotFound),
            { Stored: { } stored, Refusal: null, Change: null, Repeated: false } when command is PutCaseReferenceRight => await dialog.ListAsync(stored, Viewer(delivery, stored), data, Notice.Warning("That is the case reference already. Nothing was changed."), warned: false, cancellationToken),
            { Stored: { } stored, Refusal: null } => await dialog.ListAsync(stored, Viewer(delivery, stored), data, Notice.Good(done), warned: false, cancellationToken),
            { Stored: { } stored, Refusal: { } refusal } when command is PutCaseReferenceRight => await dialog.ListAsync(stored, Viewer(delivery, stored), data, Notice.Warning(RefusalText.For(refusal)), warned: data.Text("warned").Length > 0, cancellationToken),
            { Stored: { } stored, Refusal: { } refusal } => await dialog.ChosenAsync(stored, Viewer(delivery, stored), data, Notice.Warning(RefusalText.For(refusal)), cancellationToken),
        };
    }

    // As on the form that starts a session.
    private static LooksPersonal? Looks(CardData data) =>
        Texts.Tidy(data.Text("reference")) is { Length: <= SessionDecision.LongestCaseReference } reference
        && PersonalDetails.InReference(reference) is { } detail
        && (data.Text("confirmed") != "true" || data.Text("warned") != data.Text("reference")) ? new(detail) : null;

    private static Participant Viewer(Delivery delivery, StoredSession stored) => stored.Session.Find(new(delivery.From.ObjectId))!;
}
