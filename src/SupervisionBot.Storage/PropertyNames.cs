using System.Text;

namespace SupervisionBot.Storage;

/// <summary>Remembers the few property names an application uses, so that reading a row does not make them anew.</summary>
internal static class PropertyNames
{
    private static readonly string?[] Known = new string?[512];

    /// <summary>The name as text. A slot that two names share is overwritten; a race costs at most a string.</summary>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        foreach (var b in utf8)
            hash = (hash * 31) + b;
        ref var slot = ref Known[hash % (uint)Known.Length];
        if (slot is { } known && Ascii.Equals(utf8, known))
            return known;
        return slot = Encoding.UTF8.GetString(utf8);
    }
}
