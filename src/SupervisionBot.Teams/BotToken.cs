using System.Globalization;
using System.Text.RegularExpressions;
using Azure.Core;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Teams;

/// <summary>
/// The token that the bot sends with each call to Teams. It is asked for once, however many calls want it, and renewed before it ends; while that fails,
/// the one at hand goes on being used for as long as it is valid.
/// </summary>
public sealed partial class BotToken
{
    /// <summary>How long one attempt at the authority may take. Our own number.</summary>
    internal static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);

    // How long all attempts together may take, and how long one call waits for them: half of what it may take in all. Our own numbers.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_patience = ConnectorClient.Timeout / 2;

    // learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication names no margin; five minutes is what Microsoft's own libraries use.
    private static readonly TimeSpan s_early = TimeSpan.FromMinutes(5);

    // Our own numbers: an authority that fails is not asked by every call, nor for a new token by each of many refusals.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pauseBetweenReplacements = TimeSpan.FromMinutes(1);

    private readonly TokenCredential? _credential;
    private readonly string[] _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private volatile Held? _held;
    private Task _renewal = Task.CompletedTask;
    private bool _replacing;
    private DateTimeOffset _renewAfter = DateTimeOffset.MinValue;
    private DateTimeOffset _replaceAfter = DateTimeOffset.MinValue;

    /// <param name="credential">Where tokens come from; null while nothing is sent with one.</param>
    /// <param name="scope">What they are for.</param>
    /// <param name="clock">The clock by which tokens end: the real one, outside tests.</param>
    /// <param name="log">Log.</param>
    internal BotToken(TokenCredential? credential, string scope, TimeProvider clock, ILogger log) => (_credential, _scopes, _clock, _log) = (credential, [scope], clock, log);

    private Held? Valid => _held is { } held && held.ExpiresOn > _clock.GetUtcNow() ? held : null;

    /// <summary>Whether the bot has a valid token or can get one now; always, while requests carry none (<see cref="TeamsOptions.Anonymous"/>). Takes at most some seconds and does not throw.</summary>
    public async ValueTask<bool> IsAvailableAsync(CancellationToken cancellationToken) => _credential is null || await GetAsync(cancellationToken) is not null;

    /// <summary>A valid token; null when none can be had just now, or the wait was given up.</summary>
    internal async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (Valid is not { } held)
        {
            await FinishAsync(Renew(replace: false), cancellationToken);
            return Valid?.Token;
        }

        if (held.RenewOn <= _clock.GetUtcNow())
        {
            // Goes on beside this call.
            _ = Renew(replace: false);
        }

        return held.Token;
    }

    /// <summary>A token other than one that was refused; null when none can be had just now.</summary>
    internal async ValueTask<string?> ReplaceAsync(string refused, CancellationToken cancellationToken)
    {
        if (Valid is not { } held || held.Token == refused)
        {
            await FinishAsync(Renew(replace: true), cancellationToken);
        }

        return Valid is { } valid && valid.Token != refused ? valid.Token : null;
    }

    // A caller who gives up ends its own wait, never the renewal that others wait for too.
    private static async Task FinishAsync(Task renewal, CancellationToken cancellationToken) =>
        await renewal.WaitAsync(s_patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Task Renew(bool replace)
    {
        lock (_lock)
        {
            if (!_renewal.IsCompleted && (_replacing || !replace))
            {
                return _renewal;
            }

            var now = _clock.GetUtcNow();
            if (now < (replace ? _replaceAfter : _renewAfter))
            {
                return Task.CompletedTask;
            }

            if (replace)
            {
                _replaceAfter = now + s_pauseBetweenReplacements;
            }

            _replacing = replace;
            var before = _renewal;
            return _renewal = Task.Run(() => RenewAsync(before, replace));
        }
    }

    private async Task RenewAsync(Task before, bool replace)
    {
        await before;
        var started = _clock.GetTimestamp();
        using var stop = new CancellationTokenSource(s_longest);
        Exception? failure = null;
        try
        {
            // The identity library keeps tokens itself, and leaves them out of account only when claims are asked for: here, that the token is a recent one.
            var recent = (_clock.GetUtcNow() - s_early).ToUnixTimeSeconds();
            var claims = replace ? string.Create(CultureInfo.InvariantCulture, $$$$"""{"access_token":{"nbf":{"essential":true,"value":"{{{{recent}}}}"}}}""") : null;
            var token = await _credential!.GetTokenAsync(new TokenRequestContext(_scopes, claims: claims), stop.Token);
            var renewOn = token.ExpiresOn - s_early;
            _held = new(token.Token, token.ExpiresOn, token.RefreshOn < renewOn ? token.RefreshOn.Value : renewOn);
        }
        catch (Exception error)
        {
            failure = error;
        }

        // Also after a success: what the library gives back may be what it had before.
        lock (_lock)
        {
            _renewAfter = _clock.GetUtcNow() + s_pause;
        }

        if (failure is null)
        {
            var elapsed = _clock.GetElapsedTime(started);
            _log.TokenRenewed(elapsed, replace);
        }
        else
        {
            Tell(failure);
        }
    }

    // What the authority says may hold names and ids; its error numbers are public ("Microsoft Entra authentication and authorization error codes").
    private void Tell(Exception error)
    {
        var code = ErrorNumber().Match($"{error.Message} {error.InnerException?.Message}") is { Success: true, Value: var number } ? number : null;
        if (Valid is null)
        {
            _log.TokenUnavailable(error.GetType().Name, code);
        }
        else
        {
            _log.TokenNotRenewed(error.GetType().Name, code);
        }
    }

    [GeneratedRegex("AADSTS[0-9]{1,12}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorNumber();

    private sealed record Held(string Token, DateTimeOffset ExpiresOn, DateTimeOffset RenewOn);
}
