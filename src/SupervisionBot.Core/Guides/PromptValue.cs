using System.Globalization;

namespace SupervisionBot.Core.Guides;

/// <summary>Answers as people read them.</summary>
public static class PromptValue
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The text of a stored value: labels instead of ids, a day in words.</summary>
    public static string ForPeople(Prompt prompt, string value) => prompt.Kind switch
    {
        PromptKind.Choice or PromptKind.Checklist => string.Join("; ", value.Split(',').Select(id => prompt.Choices.FirstOrDefault(choice => choice.Id == id)?.Text ?? id)),
        PromptKind.Date when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Day(day),
        PromptKind.Text or PromptKind.Date or PromptKind.Options or PromptKind.Actions => value,
    };

    /// <summary>A day in words, such as 4 March 2027.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", English);
}
