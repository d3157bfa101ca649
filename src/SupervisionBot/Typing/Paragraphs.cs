namespace SupervisionBot.Typing;

/// <summary>Answers that are typed message by message: each message is a paragraph of its own.</summary>
internal static class Paragraphs
{
    private const string Between = "\n\n";

    /// <summary>An answer with one more paragraph.</summary>
    public static string With(string answer, string words) => string.IsNullOrWhiteSpace(answer) ? words : $"{answer.TrimEnd()}{Between}{words}";

    /// <summary>An answer with other words in the place of a paragraph, or with none.</summary>
    /// <returns>Null where the paragraph is not in it, as a whole: its writer has changed the answer since.</returns>
    public static string? Replace(string answer, string paragraph, string words)
    {
        if (Find(answer, paragraph) is not { } at)
        {
            return null;
        }

        var (before, after) = (answer[..at].TrimEnd(), answer[(at + paragraph.Length)..].TrimStart());
        return string.Join(Between, new[] { before, words, after }.Where(part => part.Length > 0));
    }

    /// <summary>Where a paragraph begins; of several that say the same, the last.</summary>
    public static int? Find(string answer, string paragraph)
    {
        for (var at = paragraph.Length == 0 ? -1 : answer.LastIndexOf(paragraph, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : answer.LastIndexOf(paragraph, at - 1, StringComparison.Ordinal))
        {
            if (answer.AsSpan(0, at).Trim().IsEmpty || answer.AsSpan(0, at).EndsWith(Between, StringComparison.Ordinal))
            {
                var rest = answer.AsSpan(at + paragraph.Length);
                if (rest.Trim().IsEmpty || rest.StartsWith(Between, StringComparison.Ordinal))
                {
                    return at;
                }
            }
        }

        return null;
    }
}
