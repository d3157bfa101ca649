using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Sessions;

namespace SupervisionBot.Typing;

/// <summary>What became of words that were to be put into an answer, or taken out of it.</summary>
/// <param name="Refusal">Why not; null when it is done.</param>
/// <param name="Stored">The session; null where this person has no such one.</param>
/// <param name="Part">Where the words stand now.</param>
internal sealed record AnswerChange(Refusal? Refusal, StoredSession? Stored = null, AnswerPart Part = default);

/// <summary>Puts typed words into answers and takes them out again, each message a paragraph. Nobody is joined to a session by it.</summary>
internal sealed class TypedAnswers(SessionStore sessions, SessionTurns turns)
{
    /// <summary>Adds words to an answer.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="target">The question.</param>
    /// <param name="operation">Names the operation; the same one again changes nothing, and finds where the words stand.</param>
    /// <param name="words">The words.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AnswerChange> AddAsync(TypedAddress address, TypedTarget.AnAnswer target, string operation, string words, CancellationToken cancellationToken) =>
        RunAsync(address, target, operation, words, answer => Paragraphs.With(answer, words), cancellationToken);

    /// <summary>Puts other words in the place of a message's.</summary>
    public async Task<AnswerChange> ReplaceAsync(TypedAddress address, PlacedMessage placed, TypedTarget.AnAnswer target, string operation, string words, CancellationToken cancellationToken) =>
        await WordsAsync(address, placed, target, cancellationToken) is { } paragraph
            ? await RunAsync(address, target, operation, words, answer => Paragraphs.Replace(answer, paragraph, words), cancellationToken)
            : new(new AnswerChangedSince());

    /// <summary>Takes a message's words out of the answer again: a new version has all of it but them.</summary>
    public async Task<AnswerChange> TakeBackAsync(TypedAddress address, PlacedMessage placed, TypedTarget.AnAnswer target, CancellationToken cancellationToken) =>
        await WordsAsync(address, placed, target, cancellationToken) is { } paragraph
            ? await RunAsync(address, target, Named(placed.Key, $"back {placed.Part.Sequence}", target), words: "", answer => Paragraphs.Replace(answer, paragraph, ""), cancellationToken)
            : new(new AnswerChangedSince());

    /// <summary>Names the operation of a message and a place: the same message is never put into the same answer twice.</summary>
    public static string Operation(string key, int version, TypedTarget target) => Named(key, $"{version}", target);

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
        TypedAddress address, TypedTarget.AnAnswer target, string operation, string words, Func<string, string?> change, CancellationToken cancellationToken)
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
                var changed = change(session.Answer(target.Prompt, address.Person)?.Value ?? "");
                isFound = changed is not null;
                return changed is null ? [] : [new Answer([KeyValuePair.Create(target.Prompt, changed)])];
            },
            (before, now) => News.Told(before, now, address.Person),
            cancellationToken);
        return outcome.Refusal is { } refusal ? new(refusal, outcome.Stored)
            : !isFound ? new(new AnswerChangedSince(), outcome.Stored)
            : new(Refusal: null, outcome.Stored, PartOf(outcome.Stored!.Session, target.Prompt, address.Person, words));
    }

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

    private static string Named(string key, string version, TypedTarget target) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"typed|{key}|{version}|{target}")).AsSpan(0, 16));
}
