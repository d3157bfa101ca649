using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>Signs each attempt with the account's key ("Authorize with Shared Key", Table service, Shared Key Lite).</summary>
internal sealed class SharedKeyLitePolicy(AzureNamedKeyCredential credential, TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var (account, key) = credential;
        request.Headers.SetValue("x-ms-date", date);
        // The path is signed as it goes over the wire; of the query only comp would count, and no request of ours has it.
        request.Headers.SetValue(HttpHeader.Names.Authorization, $"SharedKeyLite {account}:{Sign(key, $"{date}\n/{account}{request.Uri.ToUri().AbsolutePath}")}");
    }

    public static string Sign(string key, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(text)));
}
