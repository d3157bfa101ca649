using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.Cards.Tests;

internal static class Binding
{
    public static CardTemplate Template(string json) => CardTemplate.Parse("a/card", Encoding.UTF8.GetBytes(json));

    public static string Bind(string template, string data) => Encoding.UTF8.GetString(Template(template).Bind(Element(data)));

    public static JsonNode Bind(JsonNode template, JsonNode data) =>
        JsonNode.Parse(Bind(template.ToJsonString(), data.ToJsonString()))!;

    private static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
