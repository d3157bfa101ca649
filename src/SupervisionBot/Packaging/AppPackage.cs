using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SupervisionBot.Packaging;

/// <summary>What Teams is given of the app: the manifest, and the files that it names.</summary>
/// <param name="Manifest">The manifest, filled in.</param>
/// <param name="Files">Icons and languages by name.</param>
internal sealed partial record AppPackage(JsonObject Manifest, IReadOnlyDictionary<string, byte[]> Files)
{
    private const string Folder = "manifest/";
    private const string ManifestName = "manifest.json";

    // The earliest that a zip can say. The bytes tell nothing of when and where they were made.
    private static readonly DateTimeOffset s_always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Fills values into the template that the app carries. A placeholder without a value stays as it is.</summary>
    public static AppPackage Fill(IReadOnlyDictionary<string, string> values)
    {
        var files = typeof(AppPackage).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => name[Folder.Length..], Read, StringComparer.Ordinal);
        var manifest = Filled(JsonNode.Parse(files[ManifestName])!, values).AsObject();
        var package = new AppPackage(manifest, files);
        var wanted = package.Icons.Concat(package.Languages).Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        return package with { Files = files.Where(file => wanted.Contains(file.Key)).ToDictionary(StringComparer.Ordinal) };
    }

    /// <summary>Every text of the manifest by its path, such as <c>bots[0].commandLists[1].commands[0].title</c>, as files of languages name it.</summary>
    public IReadOnlyDictionary<string, string> Texts => TextsIn(Manifest, "").ToDictionary(StringComparer.Ordinal);

    /// <summary>The icons that the manifest names, by path.</summary>
    public IEnumerable<(string Path, string Name)> Icons => Texts.Where(text => text.Key.StartsWith("icons.", StringComparison.Ordinal)).Select(text => (text.Key, text.Value));

    /// <summary>The files of languages that the manifest names, by path, the default one first.</summary>
    public IEnumerable<(string Path, string Name)> Languages => Texts.Where(text => LanguagePath().IsMatch(text.Key)).Select(text => (text.Key, text.Value));

    /// <summary>The zip that is uploaded. The same package gives the same bytes.</summary>
    public byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in Files.OrderBy(file => file.Key, StringComparer.Ordinal).Prepend(new(ManifestName, Written(Manifest))))
            {
                // Stored as they are: they are small, and compressors differ.
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                (entry.LastWriteTime, entry.ExternalAttributes) = (s_always, 0);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Written(JsonObject manifest)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            manifest.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(AppPackage).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static JsonNode Filled(JsonNode node, IReadOnlyDictionary<string, string> values) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Filled(member.Value!, values)))),
        JsonArray items => new JsonArray([.. items.Select(item => Filled(item!, values))]),
        _ when node.GetValueKind() == JsonValueKind.String => JsonValue.Create(Placeholder().Replace((string)node!, found => values.GetValueOrDefault(found.Groups["name"].Value, found.Value)))!,
        _ => node.DeepClone(),
    };

    private static IEnumerable<KeyValuePair<string, string>> TextsIn(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsIn(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray items => items.SelectMany((item, index) => TextsIn(item, $"{path}[{index}]")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [new(path, (string)value!)],
        _ => [],
    };

    [GeneratedRegex(@"\$\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^localizationInfo\.(defaultLanguageFile|additionalLanguages\[[0-9]+\]\.file)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguagePath();
}
