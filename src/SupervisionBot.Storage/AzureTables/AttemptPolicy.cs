using Azure.Core;
using Azure.Core.Pipeline;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>Counts what is really sent, repetitions included: as a measure, and for a write that must know whether it was sent more than once.</summary>
internal sealed class AttemptPolicy : HttpPipelineSynchronousPolicy
{
    private const string Key = "SupervisionBot.Attempts";

    public override void OnSendingRequest(HttpMessage message)
    {
        StorageMeter.RoundTrips.Add(1);
        if (message.TryGetProperty(Key, out var attempts))
            ((Attempts)attempts!).Increment();
    }

    /// <summary>What is sent from now on by the caller's flow of control is counted, until the end of the scope.</summary>
    public static IDisposable Count(Attempts attempts) => HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Key] = attempts });
}

/// <summary>How often requests of one write were sent.</summary>
internal sealed class Attempts
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Reset() => Volatile.Write(ref _count, 0);

    public void Increment() => Interlocked.Increment(ref _count);
}
