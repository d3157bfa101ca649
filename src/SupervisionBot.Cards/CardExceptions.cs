namespace SupervisionBot.Cards;

/// <summary>A card template that is not in the accepted subset of the Adaptive Cards Templating language.</summary>
/// <remarks>The message reads <c>template: path: reason</c>, for example
/// <c>one-to-one/step: $.body[0].text: ${if(a, b, c)} is not a plain path</c>.</remarks>
public sealed class CardTemplateException(string template, string path, string reason, Exception? inner = null)
    : Exception($"{template}: {path}: {reason}", inner)
{
    /// <summary>Name of the template.</summary>
    public string Template { get; } = template;

    /// <summary>JSON path of the refused value in the template, beginning with <c>$</c>.</summary>
    public string Path { get; } = path;
}

/// <summary>Data that does not fit the template it was to be bound to: a value is missing, or has the wrong type.</summary>
/// <remarks>The message reads <c>template: path: reason</c>, for example
/// <c>one-to-one/step: $.body[0].text: no value for ${nobody}</c>. It names expressions, never what the data holds.</remarks>
public sealed class CardBindException(string template, string path, string reason, Exception? inner = null)
    : Exception($"{template}: {path}: {reason}", inner)
{
    /// <summary>Name of the template.</summary>
    public string Template { get; } = template;

    /// <summary>JSON path, in the template, of the value that could not be bound, beginning with <c>$</c>.</summary>
    public string Path { get; } = path;
}
