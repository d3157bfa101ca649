using System.Reflection;

namespace SupervisionBot.Tests.Samples;

/// <summary>The templates of the app by name, each of which gives back its data: what a card is made from, instead of the card.</summary>
internal sealed class EchoTemplates : Assembly
{
    private static readonly Assembly s_app = typeof(SupervisionApp).Assembly;

    public override string[] GetManifestResourceNames() => s_app.GetManifestResourceNames();

    public override Stream GetManifestResourceStream(string name) => new MemoryStream("""{ "data": "${$root}" }"""u8.ToArray());
}
