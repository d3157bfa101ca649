namespace SupervisionBot.FakeTeams;

/// <summary>At most so many calls in any stretch of this length.</summary>
public sealed record Window(int Most, TimeSpan Within)
{
    public static Window In(int most, int seconds) => new(most, TimeSpan.FromSeconds(seconds));
}

/// <summary>How often a bot may call.</summary>
/// <param name="Writes">Sends, updates and deletions in one conversation.</param>
/// <param name="Reads">Questions about the members of one conversation.</param>
/// <param name="Tenant">All calls in one tenant.</param>
public sealed record ConnectorLimits(IReadOnlyList<Window> Writes, IReadOnlyList<Window> Reads, IReadOnlyList<Window> Tenant)
{
    /// <summary>What Teams documents, without the hourly numbers.</summary>
    /// <remarks>learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit.</remarks>
    public static ConnectorLimits Documented { get; } = new(
        [Window.In(7, 1), Window.In(8, 2), Window.In(60, 30)], [Window.In(14, 1), Window.In(16, 2), Window.In(120, 30)], [Window.In(50, 1)]);
}

/// <summary>Counts the calls that were let through. A call that is refused does not count. Not for several threads at once.</summary>
internal sealed class LimitWatch
{
    private readonly Dictionary<string, Queue<DateTimeOffset>> _let = new(StringComparer.Ordinal);

    /// <summary>Lets a call through, or says how long it must wait.</summary>
    public TimeSpan? Wait(ConnectorLimits limits, ConnectorCall call, DateTimeOffset now)
    {
        // A channel is one conversation, however many threads it has.
        var room = Room.IdIn(call.Conversation);
        (string Key, IReadOnlyList<Window> Windows)[] watched =
            call.Writes ? [($"w|{room}", limits.Writes), ($"t|{call.Tenant}", limits.Tenant)]
            : call.Operation is Operation.Open ? [($"t|{call.Tenant}", limits.Tenant)]
            : [($"r|{room}", limits.Reads), ($"t|{call.Tenant}", limits.Tenant)];
        var waits = from each in watched
                    let times = TimesOf(each.Key, each.Windows, now)
                    from window in each.Windows
                    let inside = times.Where(time => time > now - window.Within).ToList()
                    where inside.Count >= window.Most
                    select inside[^window.Most] + window.Within - now;
        if (waits.Select(wait => (TimeSpan?)wait).Max() is { } longest)
        {
            return longest;
        }

        foreach (var (key, _) in watched)
        {
            _let[key].Enqueue(now);
        }

        return null;
    }

    private Queue<DateTimeOffset> TimesOf(string key, IReadOnlyList<Window> windows, DateTimeOffset now)
    {
        if (!_let.TryGetValue(key, out var times))
        {
            _let[key] = times = new();
        }

        var longest = windows.Max(window => window.Within);
        while (times.TryPeek(out var oldest) && oldest <= now - longest)
        {
            times.Dequeue();
        }

        return times;
    }
}
