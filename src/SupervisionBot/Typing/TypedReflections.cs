using SupervisionBot.Core.Shared;
using SupervisionBot.Reflections;

namespace SupervisionBot.Typing;

/// <summary>Puts typed words into a private reflection, each message a paragraph.</summary>
internal sealed class TypedReflections(ReflectionStore reflections, ReflectionWriting writing)
{
    /// <summary>Adds words; what is written there already stays.</summary>
    /// <returns>Why not, or where they stand.</returns>
    public Task<(Refusal? Refusal, AnswerPart Part)> AddAsync(TypedAddress address, int number, string words, CancellationToken cancellationToken) => RewriteAsync(
        address, number, words, reflection => Paragraphs.Find(reflection.Text, words) is null ? Paragraphs.With(reflection.Text, words) : reflection.Text, cancellationToken);

    /// <summary>Puts other words in the place of a message's, unless the reflection was changed since.</summary>
    public Task<(Refusal? Refusal, AnswerPart Part)> ReplaceAsync(TypedAddress address, int number, PlacedMessage placed, string words, CancellationToken cancellationToken)
    {
        var (start, end) = (placed.Part.Start, placed.Part.Start + placed.Part.Length);
        return RewriteAsync(
            address,
            number,
            words,
            reflection => !reflection.IsWritten ? new ReflectionDeleted()
                : Paragraphs.Find(reflection.Text, words) is not null ? reflection.Text
                : reflection.WrittenAt > placed.At || end > reflection.Text.Length ? new AnswerChangedSince()
                : $"{reflection.Text[..start]}{words}{reflection.Text[end..]}",
            cancellationToken);
    }

    /// <summary>Whether these words stand there.</summary>
    public async Task<bool> HasAsync(TypedAddress address, int number, string words, CancellationToken cancellationToken) =>
        Paragraphs.Find(await TextAsync(address, number, cancellationToken), words) is not null;

    private async Task<(Refusal? Refusal, AnswerPart Part)> RewriteAsync(TypedAddress address, int number, string words, Func<Reflection, Outcome<string>> rewrite, CancellationToken cancellationToken)
    {
        var part = default(AnswerPart);
        var refusal = await writing.RewriteAsync(
            Address(address),
            number,
            reflection =>
            {
                var rewritten = rewrite(reflection);
                part = rewritten.Succeeded(out var text, out _) ? new(0, Paragraphs.Find(text, words) ?? 0, words.Length) : default;
                return rewritten;
            },
            cancellationToken);
        return (refusal, refusal is null ? part : default);
    }

    private async Task<string> TextAsync(TypedAddress address, int number, CancellationToken cancellationToken) =>
        (await reflections.FindAsync(Address(address), number, cancellationToken))?.Text ?? "";

    private static ReflectionAddress Address(TypedAddress address) => new(address.Tenant, address.Person);
}
