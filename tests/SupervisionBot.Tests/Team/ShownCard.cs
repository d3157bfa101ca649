using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.Tests.Team;

/// <summary>A button as a person sees it, and what pressing it sends.</summary>
internal sealed record Button(string Type, string Title, string Verb, JsonObject Data, bool SendsInputs, JsonObject? Fallback)
{
    public bool OpensADialog => (string?)Data["msteams"]?["type"] == "task/fetch";
}

/// <summary>An input as a person sees it.</summary>
internal sealed record Input(string Type, string Id, string Label, string? Value, bool IsRequired, JsonObject Json);

/// <summary>A card as a client shows it.</summary>
internal sealed class ShownCard
{
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ShownCard(JsonNode json)
    {
        Json = json.AsObject();
        var elements = Elements(Json).ToList();
        Buttons = [.. elements.Where(element => TypeOf(element).StartsWith("Action.", StringComparison.Ordinal)).Select(ToButton)];
        Inputs = [.. elements.Where(element => TypeOf(element).StartsWith("Input.", StringComparison.Ordinal)).Select(ToInput)];
    }

    public JsonObject Json { get; }

    public IReadOnlyList<Button> Buttons { get; }

    public IReadOnlyList<Input> Inputs { get; }

    /// <summary>The card as it is sent.</summary>
    public string Raw => Json.ToJsonString(AsSent);

    /// <summary>Everything a person can read on it, one text a line.</summary>
    public string Words => string.Join('\n', Texts(Json));

    public string Session => Buttons.Select(button => (string?)button.Data["session"]).First(session => session is not null)!;

    public JsonObject? Refresh => Json["refresh"]?["action"]?.AsObject();

    public IReadOnlyList<string> RefreshesFor => [.. (Json["refresh"]?["userIds"]?.AsArray() ?? []).Select(id => (string)id!)];

    /// <summary>Whether it is one of the small cards that tell news.</summary>
    public bool IsNews => Json["body"]?[0] is { } first && first["style"] is null && (string?)first["text"] is { Length: > 0 } text && text == (string?)Json["speak"];

    public bool Has(string verb) => Buttons.Any(button => button.Verb == verb);

    /// <summary>The one button with this verb, and with this in its data where several have it.</summary>
    public Button Button(string verb, string? name = null, string? value = null)
    {
        var found = Buttons.Where(button => button.Verb == verb && (name is null || button.Data[name]?.ToString() == value)).ToList();
        return found.Count > 0 ? found[0] : throw new InvalidOperationException($"No button {verb} {name} {value} among {string.Join(", ", Buttons.Select(button => button.Verb))}. The card says:\n{Words}");
    }

    public Input Input(string name) => Inputs.FirstOrDefault(input => input.Id == name || input.Label == name)
        ?? throw new InvalidOperationException($"No input {name} among {string.Join(", ", Inputs.Select(input => input.Id))}. The card says:\n{Words}");

    /// <summary>What a client sends for the inputs when these were filled in and the others left as they are.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fill(params (string Name, string Value)[] typed)
    {
        var values = typed.ToDictionary(text => Input(text.Name).Id, text => text.Value, StringComparer.Ordinal);
        foreach (var input in Inputs)
        {
            var value = values.GetValueOrDefault(input.Id) ?? input.Value ?? (input.Type is "Input.ChoiceSet" ? null : input.Type is "Input.Toggle" ? "false" : "");
            if (input.IsRequired && string.IsNullOrEmpty(value))
            {
                throw new InvalidOperationException($"A client asks for {input.Label} first.");
            }

            if (value is not null)
            {
                yield return new(input.Id, value);
            }
        }
    }

    private static IEnumerable<JsonObject> Elements(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Elements),
        JsonObject element => element.Where(member => member.Key is not ("data" or "msteams" or "fallback" or "refresh" or "choices.data")).SelectMany(member => Elements(member.Value)).Prepend(element),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Texts),
        JsonObject element => element.Where(member => member.Key is not ("data" or "msteams" or "fallback" or "refresh" or "type" or "id")).SelectMany(member => Texts(member.Value)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(string)value!],
        _ => [],
    };

    private static string TypeOf(JsonObject element) => element["type"] is JsonValue type ? (string)type! : "";

    private static Button ToButton(JsonObject action)
    {
        var data = action["data"]?.AsObject() ?? [];
        return new(TypeOf(action), (string)action["title"]!, (string?)action["verb"] ?? (string?)data["verb"] ?? "", data, (string?)action["associatedInputs"] != "none", action["fallback"] as JsonObject);
    }

    private static Input ToInput(JsonObject input) =>
        new(TypeOf(input), (string)input["id"]!, (string)input["label"]!, input["value"]?.ToString(), (bool?)input["isRequired"] ?? false, input);
}
