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
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SealedJson.Default.SealedAnswer);

    public static SealedAnswer From(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, SealedJson.Default.SealedAnswer)!;
}

/// <summary>An answer as it was found.</summary>
/// <param name="Answer">What is in it.</param>
/// <param name="Tag">The version of its row.</param>
internal sealed record GivenAnswer(SealedAnswer Answer, ETag Tag);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SealedAnswer))]
internal sealed partial class SealedJson : JsonSerializerContext;
