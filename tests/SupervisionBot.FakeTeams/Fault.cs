using System.Security.Cryptography;
using System.Text;

namespace SupervisionBot.FakeTeams;

/// <summary>How one call goes wrong.</summary>
/// <param name="Status">What is answered; null for what the call itself is answered.</param>
/// <param name="Code">Error code beside it.</param>
public sealed record Fault(int? Status, string Code = "ServiceError")
{
    /// <summary>Whether the call is done all the same.</summary>
    public bool Delivers { get; init; }

    /// <summary>Whether the connection breaks in the place of an answer.</summary>
    public bool Cut { get; init; }

    /// <summary>How long the answer takes, after the call was done or not.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What <c>Retry-After</c> says, in whole seconds.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>412: not delivered.</summary>
    public static Fault Overlap { get; } = new(412, "PreconditionFailed");

    public static Fault CutBefore { get; } = new(Status: null) { Cut = true };

    public static Fault CutAfter { get; } = new(Status: null) { Cut = true, Delivers = true };

    public static Fault TooLarge { get; } = new(413, "MessageSizeTooBig");

    public static Fault Unauthorized { get; } = new(401, "Unauthorized");

    public static Fault ConversationGone { get; } = new(404, "ConversationNotFound");

    public static Fault MessageGone { get; } = new(404, "ActivityNotFoundInConversation");

    /// <summary>429: not delivered.</summary>
    public static Fault Throttled(int? retryAfterSeconds = 1) => new(429, "Throttled") { RetryAfterSeconds = retryAfterSeconds };

    /// <summary>5xx, and not delivered.</summary>
    public static Fault Before(int status = 502) => new(status);

    /// <summary>5xx, and delivered.</summary>
    public static Fault After(int status = 502) => new(status) { Delivers = true };

    /// <summary>Done at once, answered late.</summary>
    public static Fault Slow(TimeSpan delay) => new(Status: null) { Delivers = true, Delay = delay };

    /// <summary>403 with a code such as <c>BotNotInConversationRoster</c>. <c>MessageWritesBlocked</c> has a form of its own.</summary>
    public static Fault Forbidden(string code) => new(403, code);
}

/// <summary>How often calls go wrong by chance: the same chance for the same seed, conversation and place of the call in it, in whatever order conversations take turns.</summary>
/// <param name="Seed">Gives other faults.</param>
public sealed record FaultRates(int Seed)
{
    /// <summary>Each rate is a share of all calls, 0 to 1; together at most 1.</summary>
    public double Throttled { get; init; }

    public double Overlap { get; init; }

    /// <summary>5xx that were not delivered.</summary>
    public double Before { get; init; }

    /// <summary>5xx that were delivered; only of calls that write, as the others do nothing.</summary>
    public double After { get; init; }

    public double CutBefore { get; init; }

    public double CutAfter { get; init; }

    public double Slow { get; init; }

    public int RetryAfterSeconds { get; init; } = 1;

    public TimeSpan Slowness { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The fault of a call, if any: to be set as <see cref="FakeConnector.Weather"/>.</summary>
    public Fault? Of(ConnectorCall call)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Seed}|{call.Conversation}|{call.Nth}")));
        var chance = BitConverter.ToUInt32(hash) / (double)uint.MaxValue;
        var status = hash[4] % 3 + 502;
        (double Rate, Func<Fault> Make)[] all =
        [
            (Throttled, () => Fault.Throttled(RetryAfterSeconds)), (Overlap, () => Fault.Overlap), (Before, () => Fault.Before(status)), (After, () => Fault.After(status)),
            (CutBefore, () => Fault.CutBefore), (CutAfter, () => Fault.CutAfter), (Slow, () => Fault.Slow(Slowness)),
        ];
        foreach (var (rate, make) in all)
        {
            if ((chance -= rate) < 0)
            {
                return make();
            }
        }

        return null;
    }
}
