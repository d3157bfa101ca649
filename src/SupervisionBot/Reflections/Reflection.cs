using Azure;

namespace SupervisionBot.Reflections;

/// <summary>A question somebody was asked, and what they wrote for themselves.</summary>
/// <param name="Number">The how-manieth of theirs, from 1.</param>
/// <param name="Prompt">Id of the question.</param>
/// <param name="Question">The question as it was asked.</param>
/// <param name="AskedAt">When.</param>
/// <param name="IsPassedOver">They wanted another one instead.</param>
/// <param name="Text">What they wrote; empty where nothing.</param>
/// <param name="WrittenAt">When they last wrote it; null where nothing is written.</param>
/// <param name="BroughtAt">When they brought it into supervision; null while it is theirs alone.</param>
/// <param name="Operation">What asked it.</param>
/// <param name="Tag">The version of its row.</param>
internal sealed record Reflection(
    int Number,
    string Prompt,
    string Question,
    DateTimeOffset AskedAt,
    bool IsPassedOver,
    string Text,
    DateTimeOffset? WrittenAt,
    DateTimeOffset? BroughtAt,
    string Operation,
    ETag Tag = default)
{
    /// <summary>Longest text, in UTF-16 characters, inclusive; longer is refused. As long as an answer in a session may be, as it can become one.</summary>
    public const int LongestText = Core.Guides.Prompt.UsualText;

    /// <summary>Whether something is written.</summary>
    public bool IsWritten => Text.Length > 0;
}

/// <summary>A reflection that its writer has marked to talk about. The mark is theirs alone; where the guide of a session takes reflections, they can bring it in there.</summary>
/// <param name="Number">Which.</param>
/// <param name="Question">Its question.</param>
/// <param name="NotIn">The session in which they do not want to be asked about it again; null where there is none.</param>
/// <param name="Tag">The version of its row.</param>
internal sealed record Marked(int Number, string Question, Guid? NotIn, ETag Tag = default);
