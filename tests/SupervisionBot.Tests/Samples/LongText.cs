using System.Text;

namespace SupervisionBot.Tests.Samples;

/// <summary>Texts as long as they can be.</summary>
internal static class LongText
{
    /// <summary>Words again and again, exactly this long, ending with a whole character.</summary>
    public static string Of(string words, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(words);
        }

        text.Length = length;
        return char.IsHighSurrogate(text[^1]) ? text.Replace(text[^1], '!', length - 1, 1).ToString() : text.ToString();
    }
}
