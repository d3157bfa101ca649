using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams;

/// <summary>There is no token to send with a call, so it was not made.</summary>
internal sealed class TokenUnavailableException() : Exception("No token for the bot.");

/// <summary>Sends the bot's token with each call, and once more with a new one after a 401: a call that was not authorised has done nothing.</summary>
internal sealed class BotTokenHandler(BotToken tokens, IOptions<TeamsOptions> options) : DelegatingHandler
{
    /// <exception cref="TokenUnavailableException">There is no token.</exception>
    /// <exception cref="InvalidOperationException">The address is not one that the token may go to. <see cref="ServiceAddress"/> is asked first, so this is a bug.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!ServiceAddress.IsAllowed(request.RequestUri!, options.Value))
        {
            throw new InvalidOperationException("A call to the connector must go to an allowed host.");
        }

        if (options.Value.Anonymous)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var token = await tokens.GetAsync(cancellationToken) ?? throw new TokenUnavailableException();
        var response = await SendAsync(request, token, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.Unauthorized || await tokens.ReplaceAsync(token, cancellationToken) is not { } other)
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(request, other, cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return base.SendAsync(request, cancellationToken);
    }
}
