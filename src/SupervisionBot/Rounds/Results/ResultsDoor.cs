using Microsoft.Extensions.Options;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;

namespace SupervisionBot.Rounds.Results;

/// <summary>The only way to what people answered: for leaders, in their own chat, and only as far as it is shown to anybody.</summary>
internal sealed class ResultsDoor(RoundStore rounds, SaidRows said, Leadership leadership, IOptions<RoundOptions> options)
{
    // Our own number.
    private const int PageSize = 20;

    /// <summary>Opens a round for the person who asks.</summary>
    /// <param name="delivery">Who asks, and where.</param>
    /// <param name="round">Its id, as a card or a client gave it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<Outcome<CountedRound>> OpenAsync(Delivery delivery, string round, CancellationToken cancellationToken)
    {
        if (Barred(delivery) is { } barred)
        {
            return barred;
        }

        var address = new RoundAddress(delivery.From.TenantId, new(Guid.TryParseExact(round, "N", out var id) ? id : Guid.Empty));
        return await rounds.FindAsync(address, cancellationToken) switch
        {
            { Round.Status: RoundStatus.Recalled } => new RoundIsRecalled(),
            { Round.Tally: null } => new NotCountedYet(),
            { Round: var found } => await ReadAsync(address, found, cancellationToken),
            null => new NoSuchRound(),
        };
    }

    /// <summary>Opens the round that closed last among those that wait for a response; where none does, among all that are counted.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task<Outcome<CountedRound>> NewestAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (Barred(delivery) is { } barred)
        {
            return barred;
        }

        string? next = null;
        do
        {
            (var page, next) = await rounds.ListAsync(delivery.From.TenantId, PageSize, next, cancellationToken);
            // What waits for a response comes first, and of several what closed last: lists are in the order in which rounds were planned.
            var counted = page.Where(round => round is { Tally: not null, Status: not RoundStatus.Recalled });
            if (counted.OrderByDescending(round => round is { Status: RoundStatus.Counted, Tally.Answered: > 0 }).ThenByDescending(round => round.ClosedAt).FirstOrDefault() is { } newest)
            {
                return await ReadAsync(new(delivery.From.TenantId, newest.Id), newest, cancellationToken);
            }
        }
        while (next is not null);
        return new NoneCountedYet();
    }

    /// <summary>What is shown of the round before in the series; null where there is none.</summary>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<RoundResults?> BeforeAsync(CountedRound counted, CancellationToken cancellationToken)
    {
        if (counted.Round.Previous is not { } previous)
        {
            return null;
        }

        var address = counted.Address with { Round = previous };
        return await rounds.FindAsync(address, cancellationToken) is { Round: { Tally: not null, Status: not RoundStatus.Recalled } round } ? (await ReadAsync(address, round, cancellationToken)).Results : null;
    }

    /// <summary>The words of a refusal, which is counted.</summary>
    public static string Words(Refusal refusal)
    {
        RefusalMeter.Count(refusal);
        return RefusalText.For(refusal);
    }

    private Refusal? Barred(Delivery delivery) =>
        !leadership.Has(new(delivery.From.ObjectId)) ? new LeadersOnly()
        : delivery.Conversation.Kind != ConversationKind.Personal ? new InOwnChatOnly()
        : null;

    private async Task<CountedRound> ReadAsync(RoundAddress address, Round round, CancellationToken cancellationToken)
    {
        var thresholds = new Thresholds(options.Value.MinimumGroup, options.Value.MinimumForComments).Or(round.Tally!.Thresholds);
        var entries = await said.ReadAsync(address, cancellationToken);
        if (entries.Count > 0 && round.Plan.Anonymous && round.Tally.Answered < round.Tally.Thresholds.Comments)
        {
            // An earlier version kept the words of few and did not show them.
            await said.RemoveAsync(address, cancellationToken);
            entries = [];
        }

        return new(address, round, RoundResults.Of(round, entries, thresholds), thresholds);
    }
}

/// <summary>The person does not lead.</summary>
internal sealed record LeadersOnly : Refusal;

/// <summary>What people answered is not shown where others look on.</summary>
internal sealed record InOwnChatOnly : Refusal;

/// <summary>No round is counted yet.</summary>
internal sealed record NoneCountedYet : Refusal;

/// <summary>Some entries were not sorted: their theme is gone.</summary>
/// <param name="Entries">How many.</param>
internal sealed record ThemeGone(int Entries) : Refusal;

/// <summary>What was looked at before it was posted is not what would be posted now.</summary>
internal sealed record ResponseChanged : Refusal;
