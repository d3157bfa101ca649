using SupervisionBot.Core.Shared;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Typing;

/// <summary>Saves words that wait where their writer has pressed, and nowhere else: once, however many cards and devices the same button stands on.</summary>
internal sealed class Placing(TypedStore typed, TypedAnswers answers, TypedReflections reflections, TimeProvider clock)
{
    /// <summary>How long a press on one device keeps the words from being saved elsewhere by another one. Our own number: a turn that takes longer has failed.</summary>
    private static readonly TimeSpan s_underWay = TimeSpan.FromMinutes(1);

    /// <summary>Saves.</summary>
    /// <param name="address">Whose words.</param>
    /// <param name="key">Which message.</param>
    /// <param name="version">What the pressed card showed: <see cref="WaitingMessage.Version"/>.</param>
    /// <param name="target">Where.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the words are there, be it since earlier.</returns>
    public async Task<Refusal?> SaveAsync(TypedAddress address, string key, int version, TypedTarget target, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (waiting, placed) = await typed.FindAsync(address, key, cancellationToken);
            if (waiting is null)
            {
                return placed is { IsTakenBack: false } && placed.Target == target ? null : new WordsGone();
            }

            if (waiting.Version != version)
            {
                return new WordsChanged();
            }

            if (waiting.Claim.Length > 0 && waiting.Claim != target.ToString() && TypedTarget.Read(waiting.Claim) is { } other)
            {
                if (await HasAsync(address, waiting, other, cancellationToken))
                {
                    return await SaveAtAsync(address, waiting, placed, other, cancellationToken) ?? new WordsGone();
                }

                if (clock.GetUtcNow() - waiting.ClaimedAt < s_underWay)
                {
                    return new BeingSaved();
                }
            }

            var claimed = waiting with { Claim = target.ToString(), ClaimedAt = clock.GetUtcNow() };
            switch (await typed.ChangeAsync(address, claimed, cancellationToken))
            {
                case BatchOutcome.Done done:
                    return await SaveAtAsync(address, claimed with { Tag = done.ETags[0] }, placed, target, cancellationToken);
                case BatchOutcome.Unknown:
                    return new NotSaved();
            }
        }
    }

    private async Task<Refusal?> SaveAtAsync(TypedAddress address, WaitingMessage waiting, PlacedMessage? placed, TypedTarget target, CancellationToken cancellationToken)
    {
        var (refusal, part) = target switch
        {
            TypedTarget.AReflection reflection when IsThere(placed, target) => await reflections.ReplaceAsync(address, reflection.Number, placed!, waiting.Words, cancellationToken),
            TypedTarget.AReflection reflection => await reflections.AddAsync(address, reflection.Number, waiting.Words, cancellationToken),
            TypedTarget.AnAnswer answer => await AnswerAsync(address, waiting, placed, answer, cancellationToken),
            _ => throw new InvalidOperationException("A target of no known kind."),
        };
        if (refusal is null)
        {
            return await typed.SettleAsync(address, waiting, new(waiting.Key, target, part, waiting.Beside, clock.GetUtcNow(), waiting.Version), cancellationToken) ? null : new NotSaved();
        }

        if (refusal is not NotSaved)
        {
            // It is certain that they are not there, so they may go elsewhere at once.
            await typed.ChangeAsync(address, waiting with { Claim = "" }, cancellationToken);
        }

        return refusal;
    }

    private async Task<(Refusal? Refusal, AnswerPart Part)> AnswerAsync(TypedAddress address, WaitingMessage waiting, PlacedMessage? placed, TypedTarget.AnAnswer target, CancellationToken cancellationToken)
    {
        var operation = OperationOf(waiting, target);
        var change = IsThere(placed, target)
            ? await answers.ReplaceAsync(address, placed!, target, operation, waiting.Words, cancellationToken)
            : await answers.AddAsync(address, target, operation, waiting.Words, cancellationToken);
        return (change.Refusal, change.Part);
    }

    // The message went there as it was before it was changed.
    private static bool IsThere(PlacedMessage? placed, TypedTarget target) => placed is { IsTakenBack: false } && placed.Target == target;

    private async Task<bool> HasAsync(TypedAddress address, WaitingMessage waiting, TypedTarget target, CancellationToken cancellationToken) => target switch
    {
        TypedTarget.AnAnswer answer => await answers.IsDoneAsync(address, answer, OperationOf(waiting, answer), cancellationToken),
        TypedTarget.AReflection reflection => await reflections.HasAsync(address, reflection.Number, waiting.Words, cancellationToken),
        _ => false,
    };

    private string OperationOf(WaitingMessage waiting, TypedTarget target) => answers.Operation(waiting.Key, waiting.Version, target);
}
