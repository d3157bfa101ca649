using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Reflections;
using SupervisionBot.Sessions;

namespace SupervisionBot.Typing;

/// <summary>Answering one question by typing: whoever has chosen it adds each message to that answer, until they say otherwise or it could be meant for something else.</summary>
internal sealed class AnswerTyping(TypedStore typed, SessionStore sessions, SessionLists lists, ReflectionStore reflections, TimeProvider clock)
{
    /// <summary>After how long a silence a message is no longer taken for a part of the answer. Our own number.</summary>
    public static readonly TimeSpan MostQuiet = TimeSpan.FromMinutes(15);

    /// <summary>Begins with a question, or goes over to it.</summary>
    /// <returns>Null when it has begun.</returns>
    public async Task<Refusal?> BeginAsync(TypedAddress address, TypedTarget.AnAnswer target, CancellationToken cancellationToken) =>
        await sessions.FindAsync(new(address.Tenant, target.Session), cancellationToken) is not { } stored || stored.Session.Find(address.Person) is not { } person ? new NoSuchSession()
        : !stored.Session.Joined.Contains(address.Person) ? new NotOpenedYet()
        : Asking.Open(stored.Session, stored.Guide, person).All(prompt => prompt.Id != target.Prompt) ? new NotAtThisPoint()
        : await typed.BeginModeAsync(address, new(target.Session, target.Prompt, stored.Session.Step, stored.Session.SteppedAt, clock.GetUtcNow()), cancellationToken) ? null
        : new NotSaved();

    /// <summary>Goes over to the next question of the step that has no answer; where there is none it is over.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="from">The question that the pressed card showed: the same press again goes no further.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The next question, or the present one; null when it is over.</returns>
    public async Task<Prompt?> NextAsync(TypedAddress address, TypedTarget.AnAnswer from, CancellationToken cancellationToken)
    {
        if (await PresentAsync(address, cancellationToken) is not { } present || present.Mode.Session != from.Session)
        {
            return null;
        }

        var (mode, stored) = present;
        if (mode.Prompt != from.Prompt)
        {
            return stored.Guide.FindPrompt(mode.Prompt);
        }

        var person = stored.Session.Find(address.Person)!;
        var unanswered = Asking.Open(stored.Session, stored.Guide, person)
            .Where(prompt => stored.Guide.StepOf(prompt.Id)?.Id == stored.Session.Step && stored.Session.Answer(prompt.Id, address.Person) is null && prompt.Id != mode.Prompt)
            .ToList();
        var order = stored.Guide.FindStep(stored.Session.Step)!.Prompts.Select(prompt => prompt.Id).ToList();
        var next = unanswered.Find(prompt => order.IndexOf(prompt.Id) > order.IndexOf(mode.Prompt)) ?? unanswered.FirstOrDefault();
        if (next is null)
        {
            await typed.EndModeAsync(address, cancellationToken);
            return null;
        }

        return await typed.BeginModeAsync(address, mode with { Prompt = next.Id, At = clock.GetUtcNow() }, cancellationToken) ? next : stored.Guide.FindPrompt(mode.Prompt);
    }

    /// <summary>What is being answered, where a message typed now belongs to it; null where nothing is, or it has ended by itself.</summary>
    public async Task<(AnswerMode Mode, StoredSession Stored)?> PresentAsync(TypedAddress address, CancellationToken cancellationToken) =>
        await typed.ModeAsync(address, cancellationToken) is { } mode && await HoldsAsync(address, mode, cancellationToken) is { } stored ? (mode, stored) : null;

    /// <summary>Something was added: the silence begins anew.</summary>
    public Task<bool> AddedAsync(TypedAddress address, AnswerMode mode, CancellationToken cancellationToken) =>
        typed.BeginModeAsync(address, mode with { At = clock.GetUtcNow() }, cancellationToken);

    /// <summary>Ends it when somebody goes to something else: another session, a reflection, a command.</summary>
    /// <param name="address">Who.</param>
    /// <param name="session">The session they go to; none where it is something else.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LeaveAsync(TypedAddress address, SessionId session, CancellationToken cancellationToken)
    {
        if (await typed.ModeAsync(address, cancellationToken) is { } mode && mode.Session != session)
        {
            await typed.EndModeAsync(address, cancellationToken);
        }
    }

    // Whatever came up since, a person may be writing about that: a message too few is asked about, one too many is in the record.
    private async Task<StoredSession?> HoldsAsync(TypedAddress address, AnswerMode mode, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - mode.At >= MostQuiet
            || await sessions.FindOrPassAsync(new(address.Tenant, mode.Session), cancellationToken) is not { } stored
            || await reflections.StateOrPassAsync(new(address.Tenant, address.Person), cancellationToken) is not { } reflecting
            || reflecting.OpenSince > mode.At
            || stored.Session.Find(address.Person) is not { } person
            || stored.Session.Step != mode.Step
            || stored.Session.SteppedAt != mode.SteppedAt
            || Asking.Open(stored.Session, stored.Guide, person).All(prompt => prompt.Id != mode.Prompt))
        {
            return null;
        }

        var underWay = await lists.UnderWayAsync(address.Tenant, address.Person, home: "", cancellationToken);
        return underWay.Any(other => other.Address.Session != mode.Session && other.ChangedAt > mode.At) ? null : stored;
    }
}
