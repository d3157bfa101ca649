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
        Guide guide;
        try
        {
            guide = JsonSerializer.Deserialize(utf8Json, GuideJson.Default.Guide) ?? throw new GuideException(file, [new("$", "the file is empty")]);
        }
        catch (JsonException error)
        {
            throw new GuideException(file, [new(error.Path ?? "$", $"line {(error.LineNumber ?? 0) + 1}: {Reason(error)}")]);
        }

        var faults = GuideRules.Check(guide);
        return faults.Count == 0 ? guide : throw new GuideException(file, faults);
    }

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
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Guide))]
internal sealed partial class GuideJson : JsonSerializerContext;
