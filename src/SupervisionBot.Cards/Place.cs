using System.Text.RegularExpressions;

namespace SupervisionBot.Cards;

/// <summary>Where in which template a value stands, for error messages.</summary>
internal sealed partial record Place(string Template, string Path)
{
    public Place Member(string name) => this with { Path = PlainName().IsMatch(name) ? $"{Path}.{name}" : $"{Path}['{name}']" };

    public Place Item(int index) => this with { Path = $"{Path}[{index}]" };

    public CardTemplateException Unfit(string reason) => new(Template, Path, reason);

    public CardBindException Unbound(string reason, Exception? inner = null) => new(Template, Path, reason, inner);

    [GeneratedRegex("^[$A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainName();
}
