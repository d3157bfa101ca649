using Microsoft.Extensions.Options;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Guides;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;
using SupervisionBot.Words;

namespace SupervisionBot.OneToOne;

/// <summary>Starting a session: the form, and what becomes of it.</summary>
internal sealed class Starting(
    CardPress press,
    GuideLibrary guides,
    PeopleDirectory people,
    SessionStore sessions,
    SessionOpening opening,
    ConnectorClient connector,
    IOptions<OneToOneOptions> options,
    TimeProvider clock)
{
    /// <summary>Most people in a list without a picker. Our own limit: a longer list is no help, and the picker of Teams searches.</summary>
    private const int MostPeople = 100;

    /// <summary>Longest id of a person that is put back into the form, in UTF-16 characters, inclusive: with its hyphens it has 36.</summary>
    private const int MostOfAnId = 36;

    /// <summary>How far the clock of another copy of the app may be ahead. Our own number.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);

    // One supervisor, one supervisee: the guides that one-to-one supervision can walk.
    private IEnumerable<GuideEdition> Guides => guides.InUse.Where(edition =>
        edition.Guide.Roles.Count == 2 && edition.Guide.FindRole(Role.Supervisor) is { Leads: true } && edition.Guide.FindRole(Role.Supervisee) is not null);

    /// <summary>An empty form. The session's id is made here, so that sending the same form twice opens one session.</summary>
    public Task<ReadOnlyMemory<byte>> FormAsync(Delivery delivery, CancellationToken cancellationToken) =>
        FormAsync(delivery, NewId(), data: null, Notice.None, warned: false, cancellationToken);

    /// <summary>Whether a session can be started in a conversation of this kind.</summary>
    public bool IsPossibleIn(ConversationKind kind) => kind != ConversationKind.Channel || options.Value.Channels;

    /// <summary>Opens the session that a form asks for.</summary>
    /// <returns>
    /// The session, with a refusal where it was opened before and the form says something else by now; or the form again with what is wrong and everything typed still in it, empty
    /// where no session can be started.
    /// </returns>
    public async Task<(StoredSession? Opened, ReadOnlyMemory<byte> Form, Refusal? Refusal)> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var actor = new PersonId(delivery.From.ObjectId);
        var form = IsOurs(data.Session) ? data.Session : NewId();
        var address = new SessionAddress(delivery.From.TenantId, form);
        if (data.Session.Value == Guid.Empty)
        {
            return (null, await FormAsync(delivery, cancellationToken), new NoSuchSession());
        }

        if (await sessions.FindAsync(address, cancellationToken) is { } there)
        {
            if (there.Session.Find(actor) is not null)
            {
                return (there, default, Untaken(there, data));
            }

            // An id that is taken by a session of somebody else goes the way of any other id, so that it tells nothing.
            address = address with { Session = NewId() };
        }

        if (!IsPossibleIn(delivery.Conversation.Kind))
        {
            return (null, default, new NotInAChannel());
        }

        var practitioner = Guid.TryParse(data.Text("practitioner"), out var chosen) ? await PersonAsync(delivery, new(chosen), cancellationToken) : new WrongPeople();
        if (!practitioner.Succeeded(out var person, out var refusal))
        {
            return (null, await FormAsync(delivery, form, data, Notice.Warning(RefusalText.For(refusal)), warned: false, cancellationToken), refusal);
        }

        // One that is too long is refused for that, whatever is in it.
        if (Texts.Tidy(data.Text("caseReference")) is { Length: <= SessionDecision.LongestCaseReference } reference
            && PersonalDetails.InReference(reference) is { } detail
            && (data.Text("confirmed") != "true" || data.Text("warned") != data.Text("caseReference")))
        {
            return (null, await FormAsync(delivery, form, data, Notice.Warning(RefusalText.For(new LooksPersonal(detail))), warned: true, cancellationToken), new LooksPersonal(detail));
        }

        var edition = Guides.FirstOrDefault(candidate => candidate.Guide.Id == data.Text("guide")) ?? Guides.First();
        var me = await people.FindAsync(address.Tenant, actor, cancellationToken);
        Participant[] participants = [new(actor, delivery.From.Name ?? me?.Name ?? "Supervisor", Role.Supervisor), new(person.Id, person.Name, Role.Supervisee)];
        var home = delivery.Conversation.Kind == ConversationKind.Personal ? "" : ConversationKey.Of(delivery.Conversation.ConversationId);
        var asked = new NewSession(edition, data.Text("caseReference"), participants, data.Text("prepare") == "true", home, Place(delivery));
        var outcome = await opening.OpenAsync(address, data.Operation, asked, _ => [], opened => News.Cards(opened, opened.Session), cancellationToken);
        if (!outcome.Succeeded(out var saved, out refusal))
        {
            return (null, await FormAsync(delivery, form, data, Notice.Warning(RefusalText.For(refusal)), warned: data.Text("warned").Length > 0, cancellationToken), refusal);
        }

        switch (saved)
        {
            case SaveOutcome.Saved opened:
                return (opened.Stored, default, null);
            case SaveOutcome.LostRace when await sessions.FindAsync(address, cancellationToken) is { } winner && winner.Session.Find(actor) is not null:
                return (winner, default, Untaken(winner, data));
            case SaveOutcome.LostRace:
                return (null, await FormAsync(delivery, cancellationToken), new NoSuchSession());
            default:
                return (null, await FormAsync(delivery, form, data, Notice.Warning(RefusalText.For(new NotSaved())), warned: data.Text("warned").Length > 0, cancellationToken), new NotSaved());
        }
    }

    /// <summary>Where the card of a session stands that a form opens: in the place of the form.</summary>
    public static CardPlace? Place(Delivery delivery) => delivery.ReplyToId is { } card
        ? new(delivery.Conversation, card, delivery.Conversation.Kind == ConversationKind.Personal ? new PersonId(delivery.From.ObjectId) : null)
        : null;

    private static OpenedBefore? Untaken(StoredSession there, CardData data) =>
        Guid.TryParse(data.Text("practitioner"), out var chosen)
        && there.Session.Participants.Any(participant => participant.Role == Role.Supervisee && participant.Person.Value == chosen)
        && Texts.Tidy(data.Text("caseReference")) == there.Session.CaseReference
            ? null
            : new();

    // It has been in a client's hands, and the time in it decides where the session stands in the lists of others.
    private bool IsOurs(SessionId session) => session.Value.Version == 7 && SessionPointers.TimeIn(session) <= (clock.GetUtcNow() + MostAhead).ToUnixTimeMilliseconds();

    // The time in it orders a person's list of sessions.
    private SessionId NewId() => new(Guid.CreateVersion7(clock.GetUtcNow()));

    private async Task<Outcome<KnownPerson>> PersonAsync(Delivery delivery, PersonId chosen, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            return await MembersAsync(delivery, cancellationToken) switch
            {
                null => new MembersUnknown(),
                var members => members.FirstOrDefault(member => member.Id == chosen) is { } member ? member : new NotInThisChat(),
            };
        }

        return await people.FindAsync(delivery.From.TenantId, chosen, cancellationToken) is { Chat: not null } person ? person : new NotAddedYet();
    }

    private async Task<IReadOnlyList<KnownPerson>?> MembersAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (await connector.GetMembersAsync(delivery.Conversation, delivery.Team, cancellationToken) is not MembersOutcome.Found found)
        {
            return null;
        }

        // Sessions are kept in one organisation: whoever belongs to another can't be reached in it.
        var own = found.People.Where(member => member.TenantId == delivery.From.TenantId).ToList();
        foreach (var member in own)
        {
            await people.NoteAsync(member, cancellationToken);
        }

        return [.. own.Select(member => new KnownPerson(new(member.ObjectId), member.Name ?? "A colleague", member.Mri, Chat: null))];
    }

    private async Task<ReadOnlyMemory<byte>> FormAsync(Delivery delivery, SessionId session, CardData? data, Notice notice, bool warned, CancellationToken cancellationToken)
    {
        var personal = delivery.Conversation.Kind == ConversationKind.Personal;
        var picker = options.Value.PeoplePicker;
        var known = picker ? [] : personal ? await people.ListAsync(delivery.From.TenantId, MostPeople, cancellationToken) : await MembersAsync(delivery, cancellationToken) ?? [];
        var others = known.Where(person => person.Id.Value != delivery.From.ObjectId).Select(person => new PersonChoice(person.Id.Value.ToString(), person.Name)).ToList();
        // What is too long to be one is given back as far as a card goes.
        var reference = Cut.To(Cut.Kept, data?.Text("caseReference") ?? "", isRecorded: false);
        var choices = Guides.Select(edition => new GuideChoice(edition.Guide.Id, edition.Guide.Title)).ToList();
        return press.Print(
            "start/start",
            new StartCard(
                notice,
                "Start one-to-one supervision: choose the practitioner and give the case reference.",
                session.ToString(),
                picker,
                personal ? "graph.microsoft.com/users" : "graph.microsoft.com/users?scope=currentContext",
                HasList: !picker && others.Count > 0,
                HasNobody: !picker && others.Count == 0,
                others,
                data?.Text("practitioner") is { Length: <= MostOfAnId } practitioner ? practitioner : "",
                reference,
                warned,
                warned ? reference : "",
                warned && data?.Text("confirmed") == "true" && data.Text("warned") == data.Text("caseReference") ? "true" : "false",
                choices.Count > 1,
                choices,
                choices.FirstOrDefault(choice => choice.Id == data?.Text("guide"), choices[0]).Id,
                data?.Text("prepare") == "true" ? "true" : "false"),
            CardJson.Default.StartCard);
    }
}
