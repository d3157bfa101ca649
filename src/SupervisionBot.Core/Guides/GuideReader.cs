using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SupervisionBot.Core.Guides;

/// <summary>Reads a guide file and says precisely what is wrong with a bad one.</summary>
public static class GuideReader
{
    /// <summary>Reads and checks a guide.</summary>
    /// <param name="file">Its file name, for the message.</param>
    /// <param name="utf8Json">Its content.</param>
    /// <exception cref="GuideException">It is not a usable guide; the message names file, JSON path and reason, a line each.</exception>
    public static Guide Read(string file, ReadOnlySpan<byte> utf8Json)
    {
        var json = utf8Json.StartsWith(Encoding.UTF8.Preamble) ? utf8Json[Encoding.UTF8.Preamble.Length..] : utf8Json;
        Guide guide;
        try
        {
            var nulls = Nulls(JsonSerializer.Deserialize(json, GuideJson.Default.JsonElement), "$").ToList();
            guide = nulls.Count == 0 ? JsonSerializer.Deserialize(json, GuideJson.Default.Guide)! : throw new GuideException(file, nulls);
        }
        catch (JsonException error)
        {
            throw new GuideException(file, [new(error.Path ?? "$", $"line {(error.LineNumber ?? 0) + 1}: {Reason(error)}")]);
        }

        var faults = GuideRules.Check(guide);
        return faults.Count == 0 ? guide : throw new GuideException(file, faults);
    }

    // The serializer lets null into lists, whatever their element type says.
    private static IEnumerable<GuideFault> Nulls(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => [new(path, "is null; leave out what is not there")],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Nulls(member.Value, $"{path}.{member.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, place) => Nulls(item, $"{path}[{place}]")),
        _ => [],
    };

    // The serializer appends " Path: ... | LineNumber: ..." to its own sentence; both are given already.
    private static string Reason(JsonException error) => error.Message.Split(" Path: ", 2)[0];
}

/// <summary>Something wrong in a guide.</summary>
/// <param name="Path">JSON path, such as <c>$.steps[1].prompts[0].id</c>.</param>
/// <param name="Reason">What is wrong there.</param>
public readonly record struct GuideFault(string Path, string Reason);

/// <summary>A guide file can't be used; the app does not start with it.</summary>
public sealed class GuideException(string file, IReadOnlyList<GuideFault> faults)
    : Exception(string.Join(Environment.NewLine, faults.Select(fault => $"{file}: {fault.Path}: {fault.Reason}")))
{
    /// <summary>What is wrong, at least one entry.</summary>
    public IReadOnlyList<GuideFault> Faults { get; } = faults;
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(Word<RecordKind>), typeof(Word<Role>), typeof(Word<PromptKind>), typeof(Word<CheckKind>), typeof(Word<SummaryPartKind>), typeof(Word<BringKind>)],
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Guide))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class GuideJson : JsonSerializerContext;

/// <summary>An enum by its name, as the schema has it. The serializer's own converter also takes numbers and lists of names, and so values that no rule knows.</summary>
internal sealed class Word<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Words = Enum.GetValues<T>().ToDictionary(Name, StringComparer.Ordinal);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Words.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"use one of {string.Join(", ", Words.Keys)}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Name(value));

    private static string Name(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
