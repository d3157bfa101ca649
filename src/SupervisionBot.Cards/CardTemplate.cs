using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>An Adaptive Card with slots for data, compiled once and bound any number of times, from any thread.</summary>
/// <remarks>
/// <para>The language is a strict subset of Adaptive Cards Templating
/// (<see href="https://learn.microsoft.com/adaptive-cards/templating/language"/>). What is accepted binds to the same JSON as with the official
/// JavaScript library <c>adaptivecards-templating</c> 2.3.1; everything else is refused.</para>
/// <list type="bullet">
/// <item><c>${name.name}</c>, <c>${$data}</c>, <c>${$data.name}</c>, <c>${$root}</c>, <c>${$root.name}</c>, <c>${$index}</c>. Names
/// are ASCII letters, digits and <c>_</c>, and match exactly, upper and lower case included. There is no look-up in the parent scope.</item>
/// <item>A string that is one expression keeps the JSON type of its value. As an item of an array, null vanishes and an array is spliced in.</item>
/// <item>Text around expressions takes texts, true, false, and numbers that need no exponent (0, or of magnitude 0.0001 to 2^53 - 1).
/// <c>\${</c> stands for the characters <c>${</c>.</item>
/// <item>Where clients act on <c>{{DATE(…)}}</c> and <c>{{TIME(…)}}</c>, a zero-width space parts the braces of one that the data holds, so that it shows as it was written; one of the
/// template's own words stays in force. What an input holds and what a button carries is never changed.</item>
/// <item><c>"$data": "${path}"</c>: an object becomes the scope; an array repeats an item of an array, and an empty one removes it.</item>
/// <item><c>"$when": "${path}"</c> or <c>"${!path}"</c>: must be true or false. Where it does not hold, an item of an array is removed and the value of
/// a property becomes null, as in the official library.</item>
/// </list>
/// </remarks>
public sealed class CardTemplate
{
    // Teams counts the characters of the serialised card, so letters such as é must not become \u00E9. The card is
    // sent as application/json and never as part of an HTML page. Nodes cannot write unbalanced JSON: no need to check it each time.
    internal static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonDocumentOptions TemplateOptions = new() { AllowDuplicateProperties = false };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    private readonly Node root;

    private CardTemplate(string name, Node root)
    {
        Name = name;
        this.root = root;
    }

    /// <summary>The name given when it was parsed, such as <c>one-to-one/step</c>.</summary>
    public string Name { get; }

    /// <summary>Reads and checks a template.</summary>
    /// <param name="name">What error messages call it.</param>
    /// <param name="utf8Json">One JSON object in UTF-8 without byte order mark, at most 64 levels deep, without comments or repeated names.</param>
    /// <exception cref="CardTemplateException">It is not JSON, or outside the subset.</exception>
    public static CardTemplate Parse(string name, ReadOnlySpan<byte> utf8Json)
    {
        var place = new Place(name, "$");
        try
        {
            using var document = JsonDocument.Parse(utf8Json.ToArray(), TemplateOptions);
            return new CardTemplate(name, TemplateCompiler.CompileRoot(document.RootElement, place));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new CardTemplateException(name, (e as JsonException)?.Path ?? place.Path, e.Message, e);
        }
    }

    /// <summary>Writes the bound card as UTF-8 JSON.</summary>
    /// <remarks>When it throws, <paramref name="output"/> may hold the beginning of a card and must be thrown away.</remarks>
    /// <param name="data">What expressions see as <c>$root</c> and at first as <c>$data</c>.</param>
    /// <param name="output">Takes the card.</param>
    /// <exception cref="CardBindException">The data lacks a value, or has one of a type that does not fit its place.</exception>
    public void Bind(JsonElement data, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        root.Write(writer, new Scope(data, data, -1));
    }

    /// <summary>The bound card as UTF-8 JSON.</summary>
    /// <param name="data">What expressions see as <c>$root</c> and at first as <c>$data</c>.</param>
    /// <exception cref="CardBindException">The data lacks a value, or has one of a type that does not fit its place.</exception>
    public byte[] Bind(JsonElement data)
    {
        var output = scratch ??= new ArrayBufferWriter<byte>(16 * 1024);
        output.ResetWrittenCount();
        Bind(data, output);
        return output.WrittenSpan.ToArray();
    }
}
