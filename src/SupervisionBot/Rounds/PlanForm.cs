using System.Globalization;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>What came of a form that was sent.</summary>
/// <param name="Stored">The round to be shown; null to show the form again.</param>
/// <param name="Form">The form with everything typed still in it.</param>
/// <param name="Refusal">Why nothing was saved; null when it was.</param>
internal sealed record PlanSaved(StoredRound? Stored, ReadOnlyMemory<byte> Form, Refusal? Refusal);

/// <summary>The form in which a round is planned, and what becomes of it.</summary>
internal sealed class PlanForm(CardPress press, RoundStore rounds, RoundTurns turns, ChatDirectory chats, PeopleDirectory people, TimeProvider clock)
{
    /// <summary>Most channels in the list; the others are found by name. Our own number: so many fit a card, and a round has no more.</summary>
    private const int MostListed = RoundPlanRules.MostChannels;

    /// <summary>As many channels as are boxes to be ticked; more of them fold into one. Our own number.</summary>
    private const int MostBoxes = 12;

    // Of a name of a team or channel, in characters on the wire: so that a hundred of them fit a card.
    private const int LongestName = 60;

    /// <summary>An empty form. The round's id is made here, so that sending the same form twice makes one round.</summary>
    public async Task<ReadOnlyMemory<byte>> NewAsync(Delivery delivery, CancellationToken cancellationToken) => Print(
        new(Guid.CreateVersion7(clock.GetUtcNow())),
        version: 0,
        PlanFields.Fresh(clock.GetUtcNow()),
        await chats.ListChannelsAsync(delivery.From.TenantId, cancellationToken),
        Notice.None);

    /// <summary>The form of a plan that is there.</summary>
    public async Task<ReadOnlyMemory<byte>> ChangeAsync(StoredRound stored, CancellationToken cancellationToken)
    {
        var known = await chats.ListChannelsAsync(stored.Address.Tenant, cancellationToken);
        var gone = stored.Round.Plan.Channels.Count(planned => known.All(channel => channel.Conversation != planned.Conversation));
        var notice = gone == 0 ? Notice.None : Notice.Warning($"{gone} of the channels planned can't be posted to any more and {(gone == 1 ? "is" : "are")} not in the list.");
        return Print(stored.Round.Id, stored.Round.Sequence, PlanFields.Of(stored.Round.Plan, known), known, notice);
    }

    /// <summary>The same form, with the channels looked up that are asked for.</summary>
    public async Task<ReadOnlyMemory<byte>> FindAsync(Delivery delivery, RoundId round, CardData data, CancellationToken cancellationToken) =>
        Print(round, data.V, PlanFields.Of(data), await chats.ListChannelsAsync(delivery.From.TenantId, cancellationToken), Notice.None);

    /// <summary>Makes the round that a form asks for, or changes its plan.</summary>
    public async Task<PlanSaved> SaveAsync(Delivery delivery, RoundAddress address, CardData data, CancellationToken cancellationToken)
    {
        var (leader, isNew) = (new PersonId(delivery.From.ObjectId), data.V == 0);
        var there = await rounds.FindAsync(address, cancellationToken);
        if (there?.Round.Operations.Contains(data.Operation) == true)
        {
            return new(there, default, Refusal: null);
        }

        if (there is null && (!isNew || address.Round.Value.Version != 7))
        {
            return new(null, await NewAsync(delivery, cancellationToken), new NoSuchRound());
        }

        var fields = PlanFields.Of(data);
        var known = await chats.ListChannelsAsync(address.Tenant, cancellationToken);
        if (!fields.ToPlan(known).Succeeded(out var plan, out var refusal))
        {
            return new(null, Again(data.V, refusal), refusal);
        }

        var name = delivery.From.Name ?? (await people.FindAsync(address.Tenant, leader, cancellationToken))?.Name ?? "A leader";
        var outcome = await turns.RunAsync(
            address,
            leader,
            data.Operation,
            (round, now) => round switch
            {
                null when isNew => RoundDecision.Draft(leader, now, new(plan, name)),
                null => new NoSuchRound(),
                _ when isNew => new PlannedBefore(),
                { OpenedAt: null } when data.V < round.Sequence => new FormIsOlder(),
                _ => RoundDecision.Decide(round, leader, now, new ChangePlan(plan)),
            },
            cancellationToken);
        return outcome switch
        {
            { Refusal: null, Stored: { } saved } => new(saved, default, Refusal: null),
            { Refusal: PlannedBefore or PlanIsFixed or RoundIsDiscarded or RoundIsRecalled or RoundIsFinished, Stored: { } } => new(outcome.Stored, default, outcome.Refusal),
            { Refusal: FormIsOlder, Stored: { } newer } => new(null, Again(newer.Round.Sequence, new FormIsOlder()), outcome.Refusal),
            _ => new(null, Again(data.V, outcome.Refusal ?? new NotSaved()), outcome.Refusal ?? new NotSaved()),
        };

        ReadOnlyMemory<byte> Again(int version, Refusal why) => Print(address.Round, version, fields, known, Notice.Warning(RefusalText.For(why)));
    }

    private ReadOnlyMemory<byte> Print(RoundId round, int version, PlanFields fields, IReadOnlyList<KnownChannel> known, Notice notice)
    {
        var picked = known.Where(channel => fields.Channels.Contains(channel.Key, StringComparer.Ordinal)).Take(MostListed).ToList();
        var listed = picked.Concat(known.Except(picked).Where(channel => Has(channel, fields.Find))).Take(MostListed).ToHashSet();
        return press.Print(
            "rounds/plan",
            new PlanCard(
                notice,
                "Plan a stop/start/continue round.",
                version == 0 ? "Plan a round" : "Change the plan",
                $"{round.Value:N}",
                version,
                version == 0,
                version != 0,
                Cut.To(Cut.Kept, fields.Focus, isRecorded: false),
                listed.Count > 0,
                listed.Count == 0,
                [.. known.Where(listed.Contains).Select(channel => new PlanChoice($"{Cut.To(LongestName, channel.TeamName)} · {Cut.To(LongestName, channel.Name)}", channel.Key))],
                listed.Count > MostBoxes ? "compact" : "expanded",
                string.Join(',', picked.Select(channel => channel.Key)),
                known.Count > MostListed,
                $"{listed.Count} of {known.Count} channels are in the list. To see others, write part of the name of their team or channel and press Find; those picked stay picked.",
                Cut.To(LongestName, fields.Find, isRecorded: false),
                fields.Opens,
                fields.Closes,
                fields.Anonymous ? "anonymous" : "named",
                fields.Repeats,
                decimal.TryParse(fields.Every, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var every) && Math.Abs(every) < 1_000_000 ? every : 1),
            PlanningCardJson.Default.PlanCard);
    }

    private static bool Has(KnownChannel channel, string find) =>
        channel.TeamName.Contains(find, StringComparison.CurrentCultureIgnoreCase) || channel.Name.Contains(find, StringComparison.CurrentCultureIgnoreCase);
}
