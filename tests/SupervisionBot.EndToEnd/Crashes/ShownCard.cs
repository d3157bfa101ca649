using System.Text.Json;

namespace SupervisionBot.EndToEnd.Crashes;

/// <summary>What a person reads off the card that answers them.</summary>
/// <param name="V">The sequence it was drawn at.</param>
/// <param name="IsWarning">Its notice says that something was not done.</param>
/// <param name="Answers">Values of its inputs, by prompt.</param>
internal sealed record ShownCard(int V, bool IsWarning, IReadOnlyDictionary<string, string> Answers)
{
    private const string Prefix = "answer.";

    public static ShownCard Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        Assert.Equal(200, root.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.card.adaptive", root.GetProperty("type").GetString());
        var objects = Objects(root.GetProperty("value")).ToList();
        return new(
            objects.Where(item => item.TryGetProperty("v", out _)).Select(item => item.GetProperty("v").GetInt32()).First(),
            objects.Any(item => TextOf(item, "style") == "warning"),
            objects.Where(item => TextOf(item, "type") == "Input.Text" && TextOf(item, "id")!.StartsWith(Prefix, StringComparison.Ordinal))
                .ToDictionary(item => TextOf(item, "id")![Prefix.Length..], item => TextOf(item, "value") ?? "", StringComparer.Ordinal));
    }

    private static IEnumerable<JsonElement> Objects(JsonElement from) => from.ValueKind switch
    {
        JsonValueKind.Object => from.EnumerateObject().SelectMany(member => Objects(member.Value)).Prepend(from),
        JsonValueKind.Array => from.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    private static string? TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
