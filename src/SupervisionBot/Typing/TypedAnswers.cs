using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne;
using SupervisionBot.Sessions;

namespace SupervisionBot.Typing;

/// <summary>What became of words that were to be put into an answer, or taken out of it.</summary>
/// <param name="Refusal">Why not; null when it is done.</param>
/// <param name="Stored">The session; null where this person has no such one.</param>
/// <param name="Part">Where the words stand now.</param>
internal sealed record AnswerChange(Refusal? Refusal, StoredSession? Stored = null, AnswerPart Part = default);

/// <summary>Puts typed words into answers and takes them out again, each message a paragraph. Nobody is joined to a session by it.</summary>
internal sealed class TypedAnswers(SessionStore sessions, SessionTurns turns, RecordKeys keys)
{
    private const string Label = "typed operation";

    // Bytes of a name. Our own number: it only has to differ within its trail.
    private const int NameLength = 16;

    /// <summary>Adds words to an answer.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="target">The question.</param>
    /// <param name="operation">Names the operation; the same one again changes nothing, and finds where the words stand.</param>
    /// <param name="words">The words.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AnswerChange> AddAsync(TypedAddress address, TypedTarget.AnAnswer target, string operation, string words, CancellationToken cancellationToken) =>
        RunAsync(address, target, operation, words, session => [Saying(target, Paragraphs.With(Answer(session, address, target), words))], cancellationToken);

    /// <summary>Puts other words in the place of a message's.</summary>
    public async Task<AnswerChange> ReplaceAsync(TypedAddress address, PlacedMessage placed, TypedTarget.AnAnswer target, string operation, string words, CancellationToken cancellationToken) =>
        await WordsAsync(address, placed, target, cancellationToken) is { } paragraph
            ? await RunAsync(
                address, target, operation, words,
                session => Paragraphs.Replace(Answer(session, address, target), paragraph, words) is { } changed ? [Saying(target, changed)] : null,
                cancellationToken)
            : new(new AnswerChangedSince());

    /// <summary>Takes a message's words back: the answer is erased with all its versions, and what else it said is written anew, in one turn.</summary>
    public async Task<AnswerChange> TakeBackAsync(TypedAddress address, PlacedMessage placed, TypedTarget.AnAnswer target, CancellationToken cancellationToken)
    {
        var operation = Named(placed.Key, $"back {placed.Part.Sequence}", target);
        if (await IsDoneAsync(address, target, operation, cancellationToken))
        {
            return new(Refusal: null);
        }

        return await WordsAsync(address, placed, target, cancellationToken) is { } paragraph
            ? await RunAsync(address, target, operation, words: "", session => Without(session, address, target, paragraph), cancellationToken)
            : new(new AnswerChangedSince());
    }

    /// <summary>Where words stand in an answer now; null where they do not, or this person has no such session.</summary>
    public async Task<AnswerPart?> FindAsync(TypedAddress address, TypedTarget.AnAnswer target, string words, CancellationToken cancellationToken) =>
        await sessions.FindAsync(new(address.Tenant, target.Session), cancellationToken) is { } stored && PartOf(stored.Session, target.Prompt, address.Person, words) is { Length: > 0 } part ? part : null;

    /// <summary>Names the operation of a message and a place: the same message is never put into the same answer twice.</summary>
    public string Operation(string key, int version, TypedTarget target) => Named(key, $"{version}", target);

    /// <summary>Whether an operation has been done in the session of a target.</summary>
    public async Task<bool> IsDoneAsync(TypedAddress address, TypedTarget.AnAnswer target, string operation, CancellationToken cancellationToken) =>
        await sessions.FindAsync(new(address.Tenant, target.Session), cancellationToken) is { } stored && stored.Session.Operations.Contains(operation);

    /// <summary>A message's words, which stand in the record alone; null where they are not there any more.</summary>
    public async Task<string?> WordsAsync(TypedAddress address, PlacedMessage placed, TypedTarget.AnAnswer target, CancellationToken cancellationToken)
    {
        var stored = await sessions.FindAsync(new(address.Tenant, target.Session), cancellationToken);
        var version = stored?.Session.Versions(target.Prompt, address.Person).FirstOrDefault(version => version.Sequence == placed.Part.Sequence);
        return version is not null && placed.Part.Start + placed.Part.Length <= version.Value.Length ? version.Value.Substring(placed.Part.Start, placed.Part.Length) : null;
    }

    private async Task<AnswerChange> RunAsync(
        TypedAddress address, TypedTarget.AnAnswer target, string operation, string words, Func<Session, IReadOnlyList<SessionCommand>?> change, CancellationToken cancellationToken)
    {
        var where = new SessionAddress(address.Tenant, target.Session);
        if (await sessions.FindAsync(where, cancellationToken) is not { } stored || stored.Session.Find(address.Person) is null)
        {
            return new(new NoSuchSession());
        }

        if (!stored.Session.Joined.Contains(address.Person))
        {
            return new(new NotOpenedYet(), stored);
        }

        var isFound = true;
        var outcome = await turns.RunAsync(
            where,
            address.Person,
            operation,
            (session, _) =>
            {
                var changed = change(session);
                isFound = changed is not null;
                return changed ?? [];
            },
            // What is erased goes from every card that stands.
            (before, now) => News.Told(before, now, address.Person).Concat(now.TookBackAt.GetValueOrDefault(address.Person) > before.Session.Sequence ? News.Erased(before, now) : []),
            cancellationToken);
        return outcome.Refusal is { } refusal ? new(refusal, outcome.Stored)
            : !isFound ? new(new AnswerChangedSince(), outcome.Stored)
            : new(Refusal: null, outcome.Stored, PartOf(outcome.Stored!.Session, target.Prompt, address.Person, words));
    }

    private static IReadOnlyList<SessionCommand>? Without(Session session, TypedAddress address, TypedTarget.AnAnswer target, string paragraph)
    {
        if (session.Answer(target.Prompt, address.Person) is not { } answer)
        {
            // It was emptied in its box since; the versions before it are still there.
            return session.Versions(target.Prompt, address.Person).LastOrDefault(version => version.Value.Length > 0) is { } version ? [new TakeBack(version.Sequence)] : null;
        }

        return Paragraphs.Replace(answer.Value, paragraph, "") is { } rest ? [new TakeBack(answer.Sequence, rest)] : null;
    }

    private static string Answer(Session session, TypedAddress address, TypedTarget.AnAnswer target) => session.Answer(target.Prompt, address.Person)?.Value ?? "";

    private static Answer Saying(TypedTarget.AnAnswer target, string text) => new([KeyValuePair.Create(target.Prompt, text)]);

    // The newest version that has the words: the one just made, or the one that was made when the same operation came before.
    private static AnswerPart PartOf(Session session, string prompt, PersonId person, string words)
    {
        foreach (var version in session.Versions(prompt, person).Reverse())
        {
            if (Paragraphs.Find(version.Value, words) is { } at)
            {
                return new(version.Sequence, at, words.Length);
            }
        }

        return default;
    }

    private string Named(string key, string version, TypedTarget target) =>
        Convert.ToHexStringLower(keys.Mac(Label, Canonical.Bytes([key, version, $"{target}"])).AsSpan(0, NameLength));
}
