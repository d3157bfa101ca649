namespace SupervisionBot.Teams;

/// <summary>What came with the words of a message and is none of them.</summary>
[Flags]
public enum MessageParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A file, or anything else that is attached and is not one of the others.</summary>
    File = 1,

    /// <summary>A picture, pasted or attached.</summary>
    Picture = 2,

    /// <summary>A message of somebody that was forwarded.</summary>
    Forwarded = 4,

    /// <summary>A message that this one quotes.</summary>
    Quote = 8,
}

/// <summary>What a person wrote, as they saw it when they sent it.</summary>
/// <param name="Text">
/// Their own words: mentions are names, the bot's own is taken out, and so is what they quoted or forwarded. All else is exactly as typed, HTML-like text too.
/// Empty when the message has no words (a picture, a file).
/// </param>
/// <param name="Beside">What came with them.</param>
public sealed record TypedMessage(string Text, MessageParts Beside = MessageParts.None);
