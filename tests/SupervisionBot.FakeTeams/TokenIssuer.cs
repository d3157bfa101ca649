using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>
/// The part of the service that signs its requests to bots: an OpenID document, a key document with endorsements, and tokens. Safe from any thread.
/// <see cref="TokenIssuerEndpoints.MapTokenIssuer"/> puts the documents on a server.
/// </summary>
public sealed class TokenIssuer : IDisposable
{
    /// <summary>Who issues the tokens in the public cloud.</summary>
    public const string PublicIssuer = "https://api.botframework.com";

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly List<IssuerKey> _made = [];
    private ImmutableArray<IssuerKey> _published = [];
    private DocumentHold? _hold;
    private int _metadataRequests;
    private int _keyRequests;

    public TokenIssuer(string issuer = PublicIssuer, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        Issuer = issuer;
        Current = Roll();
    }

    public string Issuer { get; }

    /// <summary>The key that signs.</summary>
    public IssuerKey Current { get; private set; }

    /// <summary>What the OpenID document lists as algorithms; null: nothing.</summary>
    public IReadOnlyList<string>? Algorithms { get; set; } = ["RS256"];

    /// <summary>Whether both documents answer 500.</summary>
    public bool IsFailing { get; set; }

    /// <summary>Replaces the key document.</summary>
    public string? KeyDocument { get; set; }

    public int MetadataRequests => Volatile.Read(ref _metadataRequests);

    public int KeyRequests => Volatile.Read(ref _keyRequests);

    /// <summary>A new key, published beside the others; it does not sign yet.</summary>
    /// <param name="endorsements">Channels it may speak for; null: the document has no such member.</param>
    public IssuerKey Publish(params string[]? endorsements)
    {
        lock (_gate)
        {
            var key = new IssuerKey($"key-{_made.Count + 1}", endorsements);
            _made.Add(key);
            _published = _published.Add(key);
            return key;
        }
    }

    /// <summary>A new key for Teams, published and signing from now on; the one before stays published.</summary>
    public IssuerKey Roll() => Current = Publish("msteams", "webchat");

    /// <summary>Takes a key out of the document.</summary>
    public void Retire(IssuerKey key)
    {
        lock (_gate)
        {
            _published = _published.Remove(key);
        }
    }

    /// <summary>Both documents wait, from the next request on, until the result is disposed.</summary>
    public DocumentHold Hold() => _hold = new(this);

    /// <summary>A token as the service sends it with an activity: five minutes old, good for an hour.</summary>
    /// <param name="audience">App id of the bot.</param>
    /// <param name="serviceUrl">The activity's own.</param>
    /// <param name="change">Changes any part.</param>
    /// <param name="key">Signs it; null: <see cref="Current"/>.</param>
    public string Token(Guid audience, string serviceUrl, Action<TokenDraft>? change = null, IssuerKey? key = null)
    {
        key ??= Current;
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var draft = new TokenDraft(
            new() { ["alg"] = "RS256", ["kid"] = key.Kid, ["x5t"] = key.Kid, ["typ"] = "JWT" },
            new() { ["serviceurl"] = serviceUrl, ["nbf"] = now - 300, ["exp"] = now + 3300, ["iss"] = Issuer, ["aud"] = audience.ToString() },
            input => key.Rsa.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        change?.Invoke(draft);
        return draft.Write();
    }

    public void Dispose()
    {
        foreach (var key in _made)
        {
            key.Dispose();
        }
    }

    internal JsonObject Metadata(string keysAddress)
    {
        var json = new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = keysAddress };
        if (Algorithms is { } algorithms)
        {
            json["id_token_signing_alg_values_supported"] = new JsonArray([.. algorithms.Select(name => JsonValue.Create(name))]);
        }

        return json;
    }

    internal string Keys() => KeyDocument ?? new JsonObject { ["keys"] = new JsonArray([.. _published.Select(key => key.ToJson())]) }.ToJsonString();

    /// <summary>Counts a request for a document, and lets it wait while the documents are held.</summary>
    internal Task ReceiveAsync(bool isForKeys, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref isForKeys ? ref _keyRequests : ref _metadataRequests);
        return _hold?.WaitAsync(cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>While it lasts, requests for a document wait.</summary>
    public sealed class DocumentHold : IDisposable
    {
        private readonly TokenIssuer _issuer;
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal DocumentHold(TokenIssuer issuer) => _issuer = issuer;

        /// <summary>Ends when the first request waits.</summary>
        public Task Reached => _reached.Task;

        public void Dispose()
        {
            _issuer._hold = null;
            _released.TrySetResult();
        }

        internal Task WaitAsync(CancellationToken cancellationToken)
        {
            _reached.TrySetResult();
            return _released.Task.WaitAsync(cancellationToken);
        }
    }
}
