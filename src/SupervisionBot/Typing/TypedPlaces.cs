using SupervisionBot.OneToOne;
using SupervisionBot.Reflections;
using SupervisionBot.Sessions;

namespace SupervisionBot.Typing;

/// <summary>A place that typed words may belong to.</summary>
/// <param name="Target">What a button says.</param>
/// <param name="Name">What people call the session or the reflection.</param>
/// <param name="Question">The question.</param>
internal sealed record TypedPlace(TypedTarget Target, string Name, string Question);

/// <summary>All places that somebody's typed words may belong to, in the order in which they are offered.</summary>
/// <param name="Reflection">The private question that waits for them; null where none does.</param>
/// <param name="Asked">The question that they were asked last.</param>
/// <param name="Others">Others of that step, then those of other sessions.</param>
/// <param name="Leaders">The challenge question that a leader is asked; null where none is.</param>
/// <param name="Unopened">Sessions whose invitation they have not opened: nothing can be saved in them yet.</param>
internal sealed record OfferedPlaces(TypedPlace? Reflection, TypedPlace? Asked, IReadOnlyList<TypedPlace> Others, TypedPlace? Leaders, IReadOnlyList<ListedSession> Unopened)
{
    /// <summary>Whether there is nowhere that words could go.</summary>
    public bool IsEmpty => Reflection is null && Asked is null && Others.Count == 0 && Leaders is null && Unopened.Count == 0;
}

/// <summary>Finds where typed words may belong.</summary>
internal sealed class TypedPlaces(SessionLists lists, SessionStore sessions, ReflectionStore reflections)
{
    /// <summary>Most places among the others. Our own number: with them a card stays far below what Teams takes, and whoever has more opens the question itself.</summary>
    private const int MostOthers = 20;

    /// <summary>Most sessions that are offered for opening. Our own number.</summary>
    private const int MostUnopened = 3;

    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<OfferedPlaces> FindAsync(TypedAddress address, CancellationToken cancellationToken)
    {
        var reflection = OpenReflectionAsync(address, cancellationToken);
        var underWay = await lists.UnderWayAsync(address.Tenant, address.Person, home: "", cancellationToken);
        var stored = await Task.WhenAll(underWay.OrderByDescending(listed => listed.ChangedAt).Select(async listed => (Listed: listed, Stored: await sessions.FindOrPassAsync(listed.Address, cancellationToken))));
        var opened = stored.Where(session => session.Stored?.Session.Joined.Contains(address.Person) == true).Select(session => session.Stored!).ToLookup(session => session.Guide.Areas.Count > 0);
        var unopened = stored.Where(session => session.Stored?.Session.Joined.Contains(address.Person) == false).Select(session => session.Listed);

        var cases = opened[false].Select(session => PlacesIn(session, address)).ToList();
        var runs = opened[true].Select(session => PlacesIn(session, address)).ToList();
        var (asked, leaders) = (cases.FirstOrDefault().Asked, runs.FirstOrDefault().Asked);
        var others = cases.Concat(runs).SelectMany(session => session.All).Where(place => place != asked && place != leaders).Take(MostOthers);
        return new(await reflection, asked, [.. others], leaders, [.. unopened.Take(MostUnopened)]);
    }

    private static (TypedPlace? Asked, IReadOnlyList<TypedPlace> All) PlacesIn(StoredSession stored, TypedAddress address)
    {
        var (session, guide, person) = (stored.Session, stored.Guide, stored.Session.Find(address.Person)!);
        TypedPlace Place(Core.Guides.Prompt prompt) => new(new TypedTarget.AnAnswer(session.Id, prompt.Id), SessionName.Heading(session.CaseReference, guide.Title), guide.LabelOf(prompt));
        var all = Asking.Open(session, guide, person).Select(Place).ToList();
        return (Asking.Next(session, guide, person) is { } next ? all.Find(place => place == Place(next)) : null, all);
    }

    private async Task<TypedPlace?> OpenReflectionAsync(TypedAddress address, CancellationToken cancellationToken)
    {
        var reflecting = new ReflectionAddress(address.Tenant, address.Person);
        var open = (await reflections.StateOrPassAsync(reflecting, cancellationToken))?.Open ?? 0;
        return await reflections.FindOrPassAsync(reflecting, open, cancellationToken) is { IsWritten: false, IsPassedOver: false } reflection
            ? new(new TypedTarget.AReflection(reflection.Number), "Your reflection", reflection.Question)
            : null;
    }
}
