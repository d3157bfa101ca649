using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;

namespace SupervisionBot.Teams.Authentication;

/// <summary>
/// Reads the OpenID document and the key document it names; the library's own reader drops <c>endorsements</c>. When to read is for <see cref="ConfigurationManager{T}"/> to say,
/// but once a reading is due and fails it asks again with each request: so a failure stands for <see cref="Pause"/>.
/// </summary>
internal sealed class KeySetRetriever(TimeProvider clock, ILogger<SigningKeys> log) : IConfigurationRetriever<KeySet>
{
    /// <summary>How long a failed reading stands before the documents are asked for again. Our own choice.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private Readings _readings = new(Last: null, Failure: null, FailedAt: default, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>What was read, at one moment.</summary>
    public Readings Readings => Volatile.Read(ref _readings);

    public async Task<KeySet> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
    {
        if (Readings is { Failure: { } failure, FailedAt: var failedAt } && clock.GetUtcNow() < failedAt + Pause)
        {
            throw new InvalidOperationException("The documents could not be read a moment ago.", failure);
        }

        try
        {
            var metadata = await ReadAsync(retriever, address, cancel);
            var keys = await ReadAsync(retriever, metadata.Text("jwks_uri") ?? throw new InvalidDataException("The OpenID document names no key document."), cancel);
            var set = KeySet.Read(metadata, keys, clock.GetUtcNow());
            log.KeysRead(set.Keys.Count);
            Finish(set, failure: null);
            return set;
        }
        catch (Exception error)
        {
            log.KeysNotRead(error.GetType());
            Finish(set: null, error);
            throw;
        }
    }

    private static async Task<JsonElement> ReadAsync(IDocumentRetriever retriever, string address, CancellationToken cancellationToken) =>
        TolerantJson.Parse(Encoding.UTF8.GetBytes(await retriever.GetDocumentAsync(address, cancellationToken)));

    private void Finish(KeySet? set, Exception? failure) =>
        Interlocked.Exchange(ref _readings, new(set ?? Readings.Last, failure, clock.GetUtcNow(), new(TaskCreationOptions.RunContinuationsAsynchronously))).Next.SetResult(set);
}

/// <summary>The readings of the documents up to now.</summary>
/// <param name="Last">The last that succeeded.</param>
/// <param name="Failure">Why the last one failed; null when it did not.</param>
/// <param name="FailedAt">When it failed.</param>
/// <param name="Next">Ends with the reading that ends next: with what it brought, or with null when it failed.</param>
internal sealed record Readings(KeySet? Last, Exception? Failure, DateTimeOffset FailedAt, TaskCompletionSource<KeySet?> Next);
