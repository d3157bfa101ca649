namespace SupervisionBot.Teams;

/// <summary>Answer to <c>adaptiveCard/action</c>.</summary>
/// <remarks>Response format: learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model.</remarks>
public abstract record CardActionResponse
{
    private CardActionResponse()
    {
    }

    /// <summary>Replaces the card, only in the client that asked; it is not stored in the chat.</summary>
    /// <param name="Utf8Json">One well-formed card object as UTF-8 JSON; written to the wire as it is.</param>
    public sealed record Card(ReadOnlyMemory<byte> Utf8Json) : CardActionResponse;

    /// <summary>A short text beside the card; the card stays as it is.</summary>
    /// <param name="Text">Plain text for the person.</param>
    public sealed record Message(string Text) : CardActionResponse;

    /// <summary>Tells the client that the action failed. Clients do not reliably show the text: for anything a person should read, prefer a card or a message.</summary>
    /// <param name="Status">Status in the body, 400 to 599; the HTTP status stays 200.</param>
    /// <param name="Code">Short name, such as <c>BadRequest</c>.</param>
    /// <param name="Text">What happened, in plain words.</param>
    public sealed record Error(int Status, string Code, string Text) : CardActionResponse;
}
