using System.Text.Json.Serialization;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>The three things that every round asks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoundPrompt>))]
public enum RoundPrompt
{
    /// <summary>What to stop.</summary>
    [JsonStringEnumMemberName("Stop")]
    Stop,

    /// <summary>What to start.</summary>
    [JsonStringEnumMemberName("Start")]
    Start,

    /// <summary>What to go on with.</summary>
    [JsonStringEnumMemberName("Continue")]
    Continue,
}

/// <summary>What one person says in a round: some entries under each prompt.</summary>
public sealed record AnswerContent(IReadOnlyList<string> Stop, IReadOnlyList<string> Start, IReadOnlyList<string> Continue)
{
    /// <summary>The entries under a prompt.</summary>
    public IReadOnlyList<string> Under(RoundPrompt prompt) => prompt switch
    {
        RoundPrompt.Stop => Stop,
        RoundPrompt.Start => Start,
        RoundPrompt.Continue => Continue,
    };
}

/// <summary>What an answer has to keep. The numbers are our own limits.</summary>
public static class AnswerRules
{
    /// <summary>Longest entry, in UTF-16 characters, inclusive, without the white space around it.</summary>
    public const int LongestEntry = 1000;

    /// <summary>Most entries of one person under one prompt, inclusive.</summary>
    public const int MostEntries = 5;

    /// <summary>Longest answer, in UTF-16 characters, inclusive, all entries together. Our own limit: about two pages, and however it is written, the dialog that changes it fits a message.</summary>
    public const int LongestAnswer = 4000;

    /// <summary>Why the answer can't be taken; null where it can. White space around entries and boxes left empty are passed over.</summary>
    public static Refusal? Unfit(AnswerContent content)
    {
        var tidy = Tidy(content);
        var entries = Enum.GetValues<RoundPrompt>().SelectMany(tidy.Under).ToList();
        return entries.Find(entry => entry.Length > LongestEntry) switch
        {
            { } entry => new TooLong(entry.Length, LongestEntry),
            null when entries.Count == 0 => new NothingWritten(),
            null when entries.Sum(entry => entry.Length) is > LongestAnswer and var length => new TooLong(length, LongestAnswer),
            null when Enum.GetValues<RoundPrompt>().Any(prompt => tidy.Under(prompt).Count > MostEntries) => new TooMany(MostEntries),
            null => null,
        };
    }

    /// <summary>The answer as it is kept: entries without the white space around them, empty ones left out.</summary>
    public static AnswerContent Tidy(AnswerContent content) => new(Tidy(content.Stop), Tidy(content.Start), Tidy(content.Continue));

    private static IReadOnlyList<string> Tidy(IReadOnlyList<string> entries) => [.. entries.Select(Texts.Tidy).Where(entry => entry.Length > 0)];
}
