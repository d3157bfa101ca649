using System.Globalization;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Typing;

/// <summary>Where typed words may belong: a question of a session, or a private reflection. Buttons say it; whether it is there, and for this person, is decided when one is pressed.</summary>
internal abstract record TypedTarget
{
    private const string Private = "reflection";

    private TypedTarget()
    {
    }

    /// <summary>An answer in a session.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Prompt">Id of the question.</param>
    public sealed record AnAnswer(SessionId Session, string Prompt) : TypedTarget
    {
        public override string ToString() => $"{Session}|{Prompt}";
    }

    /// <summary>The person's own reflection, which nobody else reads.</summary>
    /// <param name="Number">Its number.</param>
    public sealed record AReflection(int Number) : TypedTarget
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Private}|{Number}");
    }

    /// <summary>What a button or a row says; null when it says something else.</summary>
    public static TypedTarget? Read(string text)
    {
        var (place, part) = text.IndexOf('|', StringComparison.Ordinal) is >= 0 and var bar ? (text[..bar], text[(bar + 1)..]) : (text, "");
        return place == Private && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new AReflection(number)
            : part.Length > 0 && Guid.TryParseExact(place, "N", out var session) ? new AnAnswer(new(session), part)
            : null;
    }
}
