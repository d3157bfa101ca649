using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Scheduling;

namespace SupervisionBot.Rounds;

/// <summary>What rounds do by themselves: open, remind, close, be counted, come again; and forget what was answered when they are taken back.</summary>
internal sealed class RoundRinger(RoundStore rounds, RoundTurns turns, RoundCount count, AnswerBox answers, SaidRows said, RoundGuests guests, Alarms alarms, Leadership leadership, IOptions<RoundOptions> options, TimeProvider clock) : AlarmRinger
{
    private const string OfRounds = "round";

    /// <summary>How long after the closing answers are counted: by then every answer that was on its way is in, or was refused. Our own number: a store is given up after seconds.</summary>
    public static TimeSpan CountAfter { get; } = RoundTurns.StoredBy;

    /// <inheritdoc/>
    public override string Kind => OfRounds;

    public static Alarm AlarmOf(RoundAddress address, DateTimeOffset at) => new(OfRounds, address.Tenant, address.Round.Value.ToString("N"), at);

    /// <summary>When to look at a round again.</summary>
    public static DateTimeOffset? NextAlarm(Round round, DateTimeOffset now) => round.Status switch
    {
        RoundStatus.Closed => round.ClosedAt + CountAfter,
        RoundStatus.Recalled when round.OpenedAt is not null => round.ChangedAt + CountAfter,
        RoundStatus.Open when RoundClock.NextAlarm(round, now) is { } next && next > now + RoundGuests.Every => now + RoundGuests.Every,
        _ => RoundClock.NextAlarm(round, now),
    };

    /// <summary>The id of the round that comes after one in its series: whoever makes it comes to the same.</summary>
    public static RoundId NextOf(RoundId round) => new(new Guid(SHA256.HashData([.. round.Value.ToByteArray(), .. "next"u8]).AsSpan(0, 16)));

    /// <inheritdoc/>
    public override async Task<bool> RingAsync(Guid tenant, string subject, CancellationToken cancellationToken)
    {
        var address = new RoundAddress(tenant, new(Guid.ParseExact(subject, "N")));
        if (await rounds.FindAsync(address, cancellationToken) is not { Round: var round })
        {
            // Its beginning was never stored.
            return true;
        }

        var now = clock.GetUtcNow();
        if (round.Status == RoundStatus.Open)
        {
            await RefreshAsync(address, round, cancellationToken);
        }

        if (RoundClock.Due(round, now) is { } due)
        {
            if (due == RoundStep.Open && Unsound(round) is { } instead)
            {
                var stopped = await turns.RunAsync(address, leader: null, $"clock|unsound|{round.Sequence}", (there, _) => (RoundEvent[])(there is { Status: RoundStatus.Scheduled } ? [instead] : []), cancellationToken);
                return stopped.Refusal is null;
            }

            var thresholds = new Thresholds(options.Value.MinimumGroup, options.Value.MinimumForComments);
            var isReady = due != RoundStep.Open || await answers.PrepareAsync(address, round with { Thresholds = thresholds }, cancellationToken);
            ClockCommand command = due switch
            {
                RoundStep.Open => new OpenNow(thresholds),
                RoundStep.Remind => new Remind(),
                RoundStep.CheckTurnout => new CheckTurnout((await answers.PeopleAsync(address, round, cancellationToken))?.Values.Sum() ?? int.MaxValue),
                RoundStep.Close => new Close(),
            };
            var outcome = isReady ? await turns.RunAsync(address, leader: null, $"clock|{NameOf(due)}|{round.Sequence}", command, cancellationToken) : null;
            if (outcome is not { Refusal: null, Stored.Round: var after })
            {
                return false;
            }

            if (due == RoundStep.Open)
            {
                await RefreshAsync(address, after, cancellationToken);
            }

            return await AgainAsync(address, after, cancellationToken);
        }

        return round.Status switch
        {
            // Rung too early, or by an alarm for a step that was passed over: without another alarm the round would stand still.
            RoundStatus.Scheduled or RoundStatus.Open => await AgainAsync(address, round, cancellationToken),
            RoundStatus.Closed when now < round.ClosedAt + CountAfter => await AgainAsync(address, round, cancellationToken),
            RoundStatus.Closed => await count.RunAsync(address, cancellationToken) && await RepeatAsync(address, cancellationToken),
            RoundStatus.Counted or RoundStatus.Finished => await answers.EmptyAsync(address, cancellationToken) && await RepeatAsync(address, cancellationToken),
            RoundStatus.Recalled when round.OpenedAt is not null && now < round.ChangedAt + CountAfter => await AgainAsync(address, round, cancellationToken),

            // Also what was counted before: none of it is used. Nor does the series go on.
            RoundStatus.Recalled => await EndSeriesAsync(address, cancellationToken) && await answers.EmptyAsync(address, cancellationToken) && await said.RemoveAsync(address, cancellationToken),
            RoundStatus.Draft or RoundStatus.AwaitingApproval or RoundStatus.Discarded => true,
        };
    }

    private async Task RefreshAsync(RoundAddress address, Round round, CancellationToken cancellationToken)
    {
        if (await answers.SealAsync(address, round, cancellationToken) is { } seal)
        {
            await guests.RefreshAsync(address, round, seal.Seal, cancellationToken);
        }
    }

    // A series goes on by what was decided once: not for somebody who leads no more, nor by their approval.
    private RoundEvent? Unsound(Round round) => round.Number == 1 ? null
        : !leadership.Has(round.Leader) ? new RoundDiscarded()
        : IsApproved(round) ? null
        : new PlanSubmitted();

    private bool IsApproved(Round round) => round.ApprovedBy is not { } approver || leadership.Has(approver);

    // Names the operation in the trail, so never to be changed.
    private static string NameOf(RoundStep due) => due switch
    {
        RoundStep.Open => "OpenNow",
        RoundStep.Close => "Close",
        RoundStep.Remind => "Remind",
        RoundStep.CheckTurnout => "CheckTurnout",
    };

    private async Task<bool> AgainAsync(RoundAddress address, Round round, CancellationToken cancellationToken) =>
        NextAlarm(round, clock.GetUtcNow()) is not { } at || await alarms.SetAsync(AlarmOf(address, at), cancellationToken);

    // Its answers come later and are counted by themselves; the series goes on without waiting for a response.
    private async Task<bool> RepeatAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        // Counting takes its time: somebody may have taken the round back meanwhile.
        if (await rounds.FindAsync(address, cancellationToken) is not { Round: { Status: RoundStatus.Counted or RoundStatus.Finished } round } || !leadership.Has(round.Leader) || RoundDecision.Repeat(round, clock.GetUtcNow()).Count == 0)
        {
            return true;
        }

        var next = address with { Round = NextOf(address.Round) };
        var outcome = await turns.RunAsync(
            next,
            leader: null,
            "clock|repeat",
            (there, now) => (RoundEvent[])(there is null ? [.. RoundDecision.Repeat(round, now, IsApproved(round))] : []),
            cancellationToken);
        return outcome.Refusal is null;
    }

    // One that has opened already is a round by itself, to be recalled by itself.
    private async Task<bool> EndSeriesAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        var outcome = await turns.RunAsync(
            address with { Round = NextOf(address.Round) },
            leader: null,
            "clock|ended",
            (next, _) => (RoundEvent[])(next is { OpenedAt: null, Status: not RoundStatus.Discarded } ? [new RoundDiscarded()] : []),
            cancellationToken);
        return outcome.Refusal is null;
    }
}
