using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace SupervisionBot.Telemetry;

/// <summary>
/// Lets only what says nothing of people out of a span. The framework's own tags have whole addresses in them, and the addresses of Teams hold the ids of chats and messages,
/// those of the Table service the ids of people; so what is not known to be harmless goes.
/// </summary>
internal sealed class SpanTags : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> s_harmless = FrozenSet.Create(
        StringComparer.Ordinal,
        "kind", "outcome", "table", "error.type", "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "server.address", "server.port", "url.scheme");

    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Where(tag => !s_harmless.Contains(tag.Key)).ToList())
        {
            data.SetTag(tag.Key, null);
        }

        // A description is an exception's words.
        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }

        // Events hold words of exceptions too, and can't be taken out one by one.
        if (data.Events.Any())
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
