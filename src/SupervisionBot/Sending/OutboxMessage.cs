using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Shared;
using SupervisionBot.Teams;
using SupervisionBot.Trails;

namespace SupervisionBot.Sending;

/// <summary>What is to be sent.</summary>
internal abstract record Content
{
    private Content()
    {
    }

    /// <summary>Plain text.</summary>
    public sealed record Say(string Text) : Content;

    /// <summary>A card as it is.</summary>
    /// <param name="Json">One well-formed card.</param>
    /// <param name="Summary">What the notification shows.</param>
    /// <param name="Replaces">The message whose place it takes; null to send it as a new one.</param>
    public sealed record Show(string Json, string Summary, string? Replaces) : Content;

    /// <summary>The card of a session as it is when it is sent: of several in a row only the last is drawn.</summary>
    /// <param name="Session">Which.</param>
    /// <param name="Anew">As a new message, even where a card of the session stands already.</param>
    public sealed record Draw(SessionId Session, bool Anew) : Content;

    /// <summary>What a part of the product posts, as it is when it is sent.</summary>
    /// <param name="Kind">Which <see cref="Posting"/> draws it.</param>
    /// <param name="Subject">What it is about, as the posting reads it.</param>
    /// <param name="Part">Which of its messages.</param>
    public sealed record Post(string Kind, string Subject, string Part) : Content;
}

/// <summary>The entry of a trail that a message tells about: the message is sent when it is stored, and never otherwise.</summary>
internal sealed record Cause(TrailAddress Trail, int Sequence, string Operation);

/// <summary>A message that is to be sent once.</summary>
/// <param name="To">Where.</param>
/// <param name="Id">Names it: the same message added again changes nothing. 43 characters of <c>A-Z a-z 0-9 - _</c>.</param>
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
        return new(Lane.Of(via), Named($"{Lane.Of(via)}", $"{what}", $"{number}"), what, via, Cause: null, TimeSpan.FromTicks(((number + 1) * span.Ticks) - now.UtcTicks));
    }

    /// <summary>A message that is sent once more because of what became of it at a time: for the same fate one, however often it is asked for.</summary>
    /// <param name="via">Where.</param>
    /// <param name="what">What.</param>
    /// <param name="fateAt">When its fate was noted.</param>
    public static OutboxMessage Again(ConversationReference via, Content what, DateTimeOffset fateAt) =>
        new(Lane.Of(via), Named($"{Lane.Of(via)}", $"{what}", "again", $"{fateAt.UtcTicks}"), what, via, Cause: null);

    /// <summary>A message that answers something a person did: one for each delivery, lane and kind.</summary>
    /// <param name="delivery">What they did.</param>
    /// <param name="what">What is sent.</param>
    /// <param name="to">Another person's own chat; not given: where it came from.</param>
    public static OutboxMessage Answering(Delivery delivery, Content what, Lane? to = null) => new(
        to ?? Lane.Of(delivery),
        Named(delivery.Key, what.GetType().Name, to is null ? "" : $"{to}"),
        what,
        to is null ? delivery.Conversation : null,
        Cause: null);

    /// <summary>A message that tells about an entry of a trail.</summary>
    public static OutboxMessage Telling(Cause cause, Lane to, ConversationReference? via, Content what) =>
        new(to, Named(cause.Trail.Partition, $"{cause.Sequence}", cause.Operation, $"{to}", $"{what}"), what, via, cause);

    /// <summary>A message that tells about an entry of a trail, named by words that are the same whoever adds it, whatever it then looks like.</summary>
    public static OutboxMessage TellingOnce(Cause cause, Lane to, Content what, params ReadOnlySpan<string> name) =>
        new(to, Named([.. name, cause.Trail.Partition, cause.Operation]), what, Via: null, cause);

    private static string Named(params ReadOnlySpan<string> parts)
    {
        var name = new StringBuilder();
        foreach (var part in parts)
        {
            name.Append(part.Length).Append('|').Append(part);
        }

        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(name.ToString())));
    }
}
