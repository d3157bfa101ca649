using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SupervisionBot.Teams;

/// <summary>What the edge measures, for whoever listens to the meter or the activity source of this name: kinds and durations, never an id or a word.</summary>
public static class TurnMeter
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "SupervisionBot";

    private static readonly Meter s_meter = new(Name);
    private static readonly ActivitySource s_source = new(Name);
    private static readonly Counter<long> s_turns = s_meter.CreateCounter<long>("supervision.turns", "{turn}", "Activities of Teams that were carried out, by kind and by what they were answered with");
    private static readonly Histogram<double> s_durations = s_meter.CreateHistogram<double>("supervision.turn.duration", "s", "From an activity read to its answer");
    private static readonly Counter<long> s_refused = s_meter.CreateCounter<long>("supervision.requests.refused", "{request}", "Requests that never became a turn, by reason");

    internal static void Refused(Refusal refusal)
    {
        if (s_refused.Enabled)
        {
            s_refused.Add(1, new KeyValuePair<string, object?>("kind", refusal.ToString()));
        }
    }

    /// <summary>Begins a turn.</summary>
    /// <param name="kind">The activity's type or, of an invoke, its name: one of few.</param>
    internal static Turn Start(string kind) => new(kind, TimeProvider.System.GetTimestamp(), s_source.StartActivity("turn"));

    /// <summary>A turn under way. The time is real time, whatever clock the app goes by.</summary>
    internal readonly struct Turn(string kind, long started, Activity? span)
    {
        /// <summary>Ends it.</summary>
        /// <param name="answer">What it was answered with; an exception for a failure.</param>
        public void End(object? answer)
        {
            var outcome = new KeyValuePair<string, object?>("outcome", OutcomeOf(answer));
            var ofKind = new KeyValuePair<string, object?>("kind", kind);
            s_turns.Add(1, ofKind, outcome);
            s_durations.Record(TimeProvider.System.GetElapsedTime(started).TotalSeconds, ofKind, outcome);
            span?.SetTag(ofKind.Key, ofKind.Value).SetTag(outcome.Key, outcome.Value).SetStatus(answer is Exception ? ActivityStatusCode.Error : ActivityStatusCode.Unset).Dispose();
        }
    }

    private static string OutcomeOf(object? answer) => answer switch
    {
        CardActionResponse.Card => "card",
        CardActionResponse.Message or TaskResponse.Message => "message",
        CardActionResponse.Error => "error",
        TaskResponse.Continue => "dialog",
        TaskResponse.Close => "closed",
        OperationCanceledException => "gone",
        Exception => "failed",
        _ => "done",
    };
}
