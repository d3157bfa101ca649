using System.Net;
using System.Text;
using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>The words of somebody else that a reply repeats: they stand in the HTML of the message, and with some clients at the beginning of its text too.</summary>
/// <remarks>
/// <c>&lt;blockquote itemtype="http://schema.skype.com/Reply"&gt;</c> with who, when and a preview: learn.microsoft.com/graph/api/chats-getallmessages (the example of a reply).
/// Newer clients leave a mark in the text instead, with an entity <c>quotedReply</c>: <see cref="MessageText"/>.
/// </remarks>
internal static class QuotedText
{
    private const string Reply = "http://schema.skype.com/Reply";
    private const string Opening = "<blockquote";
    private const string Closing = "</blockquote>";

    /// <summary>Whether a message quotes another one.</summary>
    public static bool IsIn(JsonElement activity) =>
        QuoteOf(activity) is not null || activity.Items("entities").Any(entity => entity.Text("type") is "quotedReply");

    /// <summary>The text without the quote that it begins with; as it is where it begins with none.</summary>
    public static string Without(string text, JsonElement activity)
    {
        if (QuoteOf(activity) is not { } quote)
        {
            return text;
        }

        // The two are laid out differently, so only what is no blank is compared.
        var at = 0;
        foreach (var character in quote.Where(character => !char.IsWhiteSpace(character)))
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length || text[at] != character)
            {
                return text;
            }

            at++;
        }

        return text[at..].TrimStart();
    }

    /// <summary>The HTML of a message; empty where it has none.</summary>
    public static string HtmlOf(JsonElement activity) =>
        activity.Items("attachments").FirstOrDefault(attachment => attachment.Text("contentType") is "text/html").Text("content") ?? "";

    // All words of the quote, as they read one after the other.
    private static string? QuoteOf(JsonElement activity)
    {
        var html = HtmlOf(activity);
        var start = html.IndexOf(Opening, StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : html.IndexOf(Closing, start, StringComparison.OrdinalIgnoreCase);
        return end < 0 || !html.AsSpan(start, html.IndexOf('>', start) - start).Contains(Reply, StringComparison.OrdinalIgnoreCase) ? null : Words(html.AsSpan(start, end - start));
    }

    private static string? Words(ReadOnlySpan<char> html)
    {
        var words = new StringBuilder();
        var isTag = false;
        foreach (var character in html)
        {
            isTag = character == '<' || (isTag && character != '>');
            words.Append(isTag || character == '>' ? ' ' : character);
        }

        return WebUtility.HtmlDecode(words.ToString()).Trim() is { Length: > 0 } quoted ? quoted : null;
    }
}
