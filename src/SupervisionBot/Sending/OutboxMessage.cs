using System.Text;
using SupervisionBot.Teams;
using SupervisionBot.Trails;

namespace SupervisionBot.Sending;

/// <summary>The entry of a trail that a message tells about: the message is sent when it is stored, and never otherwise.</summary>
internal sealed record Cause(TrailAddress Trail, int Sequence, string Operation);

/// <summary>A message that is to be sent once.</summary>
/// <param name="To">Where.</param>
/// <param name="Id">
/// Names it: the same message added again changes nothing. Until it is added all that it says and why, in the open; from then on a code of that under the installation's key
/// (<see cref="Outbox.IdOf"/>), as nothing that is stored may let its words be guessed.
/// </param>
/// <param name="What">What.</param>
/// <param name="Via">The conversation as it was last heard of, for a shared one; also for a personal one where it is known.</param>
/// <param name="Cause">What it tells about; null for one that stands for itself.</param>
/// <param name="After">How long it waits before it is sent.</param>
internal sealed record OutboxMessage(Lane To, string Id, Content What, ConversationReference? Via, Cause? Cause, TimeSpan After = default)
{
    /// <summary>A message that stands for all that happens within a span of time, and is sent at its end.</summary>
    /// <param name="via">Where.</param>
    /// <param name="what">What.</param>
    /// <param name="now">The time by the real clock.</param>
    /// <param name="span">How long one span is.</param>
    public static OutboxMessage Collecting(ConversationReference via, Content what, DateTimeOffset now, TimeSpan span)
    {
        var number = now.UtcTicks / span.Ticks;
        return new(Lane.Of(via), Named([$"{Lane.Of(via)}", what.Name, .. what.Parts, $"{number}"]), what, via, Cause: null, TimeSpan.FromTicks(((number + 1) * span.Ticks) - now.UtcTicks));
    }

    /// <summary>A message that is sent once more because of what became of it at a time: for the same fate one, however often it is asked for.</summary>
    /// <param name="via">Where.</param>
    /// <param name="what">What.</param>
    /// <param name="fateAt">When its fate was noted.</param>
    public static OutboxMessage Again(ConversationReference via, Content what, DateTimeOffset fateAt) =>
        new(Lane.Of(via), Named([$"{Lane.Of(via)}", what.Name, .. what.Parts, "again", $"{fateAt.UtcTicks}"]), what, via, Cause: null);

    /// <summary>A message that answers something a person did: one for each delivery, lane and kind.</summary>
    /// <param name="delivery">What they did.</param>
    /// <param name="what">What is sent.</param>
    /// <param name="to">Another person's own chat; not given: where it came from.</param>
    public static OutboxMessage Answering(Delivery delivery, Content what, Lane? to = null) => new(
        to ?? Lane.Of(delivery),
        Named([delivery.Key, what.Name, to is null ? "" : $"{to}"]),
        what,
        to is null ? delivery.Conversation : null,
        Cause: null);

    /// <summary>A message that tells about an entry of a trail.</summary>
    public static OutboxMessage Telling(Cause cause, Lane to, ConversationReference? via, Content what) =>
        new(to, Named([cause.Trail.Partition, $"{cause.Sequence}", cause.Operation, $"{to}", what.Name, .. what.Parts]), what, via, cause);

    /// <summary>A message that tells about an entry of a trail, named by words that are the same whoever adds it, whatever it then looks like.</summary>
    public static OutboxMessage TellingOnce(Cause cause, Lane to, Content what, params ReadOnlySpan<string> name) =>
        new(to, Named([.. name, cause.Trail.Partition, cause.Operation]), what, Via: null, cause);

    // Lengths go in too, so that no two lists of parts run together to the same name.
    private static string Named(IEnumerable<string> parts)
    {
        var name = new StringBuilder();
        foreach (var part in parts)
        {
            name.Append(part.Length).Append('|').Append(part);
        }

        return name.ToString();
    }
}
