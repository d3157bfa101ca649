using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Turns;

namespace SupervisionBot.Typing;

/// <summary>A button that saves words in one place.</summary>
internal sealed record PlaceButton(string Title, string Tooltip, string Target);

/// <summary>A place among many.</summary>
internal sealed record PlaceChoice(string Title, string Value);

/// <summary>A button that brings up a session.</summary>
internal sealed record SessionButton(string Title, string Session);

/// <summary>Words that wait, and where they may belong. Buttons carry the key of the words, never the words.</summary>
internal sealed record TypedCard(Notice Notice, string Speak, IReadOnlyList<string> RefreshFor, string Key, int V, string Title, string Text, string Explanation)
{
    public bool HasBeside => Beside.Length > 0;

    public string Beside { get; init; } = "";

    public bool HasFirst => First.Count > 0;

    public IReadOnlyList<PlaceButton> First { get; init; } = [];

    public bool HasOthers => Others.Count > 0;

    public IReadOnlyList<PlaceChoice> Others { get; init; } = [];

    public IReadOnlyList<PlaceButton> Last { get; init; } = [];

    /// <summary>The question that these words can begin an answer to that goes on by typing; none where there is none.</summary>
    public IReadOnlyList<PlaceButton> Typing { get; init; } = [];

    public bool CanType => Typing.Count > 0;

    public IReadOnlyList<SessionButton> Unopened { get; init; } = [];

    public bool HasUnopened => Unopened.Count > 0;

    public required string DropTitle { get; init; }
}

/// <summary>Where words went, and what can be done next.</summary>
internal sealed record AnsweringCard(Notice Notice, string Speak, IReadOnlyList<string> RefreshFor, string Key, string Title, string Text)
{
    public bool HasQuestion => Question.Length > 0;

    public string Question { get; init; } = "";

    public bool HasBeside => Beside.Length > 0;

    public string Beside { get; init; } = "";

    public string Session { get; init; } = "";

    public string Prompt { get; init; } = "";

    public int Number { get; init; }

    public bool CanTakeBack { get; init; }

    /// <summary>The question is being answered by typing.</summary>
    public bool IsOn { get; init; }

    public bool CanStart { get; init; }

    public bool CanOpen => Session.Length > 0;

    public bool IsReflection => Number > 0;

    public bool HasButtons => CanTakeBack || IsOn || CanStart || CanOpen || IsReflection;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TypedCard))]
[JsonSerializable(typeof(AnsweringCard))]
internal sealed partial class TypingCardJson : JsonSerializerContext;
