using SupervisionBot.Sending;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>What a press came to: the answer on the wire, and what to do where the wire can't take it.</summary>
/// <param name="Answer">The card for the eyes of whoever pressed, or words.</param>
/// <param name="View">
/// What shows the same, as it is by then, and may wait in storage; null where the answer holds words that were typed and are not saved, so that it goes out at once or not at all.
/// </param>
/// <param name="Says">The message on top of the card.</param>
internal sealed record Pressed(CardActionResponse Answer, View? View, Notice Says)
{
    /// <summary>Words, whichever way they go.</summary>
    public static Pressed Words(string text) => new(new CardActionResponse.Message(text), View: null, Notice.None);

    /// <summary>How things are now.</summary>
    public static Pressed Shown(ReadOnlyMemory<byte> card, View view, Notice says) => new(new CardActionResponse.Card(card), view, says);

    /// <summary>The card with what was typed still in it.</summary>
    public static Pressed Unsaved(ReadOnlyMemory<byte> card, Notice says) => new(new CardActionResponse.Card(card), View: null, says);
}
