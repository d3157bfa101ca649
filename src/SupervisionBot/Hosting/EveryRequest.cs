using System.Buffers;

namespace SupervisionBot.Hosting;

/// <summary>What each request gets, whatever it asks for: headers on the answer that keep browsers and proxies from making more of it than it is, and the vendor's correlation on each line of the log.</summary>
internal static class EveryRequest
{
    private const int LongestCorrelation = 128;

    // Our own number, the usual one: a year.
    private const string OnlyHttps = "max-age=31536000";

    private static readonly Func<ILogger, string, IDisposable?> s_scope = LoggerMessage.DefineScope<string>("MS-CV {Correlation}");

    // A correlation vector is a base in Base64 and numbers after dots (github.com/microsoft/CorrelationVector). It comes from outside, so nothing else is taken for one.
    private static readonly SearchValues<char> s_ofCorrelations = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=._-!#");

    public static void UseEveryRequest(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(EveryRequest));
        app.Use(next => http =>
        {
            Guard(http);
            return CorrelationOf(http.Request) is { } correlation ? InScopeAsync(next, http, s_scope(log, correlation)) : next(http);
        });
    }

    /// <summary>Puts the headers on an answer.</summary>
    public static void Guard(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = OnlyHttps;
        }
    }

    private static string? CorrelationOf(HttpRequest request) =>
        (string?)request.Headers["MS-CV"] is { Length: > 0 and <= LongestCorrelation } correlation && !correlation.AsSpan().ContainsAnyExcept(s_ofCorrelations) ? correlation : null;

    private static async Task InScopeAsync(RequestDelegate next, HttpContext http, IDisposable? scope)
    {
        using (scope)
        {
            await next(http);
        }
    }
}
