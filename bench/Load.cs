using System.Diagnostics;

namespace SupervisionBot.Bench;

/// <summary>What a phase came to.</summary>
/// <param name="Turns">Turns answered.</param>
/// <param name="Answers">Answers in them.</param>
/// <param name="Rate">Turns a second.</param>
/// <param name="Ticks">How long each took.</param>
/// <param name="Sent">Bytes of a request.</param>
/// <param name="Received">Bytes of the body of an answer.</param>
internal sealed record Phase(int Turns, int Answers, double Rate, IReadOnlyList<long> Ticks, int Sent, int Received);

/// <summary>Everybody pressing <em>Save</em> over a fixed number of connections, each with sessions of its own, one press after the other.</summary>
/// <remarks>Where the host keeps a record, the card that comes back must be drawn at the sequence that the press led to; the floor gives the same card for ever.</remarks>
/// <param name="address">The host.</param>
/// <param name="presses">Two for each session, side by side.</param>
/// <param name="connections">How many.</param>
/// <param name="keepsRecord">The host is the app.</param>
internal sealed class Load(Uri address, IReadOnlyList<Press> presses, int connections, bool keepsRecord)
{
    private readonly Press[][] _shares = [.. Enumerable.Range(0, connections).Select(share => presses.Where((_, index) => index / 2 % connections == share).ToArray())];

    /// <summary>The first press of each person, which answers every prompt.</summary>
    public Task<Phase> OpenAsync() => RunAsync((share, turns, _) => turns < _shares[share].Length);

    public Task<Phase> RunAsync(TimeSpan time) => RunAsync((_, _, begun) => Stopwatch.GetElapsedTime(begun) < time);

    private async Task<Phase> RunAsync(Func<int, int, long, bool> goesOn)
    {
        var begun = Stopwatch.GetTimestamp();
        var shares = await Task.WhenAll(Enumerable.Range(0, connections).Select(share => Task.Run(() => RunAsync(share, turns => goesOn(share, turns, begun)))));
        var took = Stopwatch.GetElapsedTime(begun);
        var turns = shares.Sum(share => share.Ticks.Count);
        return new(turns, shares.Sum(share => share.Answers), turns / took.TotalSeconds, [.. shares.SelectMany(share => share.Ticks)], shares[0].Sent, shares[0].Received);
    }

    private async Task<(List<long> Ticks, int Answers, int Sent, int Received)> RunAsync(int share, Func<int, bool> goesOn)
    {
        using var connection = await HttpConnection.OpenAsync(address);
        var (ticks, answers, sent, received) = (new List<long>(64 * 1024), 0, 0, 0);
        while (goesOn(ticks.Count))
        {
            var press = _shares[share][ticks.Count % _shares[share].Length];
            var wanted = press.Answers;
            var request = press.Next();
            var begun = Stopwatch.GetTimestamp();
            var answer = await connection.SendAsync(request);
            ticks.Add(Stopwatch.GetTimestamp() - begun);
            press.Saw(answer.Span, keepsRecord ? press.Walk.Sequence + wanted : null);
            answers += wanted;
            (sent, received) = (request.Length, answer.Length);
        }

        return (ticks, answers, sent, received);
    }
}
