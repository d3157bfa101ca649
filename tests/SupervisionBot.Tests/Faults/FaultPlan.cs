namespace SupervisionBot.Tests.Faults;

/// <summary>
/// Meets every request with faults: its first attempt and its retry, and every so often all attempts of a while, so that whoever asked has to give up. Then the next
/// attempt goes through. For each kind of request the faults are dealt from a shuffled pack, so that none is left out.
/// </summary>
internal sealed class FaultPlan(int seed)
{
    private const int UsualDepth = 2;

    // As many as the client makes of two requests, each of which it gives up.
    private const int LongDepth = 8;
    private const int LongEvery = 9;

    // One pack in so many has the faults that cost the client a whole time-out.
    private const int HangsEvery = 10;

    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _left = new(StringComparer.Ordinal);
    private readonly Dictionary<CallKind, Queue<Fault>> _packs = [];
    private readonly HashSet<(CallKind, Fault)> _dealt = [];
    private readonly Dictionary<CallKind, int> _packsDealt = [];
    private readonly Dictionary<CallKind, int> _counts = [];
    private int _calls;

    /// <summary>Faults that a kind of request has not met yet.</summary>
    public IEnumerable<(CallKind Kind, Fault Fault)> Undealt
    {
        get
        {
            lock (_lock)
            {
                return [.. Enum.GetValues<CallKind>().SelectMany(kind => FaultKinds.Of(kind).Select(fault => (kind, fault))).Except(_dealt)];
            }
        }
    }

    /// <summary>How many faults each kind of request met.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join(", ", _counts.OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}"));
        }
    }

    public Fault Next(TableCall call)
    {
        lock (_lock)
        {
            var left = _left.TryGetValue(call.Key, out var known) ? known : ++_calls % LongEvery == 0 ? LongDepth : UsualDepth;
            if (left == 0)
            {
                _left.Remove(call.Key);
                return Fault.None;
            }

            _left[call.Key] = left - 1;
            var fault = Deal(call.Kind);
            _counts[call.Kind] = _counts.GetValueOrDefault(call.Kind) + 1;
            _dealt.Add((call.Kind, fault));
            return fault;
        }
    }

    private Fault Deal(CallKind kind)
    {
        if (!_packs.TryGetValue(kind, out var pack) || pack.Count == 0)
        {
            var dealt = _packsDealt[kind] = _packsDealt.GetValueOrDefault(kind) + 1;
            var faults = FaultKinds.Of(kind).Where(fault => dealt % HangsEvery == 1 || fault is not (Fault.HangBefore or Fault.HangAfter)).ToArray();
            _random.Shuffle(faults);
            _packs[kind] = pack = new(faults);
        }

        return pack.Dequeue();
    }
}
