namespace SupervisionBot.Teams;

/// <summary>Width or height of a dialog.</summary>
public enum TaskSize
{
    /// <summary><c>small</c>.</summary>
    Small,

    /// <summary><c>medium</c>.</summary>
    Medium,

    /// <summary><c>large</c>.</summary>
    Large,
}

/// <summary>Answer to <c>task/fetch</c> and <c>task/submit</c>.</summary>
/// <remarks>Response format: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots.</remarks>
public abstract record TaskResponse
{
    private TaskResponse()
    {
    }

    /// <summary>Opens the dialog, or shows its next step.</summary>
    /// <param name="Title">Text in the title bar.</param>
    /// <param name="CardUtf8Json">One well-formed card object as UTF-8 JSON; written to the wire as it is. Its buttons are <c>Action.Submit</c>.</param>
    /// <param name="Width">Width.</param>
    /// <param name="Height">Height.</param>
    public sealed record Continue(string Title, ReadOnlyMemory<byte> CardUtf8Json, TaskSize Width = TaskSize.Medium, TaskSize Height = TaskSize.Medium) : TaskResponse;

    /// <summary>Shows a short text; the dialog ends.</summary>
    /// <param name="Text">Plain text for the person.</param>
    public sealed record Message(string Text) : TaskResponse;

    /// <summary>Closes the dialog without a word.</summary>
    public sealed record Close : TaskResponse;
}
