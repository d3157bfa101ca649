using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>Reads what came with a button, and names the operation that it is.</summary>
internal sealed class CardReading(RecordKeys keys)
{
    private const string Label = "operation";
    private const string Boxes = "boxes";

    // Bytes of a name. Our own number: it only has to differ within its trail.
    private const int NameLength = 16;

    /// <summary>Reads what came; false when a text in it is not text (half a surrogate pair), which no client of Teams sends.</summary>
    public bool TryRead(CardAction action, PersonId actor, [NotNullWhen(true)] out CardData? data)
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

        // Clients leave out an input that is empty; the card says which of them stood there with something in them.
        foreach (var box in texts.GetValueOrDefault(Boxes, "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            texts.TryAdd(box, "");
        }

        data = new(action.Verb, texts, Operation(action.Verb, actor, texts));
        return true;
    }

    private string Operation(string verb, PersonId actor, Dictionary<string, string> texts)
    {
        var said = texts.Where(text => text.Key is not "verb").OrderBy(text => text.Key, StringComparer.Ordinal).SelectMany(text => new[] { text.Key, text.Value });
        return Convert.ToHexStringLower(keys.Mac(Label, Canonical.Bytes([actor.ToString(), verb, .. said])).AsSpan(0, NameLength));
    }
}
