using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sending;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>What came back with a button. All of it was in the hands of a client: it says what a person wants, never what they may.</summary>
internal sealed class CardData
{
    private readonly Dictionary<string, string> _texts;

    private CardData(string verb, Dictionary<string, string> texts, string operation) => (Verb, _texts, Operation) = (verb, texts, operation);

    public string Verb { get; }

    /// <summary>
    /// Names the operation by all it says and the sequence the card was drawn at. The same button with the same texts on the same card is the same operation,
    /// however often and under whatever delivery id it arrives; other texts on an old card are a new one, so that nothing typed is taken for a repeat.
    /// </summary>
    public string Operation { get; }

    public SessionId Session => new(Guid.TryParseExact(Text("session"), "N", out var id) ? id : Guid.Empty);

    /// <summary>All that came, by name.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>The sequence the card was drawn at; 0 when it does not say.</summary>
    public int V => Number("v");

    /// <summary>The same press as a button with another verb would send it. It is the same operation still.</summary>
    public CardData As(string verb) => new(verb, _texts, Operation);

    /// <summary>Names and values of the inputs and data members whose names begin with a prefix, without it.</summary>
    public IEnumerable<KeyValuePair<string, string>> WithPrefix(string prefix) =>
        _texts.Where(text => text.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(text => KeyValuePair.Create(text.Key[prefix.Length..], text.Value));

    /// <summary>A text, or empty.</summary>
    public string Text(string name) => _texts.GetValueOrDefault(name, "");

    /// <summary>Whether the card sent a text of that name at all.</summary>
    public bool Has(string name) => _texts.ContainsKey(name);

    /// <summary>A whole number, or 0.</summary>
    public int Number(string name) => int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Reads what came; false when a text in it is not text (half a surrogate pair), which no client of Teams sends.</summary>
    public static bool TryRead(CardAction action, PersonId actor, [NotNullWhen(true)] out CardData? data)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        data = null;
        try
        {
            if (action.Data.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in action.Data.EnumerateObject())
                {
                    if (member.Value.ValueKind is JsonValueKind.String)
                    {
                        texts[member.Name] = member.Value.GetString()!;
                    }
                    else if (member.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                    {
                        texts[member.Name] = member.Value.GetRawText();
                    }
                }
            }
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        data = new(action.Verb, texts, OperationOf(action.Verb, actor, texts));
        return true;
    }

    /// <summary>What a button would send that shows a view.</summary>
    public static CardData Of(View view, PersonId actor)
    {
        var texts = view.Ids.ToDictionary(StringComparer.Ordinal);
        return new(view.Verb, texts, OperationOf(view.Verb, actor, texts));
    }

    private static string OperationOf(string verb, PersonId actor, Dictionary<string, string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, actor.ToString());
        Add(hash, verb);
        foreach (var (name, value) in texts.Where(text => text.Key is not "verb").OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            Add(hash, name);
            Add(hash, value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    // Lengths go in too, so that no two lists of texts run together to the same bytes.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
