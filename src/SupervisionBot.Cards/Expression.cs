using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>One <c>${...}</c> of a template: where it starts, and the names it walks from there.</summary>
internal sealed class Expression
{
    private const string Index = "$index";
    private readonly bool fromRoot;
    private readonly byte[][] names;

    private Expression(string source, bool isIndex, bool fromRoot, byte[][] names, Place place)
    {
        Text = "${" + source + "}";
        IsIndex = isIndex;
        Place = place;
        this.fromRoot = fromRoot;
        this.names = names;
    }

    /// <summary>The expression as the template has it, for error messages.</summary>
    public string Text { get; }

    public bool IsIndex { get; }

    public Place Place { get; }

    /// <summary>Reads what stands between <c>${</c> and <c>}</c>.</summary>
    public static Expression Parse(string source, Place place)
    {
        if (source == Index)
        {
            return new Expression(source, isIndex: true, fromRoot: false, [], place);
        }

        var parts = source.Split('.');
        var starts = parts[0] is "$root" or "$data";
        // true, false and null are constants of the official language, not names.
        return parts.Skip(starts ? 1 : 0).All(IsName) && parts[0] is not ("true" or "false" or "null")
            ? new Expression(source, isIndex: false, parts[0] == "$root", [.. parts.Skip(starts ? 1 : 0).Select(Encoding.UTF8.GetBytes)], place)
            : throw place.Unfit("${" + source + "} is not a plain path (name.name, $root.name, $data.name or $index)");
    }

    /// <summary>The value the path leads to.</summary>
    /// <exception cref="CardBindException">There is none.</exception>
    public JsonElement Resolve(in Scope scope)
    {
        var value = fromRoot ? scope.Root : scope.Data;
        foreach (var name in names)
        {
            value = Member(value, name);
        }

        return value;
    }

    /// <summary>The number of the repeated object that encloses the expression.</summary>
    /// <exception cref="CardBindException">None does.</exception>
    public int ResolveIndex(in Scope scope) => scope.Index >= 0 ? scope.Index : throw NoValue();

    public CardBindException Unbound(string reason, Exception? inner = null) => Place.Unbound($"{reason} for {Text}", inner);

    private static bool IsName(string part) =>
        part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    // The official library takes the first name that matches in any case. Ours must match exactly, and is refused where
    // the data has the name in two spellings, since the two would then read different values.
    private JsonElement Member(JsonElement from, byte[] name)
    {
        if (from.ValueKind != JsonValueKind.Object)
        {
            throw NoValue();
        }

        var found = default(JsonElement);
        var ambiguous = false;
        foreach (var property in from.EnumerateObject())
        {
            // Most names differ in length already; only one with escapes in it can be longer here and equal all the same.
            var raw = JsonMarshal.GetRawUtf8PropertyName(property);
            if (raw.Length == name.Length ? raw.SequenceEqual(name) : raw.Length > name.Length && raw.Contains((byte)'\\') && property.NameEquals(name))
            {
                found = property.Value;
            }
            else if (raw.Length == name.Length)
            {
                ambiguous |= Ascii.EqualsIgnoreCase(raw, name);
            }
        }

        return found.ValueKind == JsonValueKind.Undefined ? throw NoValue()
            : ambiguous ? throw Unbound("the same name in two spellings")
            : found;
    }

    private CardBindException NoValue() => Unbound("no value");
}
