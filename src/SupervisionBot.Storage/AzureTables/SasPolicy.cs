using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>Adds a shared access signature to the address ("Create a service SAS"). Stands before the retries, so that it is added once.</summary>
internal sealed class SasPolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri;
        var signature = credential.Signature.TrimStart('?');
        uri.Query = uri.Query.Length == 0 ? signature : $"{uri.Query}&{signature}";
    }
}
