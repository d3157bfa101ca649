using System.IO.Compression;
using System.Text;

namespace SupervisionBot.Tests.Redactions;

/// <summary>The packed content of a frozen summary.</summary>
internal static class FrozenContent
{
    public static string Of(string packed) => Unpacked(Convert.FromBase64String(packed));

    /// <summary>The content with other words in it.</summary>
    public static byte[] Replace(byte[] packed, string words, string others)
    {
        var text = Unpacked(packed);
        Assert.Contains(words, text, StringComparison.Ordinal);
        using var again = new MemoryStream();
        using (var brotli = new BrotliStream(again, CompressionLevel.Fastest))
        {
            brotli.Write(Encoding.UTF8.GetBytes(text.Replace(words, others, StringComparison.Ordinal)));
        }

        return again.ToArray();
    }

    private static string Unpacked(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
