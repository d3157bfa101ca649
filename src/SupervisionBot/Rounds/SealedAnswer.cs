using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using SupervisionBot.Core.Rounds;

namespace SupervisionBot.Rounds;

/// <summary>What is in a sealed answer. Who gave it, their name and when are there in a named round only.</summary>
/// <param name="Channel">Key of the channel it was first given in.</param>
/// <param name="Content">What was said.</param>
/// <param name="By">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="At">When.</param>
internal sealed record SealedAnswer(string Channel, AnswerContent Content, Guid? By = null, string? Name = null, DateTimeOffset? At = null)
{
    private static readonly RoundPrompt[] s_prompts = [RoundPrompt.Stop, RoundPrompt.Start, RoundPrompt.Continue];

    /// <summary>It as bytes: texts in UTF-16, as they are counted, so that no character takes more than another.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.Unicode))
        {
            writer.Write(Channel);
            foreach (var prompt in s_prompts)
            {
                writer.Write7BitEncodedInt(Content.Under(prompt).Count);
                foreach (var text in Content.Under(prompt))
                {
                    writer.Write(text);
                }
            }

            writer.Write(By is not null);
            if (By is { } person)
            {
                writer.Write(person.ToByteArray());
                writer.Write(Name ?? "");
                writer.Write(At?.UtcTicks ?? 0);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="IOException">It is something else.</exception>
    /// <exception cref="FormatException">It is something else.</exception>
    public static SealedAnswer FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.Unicode);
        var channel = reader.ReadString();
        var texts = s_prompts.Select(_ => (IReadOnlyList<string>)[.. Enumerable.Range(0, reader.Read7BitEncodedInt()).Select(_ => reader.ReadString())]).ToList();
        var content = new AnswerContent(texts[0], texts[1], texts[2]);
        return reader.ReadBoolean() ? new(channel, content, new Guid(reader.ReadBytes(16)), reader.ReadString(), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero)) : new(channel, content);
    }

    /// <summary>Reads what an earlier version of the app sealed.</summary>
    public static SealedAnswer FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, SealedJson.Default.SealedAnswer)!;
}

/// <summary>An answer as it was found.</summary>
/// <param name="Answer">What is in it.</param>
/// <param name="Tag">The version of its row.</param>
/// <param name="Former">It was sealed by an earlier version of the app.</param>
internal sealed record GivenAnswer(SealedAnswer Answer, ETag Tag, bool Former);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SealedAnswer))]
internal sealed partial class SealedJson : JsonSerializerContext;
