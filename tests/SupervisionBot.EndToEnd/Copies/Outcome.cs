using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SupervisionBot.EndToEnd.Deployed;

namespace SupervisionBot.EndToEnd.Copies;

/// <summary>What a session came to, without what may differ between two runs: times, the order within a phase and the numbers that hang on it.</summary>
internal static partial class Outcome
{
    /// <summary>The trail, a line an entry: sorted between two moves, the moves in their order.</summary>
    public static IReadOnlyList<string> TrailOf(StoredTrail trail)
    {
        var options = Options(trail);
        var (lines, stretch) = (new List<string>(), new List<string>());
        foreach (var entry in trail.Entries)
        {
            var stored = JsonNode.Parse(entry.Event.GetRawText())!.AsObject();
            if (stored["option"] is { } option)
            {
                stored["option"] = options[(int)option];
            }

            // The number of an action, and the fingerprint over all times; who signed last is the one by whom it was frozen.
            stored.Remove("action");
            stored.Remove("fingerprint");
            stretch.Add($"{(entry.Is == "frozen" ? "" : entry.By)} {stored.ToJsonString()} {entry.Said}");
            if (entry.Is is "movedOn" or "summaryPrepared" or "frozen")
            {
                lines.AddRange(stretch.Order(StringComparer.Ordinal));
                stretch.Clear();
            }
        }

        return [.. lines, .. stretch.Order(StringComparer.Ordinal)];
    }

    /// <summary>The frozen summary, a line a column and entry of it.</summary>
    public static IReadOnlyList<string> SummaryOf(StoredTrail trail)
    {
        var options = Options(trail);
        return
        [
            .. from name in trail.Decision!.PropertyNames.Order(StringComparer.Ordinal)
               where name is not ("Opened" or "Date" or "Fingerprint") && trail.Decision[name] is string
               from paragraph in trail.Decision.GetString(name)!.Split("\n\n").Select(Plain).Order(StringComparer.Ordinal)
               select $"{name}: {paragraph}",
        ];

        string Plain(string paragraph) => Numbered().Replace(Time().Replace(paragraph, ""), number =>
            number.Groups["of"].Value == "ption" ? $"ption {options[int.Parse(number.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)]}" : "ction");
    }

    private static Dictionary<int, string> Options(StoredTrail trail) =>
        trail.Entries.Where(entry => entry.Is == "optionAdded").ToDictionary(entry => entry.Event.GetProperty("option").GetInt32(), entry => entry.Words.Single());

    [GeneratedRegex(@",? ?\d{1,2} \w+ \d{4}, \d\d:\d\d (GMT|BST)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<of>ption|ction) (?<number>\d+)(?!\])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbered();
}
