using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Core.Guides;

namespace SupervisionBot.Reflections;

/// <summary>A question for one person to think about.</summary>
/// <param name="Id">Its id, stored with each answer.</param>
/// <param name="Text">The question.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record ReflectivePrompt(string Id, string Text, SourceReference Source);

/// <summary>The questions, in the order they are sent.</summary>
/// <param name="Sources">The documents they were written from.</param>
/// <param name="Prompts">The questions; at least two.</param>
internal sealed record ReflectivePrompts(IReadOnlyList<GuideSource> Sources, IReadOnlyList<ReflectivePrompt> Prompts)
{
    private const string Resource = "reflections/prompts.json";

    /// <summary>Reads those built into the app.</summary>
    /// <exception cref="GuideException">They can't be used.</exception>
    public static ReflectivePrompts Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return Read(Resource, content.ToArray());
    }

    /// <summary>Reads and checks.</summary>
    /// <exception cref="GuideException">They can't be used; it says where and why.</exception>
    public static ReflectivePrompts Read(string name, ReadOnlySpan<byte> json)
    {
        ReflectivePrompts prompts;
        try
        {
            prompts = JsonSerializer.Deserialize(json, ReflectivePromptsJson.Default.ReflectivePrompts)!;
        }
        catch (JsonException error)
        {
            throw new GuideException(name, [new(error.Path ?? "$", error.Message)]);
        }

        var problems = Problems(prompts).ToList();
        return problems.Count == 0 ? prompts : throw new GuideException(name, problems);
    }

    /// <summary>The question with this id; null when it is not asked any more.</summary>
    public ReflectivePrompt? Find(string id) => Prompts.FirstOrDefault(prompt => prompt.Id == id);

    /// <summary>The question after those that were asked in this round, and the round with it: none comes again before all have come.</summary>
    public (ReflectivePrompt Prompt, IReadOnlyList<string> Round) Next(IReadOnlyList<string> round) => Prompts.FirstOrDefault(prompt => !round.Contains(prompt.Id)) is { } next
        ? (next, [.. round, next.Id])
        : (Prompts[0], [Prompts[0].Id]);

    private static IEnumerable<GuideFault> Problems(ReflectivePrompts prompts)
    {
        if (prompts.Prompts.Count < 2)
        {
            yield return new("$.prompts", "there must be at least two, so that none comes twice running");
        }

        for (var index = 0; index < prompts.Prompts.Count; index++)
        {
            var (prompt, path) = (prompts.Prompts[index], $"$.prompts[{index}]");
            if (string.IsNullOrWhiteSpace(prompt.Text))
            {
                yield return new($"{path}.text", "is empty");
            }

            // Ids of a round are stored side by side.
            if (prompt.Id.Length == 0 || prompt.Id.Any(character => !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-'))
            {
                yield return new($"{path}.id", "must be small letters, digits and hyphens");
            }

            if (prompts.Prompts.Take(index).Any(other => other.Id == prompt.Id))
            {
                yield return new($"{path}.id", "another question has it");
            }

            if (prompts.Sources.All(source => source.Id != prompt.Source.Document))
            {
                yield return new($"{path}.source.document", "is none of the sources");
            }
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ReflectivePrompts))]
internal sealed partial class ReflectivePromptsJson : JsonSerializerContext;
