using SupervisionBot.Core.Shared;
using SupervisionBot.Reflections;

namespace SupervisionBot.Typing;

/// <summary>Puts typed words into a private reflection, each message a paragraph.</summary>
internal sealed class TypedReflections(ReflectionStore reflections, ReflectionWriting writing)
{
    /// <summary>Adds words; what is written there already stays.</summary>
    /// <returns>Why not, or where they stand.</returns>
    public async Task<(Refusal? Refusal, AnswerPart Part)> AddAsync(TypedAddress address, int number, string words, CancellationToken cancellationToken)
    {
        var written = await TextAsync(address, number, cancellationToken);
        var text = Paragraphs.Find(written, words) is null ? Paragraphs.With(written, words) : written;
        return await SaveAsync(address, number, text, words, cancellationToken);
    }

    /// <summary>Puts other words in the place of a message's, unless the reflection was changed since.</summary>
    public async Task<(Refusal? Refusal, AnswerPart Part)> ReplaceAsync(TypedAddress address, int number, PlacedMessage placed, string words, CancellationToken cancellationToken)
    {
        if (await reflections.FindAsync(Address(address), number, cancellationToken) is not { IsWritten: true } reflection)
        {
            return (new ReflectionDeleted(), default);
        }

        if (Paragraphs.Find(reflection.Text, words) is { } there)
        {
            return (null, new(0, there, words.Length));
        }

        var (start, end) = (placed.Part.Start, placed.Part.Start + placed.Part.Length);
        return reflection.WrittenAt > placed.At || end > reflection.Text.Length
            ? (new AnswerChangedSince(), default)
            : await SaveAsync(address, number, $"{reflection.Text[..start]}{words}{reflection.Text[end..]}", words, cancellationToken);
    }

    /// <summary>Whether these words stand there.</summary>
    public async Task<bool> HasAsync(TypedAddress address, int number, string words, CancellationToken cancellationToken) =>
        Paragraphs.Find(await TextAsync(address, number, cancellationToken), words) is not null;

    private async Task<(Refusal? Refusal, AnswerPart Part)> SaveAsync(TypedAddress address, int number, string text, string words, CancellationToken cancellationToken) =>
        await writing.SaveAsync(Address(address), number, text, cancellationToken) is { } refusal
            ? (refusal, default)
            : (null, new(0, Paragraphs.Find(text, words) ?? 0, words.Length));

    private async Task<string> TextAsync(TypedAddress address, int number, CancellationToken cancellationToken) =>
        (await reflections.FindAsync(Address(address), number, cancellationToken))?.Text ?? "";

    private static ReflectionAddress Address(TypedAddress address) => new(address.Tenant, address.Person);
}
