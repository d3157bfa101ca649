using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>Reads a typed message.</summary>
/// <remarks>
/// Attachments: learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 (files, and pictures as <c>image/*</c>). A message with any formatting has a copy
/// of its words as <c>text/html</c>, which is no attachment to anybody. A forwarded message: microsoft/teams.ts, issue 833.
/// </remarks>
internal static class MessageReader
{
    public static TypedMessage Read(JsonElement activity, string botMri) => new(MessageText.Of(activity, botMri), PartsOf(activity));

    private static MessageParts PartsOf(JsonElement activity)
    {
        var parts = QuotedText.IsIn(activity) ? MessageParts.Quote : MessageParts.None;
        foreach (var type in activity.Items("attachments").Select(attachment => attachment.Text("contentType") ?? ""))
        {
            parts |= type switch
            {
                "text/html" or "text/plain" or "" => MessageParts.None,
                "forwardedMessageReference" => MessageParts.Forwarded,
                "messageReference" => MessageParts.Quote,
                _ when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => MessageParts.Picture,
                _ => MessageParts.File,
            };
        }

        return HasPicture(QuotedText.HtmlOf(activity)) ? parts | MessageParts.Picture : parts;
    }

    // A pasted picture or a moving one from the gallery; smileys are pictures to a client, and characters to whoever typed them.
    private static bool HasPicture(string html)
    {
        for (var end = 0; html.IndexOf("<img", end, StringComparison.OrdinalIgnoreCase) is >= 0 and var at;)
        {
            end = html.IndexOf('>', at) is >= 0 and var closed ? closed : html.Length;
            if (!html.AsSpan(at, end - at).Contains("Emoji", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
