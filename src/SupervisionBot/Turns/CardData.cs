using System.Globalization;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sending;

namespace SupervisionBot.Turns;

/// <summary>What came back with a button. All of it was in the hands of a client: it says what a person wants, never what they may.</summary>
internal sealed class CardData
{
    private readonly Dictionary<string, string> _texts;

    public CardData(string verb, Dictionary<string, string> texts, string operation) => (Verb, _texts, Operation) = (verb, texts, operation);

    public string Verb { get; }

    /// <summary>
    /// Names the operation by all it says and the sequence the card was drawn at. The same button with the same texts on the same card is the same operation,
    /// however often and under whatever delivery id it arrives; other texts on an old card are a new one, so that nothing typed is taken for a repeat.
    /// It is made under the key of the installation: it is stored, and nobody can find out from it what was typed.
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

    /// <summary>What a button would send that shows a view. It records nothing, so it needs no name.</summary>
    public static CardData Of(View view) => new(view.Verb, view.Ids.ToDictionary(StringComparer.Ordinal), operation: "");
}
