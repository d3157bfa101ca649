using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Rounds.Results;

/// <summary>How far the answer to an offer of a file has come. Stored by these names.</summary>
internal enum OfferStage
{
    /// <summary>Somebody is at it.</summary>
    Begun,

    /// <summary>It was tried, and the file may be there or not: it may be answered once more.</summary>
    InDoubt,

    /// <summary>Nothing is left to do or to say.</summary>
    Answered,
}

/// <summary>The right to do what an answer asks for.</summary>
/// <param name="Row">Where it stands.</param>
/// <param name="WasInDoubt">Whether it was tried before, and the file may be there.</param>
internal sealed record OfferClaim(TableEntity Row, bool WasInDoubt);

/// <summary>Has the answer to each offer of a file done once, however often Teams delivers it, and to whichever copy of the app.</summary>
/// <remarks>
/// Teams delivers an answer again under its id, and half a minute later under a new one (github.com/microsoft/botbuilder-dotnet/issues/5005); the message with the offer stays the
/// same. What is kept stands with the person, and names neither file nor round.
/// </remarks>
internal sealed class AnsweredOffers(ITableStore tables, TimeProvider clock)
{
    /// <summary>After this long nobody is at it any more. Our own number: an upload and the messages after it are given up after ten seconds each.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Table = "people";
    private const string Prefix = "offer|";

    /// <summary>Begins an answer.</summary>
    /// <returns>Null when it is done, or somebody is at it.</returns>
    /// <exception cref="StorageUnavailableException">It is not known whether it was begun here.</exception>
    public async Task<OfferClaim?> BeginAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var row = new TableEntity($"{delivery.From.TenantId:N}|{delivery.From.ObjectId:N}", Prefix + ConversationKey.Of($"{delivery.Conversation.ConversationId}|{delivery.ReplyToId ?? delivery.Key}"));
        return await WriteAsync(row, TableAction.Insert, cancellationToken) switch
        {
            BatchOutcome.Done => new(row, WasInDoubt: false),
            BatchOutcome.Conflict { Current: { } before } when IsFree(before) => await TakeOverAsync(row, before, cancellationToken),
            _ => null,
        };
    }

    /// <summary>Notes what became of it.</summary>
    public async Task EndAsync(OfferClaim claim, OfferStage stage, CancellationToken cancellationToken)
    {
        (claim.Row["Stage"], claim.Row["At"], claim.Row.ETag) = (stage.ToString(), clock.GetUtcNow(), default);
        await tables.SubmitAsync(Table, claim.Row.PartitionKey, [TableAction.Upsert(claim.Row)], cancellationToken);
    }

    private async Task<OfferClaim?> TakeOverAsync(TableEntity row, TableEntity before, CancellationToken cancellationToken)
    {
        row.ETag = before.ETag;
        return await WriteAsync(row, TableAction.Replace, cancellationToken) is BatchOutcome.Done ? new(row, WasInDoubt: true) : null;
    }

    private async Task<BatchOutcome> WriteAsync(TableEntity row, Func<TableEntity, TableAction> how, CancellationToken cancellationToken)
    {
        (row["Stage"], row["At"]) = (nameof(OfferStage.Begun), clock.GetUtcNow());
        return await tables.SubmitAsync(Table, row.PartitionKey, [how(row)], cancellationToken) is var outcome and not BatchOutcome.Unknown
            ? outcome
            : throw new StorageUnavailableException("Whether a file was allowed before is not known.", innerException: null);
    }

    private bool IsFree(TableEntity row) => row.GetString("Stage") switch
    {
        nameof(OfferStage.InDoubt) => true,
        nameof(OfferStage.Begun) => row.GetDateTimeOffset("At") < clock.GetUtcNow() - Patience,
        _ => false,
    };
}
