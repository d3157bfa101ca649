using System.Collections.Frozen;
using System.Text;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds.Results;

/// <summary>
/// The results as a file in the leader's own OneDrive. It is offered first, and made when the leader allows it, so that it is kept nowhere here; who may have it is asked again then.
/// </summary>
internal sealed class ExportFeature(ResultsDoor door, AnsweredOffers offers, ConnectorClient connector, FileUpload upload, Replies replies) : Feature
{
    // What an offer carries, to be known again. It passes through a client: it says which file is meant, and proves nothing.
    private const string Meant = "results";

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = ["results.export"];

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (!(await door.OpenAsync(delivery, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal))
        {
            return Pressed.Words(ResultsDoor.Words(refusal));
        }

        var offer = new FileOffer(
            ResultsFile.NameOf(counted.Round),
            "What came back from stop, start, continue: for spreadsheets, as the card shows it, with every entry in full.",
            ResultsFile.Of(counted).Length,
            Encoding.UTF8.GetBytes($$"""{"{{Meant}}":"{{counted.Id}}"}"""));
        return Pressed.Words(await connector.SendFileConsentAsync(delivery.Conversation, offer, "Results as a file", cancellationToken) is ConnectorOutcome.Delivered
            ? "The file is offered below: allow it, and it is put into your OneDrive. Who can open it is then up to you."
            : "The file could not be offered just now. Please press Export as a file again in a minute.");
    }

    /// <inheritdoc/>
    public override async Task<bool> OnFileConsentAsync(Delivery delivery, FileConsent consent, CancellationToken cancellationToken)
    {
        if (!consent.Context.TryGetProperty(Meant, out var round) || round.ValueKind != System.Text.Json.JsonValueKind.String)
        {
            return false;
        }

        if (await offers.BeginAsync(delivery, cancellationToken) is { } claim)
        {
            var stage = OfferStage.InDoubt;
            try
            {
                stage = consent is FileConsent.Accepted accepted
                    ? await GiveAsync(delivery, round.GetString()!, accepted.Place, claim.WasInDoubt, cancellationToken)
                    : await EndAsync(delivery, "No file was made. You can export the results at any time.", cancellationToken);
            }
            finally
            {
                await offers.EndAsync(claim, stage, CancellationToken.None);
            }
        }

        return true;
    }

    private async Task<OfferStage> GiveAsync(Delivery delivery, string round, FilePlace place, bool mayBeThere, CancellationToken cancellationToken)
    {
        if (!(await door.OpenAsync(delivery, round, cancellationToken)).Succeeded(out var counted, out var refusal))
        {
            return await EndAsync(delivery, ResultsDoor.Words(refusal), cancellationToken);
        }

        switch (await upload.PutAsync(place, ResultsFile.Of(counted), cancellationToken))
        {
            case UploadOutcome.Stored:
                await connector.SendFileInfoAsync(delivery.Conversation, place, "Results as a file", cancellationToken);
                await TakeOfferAwayAsync(delivery, cancellationToken);
                return OfferStage.Answered;
            case UploadOutcome.NotSent or UploadOutcome.Unknown:
                await replies.SayAsync(delivery, "OneDrive did not answer, so I can't be sure that the file is there. Please allow it once more.", cancellationToken);
                return OfferStage.InDoubt;
            case UploadOutcome.TooLarge:
                return await EndAsync(delivery, "The file is larger than 4 MB, which is more than I can put into OneDrive. The results are still on the card.", cancellationToken);
            case UploadOutcome.Gone when mayBeThere:
                return await EndAsync(delivery, "The file may be in your OneDrive already. Please look there; if it is not, press Export as a file once more.", cancellationToken);
            default:
                return await EndAsync(delivery, "OneDrive did not take the file. Please press Export as a file once more.", cancellationToken);
        }
    }

    private async Task<OfferStage> EndAsync(Delivery delivery, string text, CancellationToken cancellationToken)
    {
        await replies.SayAsync(delivery, text, cancellationToken);
        await TakeOfferAwayAsync(delivery, cancellationToken);
        return OfferStage.Answered;
    }

    // It has been answered; left there, it could be answered again.
    private async Task TakeOfferAwayAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.ReplyToId is { } offer)
        {
            await connector.DeleteAsync(delivery.Conversation, offer, cancellationToken);
        }
    }
}
