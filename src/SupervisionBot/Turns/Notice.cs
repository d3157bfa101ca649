namespace SupervisionBot.Turns;

/// <summary>A short message on top of a card.</summary>
/// <param name="Show">There is one.</param>
/// <param name="Style">Container style; the words say the same, so that nothing hangs on colour.</param>
/// <param name="Text">The message.</param>
/// <param name="HasKept">There is text of the person's that could not be saved.</param>
/// <param name="Kept">That text, so that it can be copied.</param>
internal sealed record Notice(bool Show, string Style, string Text, bool HasKept, string Kept)
{
    /// <summary>The style of a warning.</summary>
    public const string Warns = "warning";

    public static Notice None { get; } = new(Show: false, "default", "", HasKept: false, "");

    public static Notice Good(string text) => new(Show: true, "good", text, HasKept: false, "");

    /// <summary>Something that others wrote.</summary>
    public static Notice Quoting(string text, string words) => new(Show: true, "accent", text, HasKept: true, words);

    public static Notice Warning(string text, string kept = "") => new(Show: true, Warns, text, kept.Length > 0, kept);
}
