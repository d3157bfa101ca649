using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>What a person typed, without what Teams put into it.</summary>
internal static class MessageText
{
    private static ReadOnlySpan<char> Blanks => " \t\u00A0";

    public static string Of(JsonElement activity, string botMri)
    {
        var text = activity.Text("text") ?? "";
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
        }

        return text;
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
