using System.Collections.Frozen;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Guides;
using SupervisionBot.OneToOne;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.Reflections;

/// <summary>Bringing reflections into a session. Until the person presses Bring in, none of it leaves their own reflections.</summary>
internal sealed class BringingIn(ReflectionStore reflections, ReflectionWriting writing, ReflectivePrompts prompts, ReflectionCards cards, OneToOne.Pressing pressing, SessionTurns turns, Replies replies)
{
    private const string Open = "reflect.bringing";
    private const string Bring = "reflect.bringin";
    private const string Later = "reflect.later";

    /// <summary>Verbs of the dialog.</summary>
    public static FrozenSet<string> Verbs { get; } = FrozenSet.Create(StringComparer.Ordinal, Open, Bring, Later);

    /// <summary>Opens the dialog. What was typed on the card below it is saved, as with every dialog of a session.</summary>
    public async Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (await FindAsync(delivery, data, cancellationToken) is not { } stored)
        {
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        var outcome = await pressing.SaveTypedAsync(delivery, data, cancellationToken);
        RefusalMeter.Count(outcome.Refusal);
        return outcome.Refusal is { } refusal
            ? new TaskResponse.Message($"{RefusalText.For(refusal)} It is still on the card.")
            : await DialogAsync(delivery, outcome.Stored ?? stored, Notice.None, cancellationToken) ?? new TaskResponse.Message("There is nothing left to bring in.");
    }

    /// <summary>Brings one in, or not now; the dialog goes on with the others.</summary>
    public async Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (await FindAsync(delivery, data, cancellationToken) is not { } stored)
        {
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        var (address, number) = (ReflectionAddress.Of(delivery), data.Number("number"));
        var isBringing = data.Verb == Bring;
        var refusal = isBringing
            ? await BringAsync(delivery, stored, data, number, cancellationToken)
            : await writing.PutOffAsync(address, number, stored.Session.Id, cancellationToken);
        RefusalMeter.Count(refusal);
        stored = await FindAsync(delivery, data, cancellationToken) ?? stored;
        var notice = refusal is null ? isBringing ? Notice.Good("It is in the session now.") : Notice.None : Notice.Warning(RefusalText.For(refusal));
        if (await DialogAsync(delivery, stored, notice, cancellationToken) is { } dialog)
        {
            return dialog;
        }

        await replies.DrawAsync(delivery, stored.Session.Id, anew: false, cancellationToken);
        return refusal is null ? new TaskResponse.Close() : new TaskResponse.Message(RefusalText.For(refusal));
    }

    // The session first: a reflection that is in it twice over is still there once, and one that is marked still is only asked about again.
    private async Task<Refusal?> BringAsync(Delivery delivery, StoredSession stored, CardData data, int number, CancellationToken cancellationToken)
    {
        var address = ReflectionAddress.Of(delivery);
        if (await reflections.FindAsync(address, number, cancellationToken) is not { IsWritten: true } reflection)
        {
            return new ReflectionDeleted();
        }

        // Only what its writer has chosen to bring; never by a number that a card says. The same press may have brought it in already, and taken the mark off.
        if (await reflections.MarkAsync(address, number, cancellationToken) is null)
        {
            var now = (await FindAsync(delivery, data, cancellationToken) ?? stored).Session;
            return now.Operations.Contains(data.Operation) || (reflection.BroughtAt is not null && ToBring.IsIn(now, reflection.Question, address.Person)) ? null : new NotMarked();
        }

        var outcome = await turns.RunAsync(
            stored.Address,
            address.Person,
            data.Operation,
            (session, _) => [new Join(), new BringReflection(Question(session, reflection, address.Person), reflection.Text)],
            (before, now) => News.Told(before, now, address.Person).Concat(News.Cards(before, now, address.Person)),
            cancellationToken);
        return outcome.Refusal ?? await writing.NoteBroughtAsync(address, number, cancellationToken);
    }

    private BringQuestion Question(Session session, Reflection reflection, PersonId person)
    {
        var source = prompts.Find(reflection.Prompt)?.Source ?? new(prompts.Sources[0].Id, reflection.Prompt);
        return new(session.Step, reflection.Question, $"a reflection of {session.NameOf(person)}", source, prompts.Sources.FirstOrDefault(document => document.Id == source.Document));
    }

    // Only whoever is supervised in it, where its guide takes reflections; to all others there is no such session.
    private async Task<StoredSession?> FindAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        await pressing.FindAsync(delivery, data, cancellationToken) is { Viewer.Role: Role.Supervisee } found && BringOffer.Of(found.Stored.OpenedWith).Contains(BringKind.Reflections) ? found.Stored : null;

    private async Task<TaskResponse?> DialogAsync(Delivery delivery, StoredSession stored, Notice notice, CancellationToken cancellationToken)
    {
        var address = ReflectionAddress.Of(delivery);
        var offered = new List<Reflection>();
        foreach (var mark in ToBring.Of(await reflections.MarkedAsync(address, cancellationToken), stored.Session, address.Person))
        {
            if (await reflections.FindOrPassAsync(address, mark.Number, cancellationToken) is { } reflection)
            {
                offered.Add(reflection);
            }
        }

        return offered.Count == 0 ? null : new TaskResponse.Continue("Bring in a reflection", cards.Bring(stored, offered, notice), TaskSize.Medium, TaskSize.Large);
    }
}
