using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SupervisionBot.LocalTeams;

/// <summary>Tells a page what to read again; never carries what anyone wrote.</summary>
/// <param name="Kind"><c>chat</c>, <c>added</c>, <c>changed</c>, <c>removed</c>, <c>typing</c> or <c>clock</c>.</param>
/// <param name="Chat">The chat it is about.</param>
/// <param name="Message">The message it is about.</param>
internal sealed record LiveUpdate(string Kind, string? Chat = null, string? Message = null);

/// <summary>Who has a page open, and what they are to be told.</summary>
internal sealed class LiveUpdates
{
    private readonly ConcurrentDictionary<Channel<LiveUpdate>, Person> _pages = new();

    /// <summary>Tells every open page of the people named.</summary>
    public void Publish(LiveUpdate update, IEnumerable<string> people)
    {
        foreach (var (page, _) in _pages.Where(page => people.Contains(page.Value.Key)))
        {
            page.Writer.TryWrite(update);
        }
    }

    /// <summary>The updates for one page until it is closed. The first says that the page is listening.</summary>
    public async IAsyncEnumerable<LiveUpdate> Listen(Person person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = Channel.CreateUnbounded<LiveUpdate>();
        _pages[page] = person;
        try
        {
            yield return new("listening");
            while (await WaitAsync(page, cancellationToken))
            {
                while (page.Reader.TryRead(out var update))
                {
                    yield return update;
                }
            }
        }
        finally
        {
            _pages.TryRemove(page, out _);
        }
    }

    private static async Task<bool> WaitAsync(Channel<LiveUpdate> page, CancellationToken cancellationToken)
    {
        try
        {
            return await page.Reader.WaitToReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
