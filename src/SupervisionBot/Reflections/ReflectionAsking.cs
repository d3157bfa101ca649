using System.Globalization;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Storage;

namespace SupervisionBot.Reflections;

/// <summary>Asks the next question: when its time has come, and when somebody wants one now. Exactly one message, whatever rings twice or dies in between.</summary>
internal sealed class ReflectionAsking(ReflectionStore reflections, ReflectivePrompts prompts, PeopleDirectory people, Alarms alarms, Outbox outbox, TimeProvider clock) : AlarmRinger
{
    private const string ByAlarm = "alarm";
    private const string OnDemand = "now";
    private const string Instead = "instead";

    /// <inheritdoc/>
    public override string Kind => "reflection";

    /// <summary>Sets the alarm of a state that is about to be stored.</summary>
    /// <returns>Whether it is set, or none is needed. The state must not be stored otherwise.</returns>
    public async Task<bool> SetAlarmAsync(ReflectionAddress address, ReflectionState state, CancellationToken cancellationToken) =>
        state.NextAt is not { } at || await alarms.SetAsync(new(Kind, address.Tenant, address.Person.ToString(), at), cancellationToken);

    /// <inheritdoc/>
    public override async Task<bool> RingAsync(Guid tenant, string subject, CancellationToken cancellationToken)
    {
        var address = new ReflectionAddress(tenant, new(Guid.ParseExact(subject, "N")));
        return await AskAsync(
            address,
            ByAlarm,
            async state =>
            {
                var now = clock.GetUtcNow();
                if (!state.IsDue(now))
                {
                    return new(state, Asks: false);
                }

                var past = state.Past(now);
                return await SetAlarmAsync(address, past, cancellationToken) ? new(past, Asks: !state.IsWaiting(now)) : null;
            },
            cancellationToken) is null;
    }

    /// <summary>Sends the next question at once, unless one waits already.</summary>
    /// <param name="address">Whose.</param>
    /// <param name="asked">How many had been asked when the button was drawn: the same press again asks no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it is sent, or none was to be.</returns>
    public Task<Refusal?> NowAsync(ReflectionAddress address, int asked, CancellationToken cancellationToken) =>
        AskAsync(address, OnDemand, state => Task.FromResult<Decided?>(new(state, Asks: state.Open == 0 && state.Asked == asked)), cancellationToken);

    /// <summary>Passes a question over for the next one, which is shown in its place and not sent.</summary>
    public Task<Refusal?> InsteadAsync(ReflectionAddress address, Reflection passed, CancellationToken cancellationToken) => reflections.ChangeAsync(
        address,
        state =>
        {
            if (state.Open != passed.Number || passed.IsWritten)
            {
                return Task.FromResult<IReadOnlyList<TableAction>?>([]);
            }

            var (next, reflection) = Next(state, Instead);
            return Task.FromResult<IReadOnlyList<TableAction>?>(
            [
                ReflectionStore.Put(ReflectionRows.ToRow(address, next)),
                ReflectionStore.Put(ReflectionRows.ToRow(address, reflection)),
                TableAction.Replace(ReflectionRows.ToRow(address, passed with { IsPassedOver = true })),
            ]);
        },
        cancellationToken);

    private async Task<Refusal?> AskAsync(ReflectionAddress address, string operation, Func<ReflectionState, Task<Decided?>> decide, CancellationToken cancellationToken)
    {
        OutboxMessage? message = null;
        var person = await people.FindAsync(address.Tenant, address.Person, cancellationToken);
        var refusal = await reflections.ChangeAsync(
            address,
            async state =>
            {
                message = null;
                if (await decide(state) is not { } decided)
                {
                    return null;
                }

                // Nobody is there to be asked: no question is used up.
                if (!decided.Asks || person?.Chat is null)
                {
                    return decided.State == state ? [] : [ReflectionStore.Put(ReflectionRows.ToRow(address, decided.State))];
                }

                var (next, reflection) = Next(decided.State, operation);
                message = MessageOf(address, reflection);
                return await outbox.AddAsync([message], cancellationToken)
                    ? [ReflectionStore.Put(ReflectionRows.ToRow(address, next)), ReflectionStore.Put(ReflectionRows.ToRow(address, reflection))]
                    : null;
            },
            cancellationToken);
        if (refusal is null && message is not null)
        {
            outbox.Release([message]);
        }

        return refusal;
    }

    private (ReflectionState State, Reflection Reflection) Next(ReflectionState state, string operation)
    {
        var now = clock.GetUtcNow();
        var (prompt, round) = prompts.Next(state.Round);
        var next = state.Ask(round, now);
        return (next, new(next.Asked, prompt.Id, prompt.Text, now, IsPassedOver: false, "", WrittenAt: null, BroughtAt: null, operation));
    }

    private OutboxMessage MessageOf(ReflectionAddress address, Reflection reflection) => OutboxMessage.TellingOnce(
        new Cause(address.Trail, reflection.Number, reflection.Operation),
        Lane.Of(address.Tenant, address.Person),
        new Content.Show(ReflectionFeature.Of(reflection.Number), address.Person),
        Kind,
        reflection.Number.ToString(CultureInfo.InvariantCulture));

    private sealed record Decided(ReflectionState State, bool Asks);
}
