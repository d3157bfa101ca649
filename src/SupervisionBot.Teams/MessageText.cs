using System.Text;
using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>What a person typed, as they saw it, without what Teams put into it.</summary>
internal static class MessageText
{
    private static ReadOnlySpan<char> Blanks => " \t\u00A0";

    public static string Of(JsonElement activity, string botMri)
    {
        var text = QuotedText.Without(activity.Text("text") ?? "", activity);
        var names = new List<string>();
        foreach (var entity in activity.Items("entities"))
        {
            var mark = entity.Text("type") switch
            {
                "mention" when string.Equals(entity.At("mentioned").Text("id"), botMri, StringComparison.OrdinalIgnoreCase) => entity.Text("text"),
                "quotedReply" => QuoteIn(text, entity.At("quotedReply").Text("messageId")),
                _ => null,
            };
            if (mark is { Length: > 0 } && text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
            {
                text = Join(text.AsSpan(0, at), text.AsSpan(at + mark.Length));
            }
            else if (mark is null && entity.Text("type") is "mention" && entity.Text("text") is { Length: > 0 } name)
            {
                names.Add(name);
            }
        }

        return names.Count == 0 ? text : WithNames(text, names);
    }

    // Each mention has an entity of its own, in no order. One that has none was typed by hand, and stays as it was typed.
    private static string WithNames(string text, List<string> marks)
    {
        var found = new SortedDictionary<int, string>();
        foreach (var mark in marks)
        {
            var at = text.IndexOf(mark, StringComparison.Ordinal);
            while (at >= 0 && !found.TryAdd(at, mark))
            {
                at = text.IndexOf(mark, at + mark.Length, StringComparison.Ordinal);
            }
        }

        var named = new StringBuilder(text.Length);
        var end = 0;
        foreach (var (at, mark) in found)
        {
            if (at < end)
            {
                continue;
            }

            // First and last name are mentions of their own when somebody shortens one; Teams shows them apart.
            named.Append(text, end, at - end).Append(at == end && at > 0 ? " " : "").Append(NameIn(mark));
            end = at + mark.Length;
        }

        return named.Append(text, end, text.Length - end).ToString();
    }

    // Teams shows what stands between the tags, whatever the account is called.
    private static ReadOnlySpan<char> NameIn(string mark)
    {
        var start = mark.IndexOf('>', StringComparison.Ordinal) + 1;
        var end = mark.LastIndexOf("</at>", StringComparison.OrdinalIgnoreCase);
        return mark.StartsWith("<at", StringComparison.OrdinalIgnoreCase) && end >= start ? mark.AsSpan(start, end - start) : mark;
    }

    private static string? QuoteIn(string text, string? messageId)
    {
        var start = messageId is null ? -1 : text.IndexOf($"<quoted messageId=\"{messageId}\"", StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf("/>", start, StringComparison.Ordinal);
        return end < 0 ? null : text[start..(end + 2)];
    }

    // Only the blanks that stood around the mark go with it; everything else is the person's own and stays, line breaks included.
    private static string Join(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        if (before.IsWhiteSpace())
        {
            return after.TrimStart().ToString();
        }

        if (after.IsWhiteSpace())
        {
            return before.TrimEnd().ToString();
        }

        var left = before.TrimEnd(Blanks);
        var right = after.TrimStart(Blanks);
        var apart = left.Length + right.Length < before.Length + after.Length && left[^1] != '\n' && right[0] is not ('\r' or '\n');
        return string.Concat(left, apart ? " " : "", right);
    }
}
