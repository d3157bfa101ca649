using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>The rules of taking back what one has written, and of putting the case reference right.</summary>
internal static class ToTakeBack
{
    // Of more than one write can erase, the entry that was named goes last, and what is kept of it with it: until then the same command goes on.
    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, PersonId actor, TakeBack command)
    {
        if (!session.Written.TryGetValue(command.Entry, out var words) || words.By != actor || words.Place == Written.CaseReference)
        {
            return new NotThere();
        }

        var entries = Written.Entries(session.Written, words).ToList();
        return entries.Count <= Written.MostErased
            ? SessionDecision.Events([new TakenBack([.. entries]), .. Kept(session, actor, command)])
            : SessionDecision.Events(new TakenBack([.. entries.Where(entry => entry != command.Entry).Take(Written.MostErased)]));
    }

    private static IEnumerable<SessionEvent> Kept(Session session, PersonId actor, TakeBack command) =>
        session.Responses.FirstOrDefault(answer => answer.Key.Person == actor && answer.Value.Any(version => version.Sequence == command.Entry)) is { Key.Prompt: { } prompt } && command.Rest.Length > 0
            ? [new Answered(prompt, command.Rest)]
            : [];

    // Whoever wrote the one before: it is the session's, and may have been a name.
    public static Outcome<IReadOnlyList<SessionEvent>> Decide(Session session, PutCaseReferenceRight command) => Texts.Tidy(command.Reference) switch
    {
        "" => new NoCaseReference(),
        { Length: > SessionDecision.LongestCaseReference } reference => new TooLong(reference.Length, SessionDecision.LongestCaseReference),
        var same when same == session.CaseReference => SessionDecision.Events(),
        var reference => SessionDecision.Events(new CaseReferencePutRight(reference, [.. session.Written.Where(entry => entry.Value.Place == Written.CaseReference).Select(entry => entry.Key).Order().TakeLast(Written.MostErased)])),
    };
}
