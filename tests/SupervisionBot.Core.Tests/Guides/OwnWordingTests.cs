using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SupervisionBot.Core.Tests.Guides;

/// <summary>
/// The wording of guides, cards and code is our own: no eight words running are those of a document that a guide was written from. Names may be: titles of documents, their publishers and their headings.
/// </summary>
/// <remarks>
/// The documents are not in this repository. <c>source-runs.bin</c> has the runs of eight words in them as hashes: of each the first six bytes of its SHA-256, sorted. It is made anew from a
/// folder of *.txt files: <c>SOURCE_TEXTS=folder dotnet test tests/SupervisionBot.Core.Tests --filter OwnWordingTests</c>. Our own numbers: eight words are where a likeness stops being chance;
/// six bytes take 40 kilobytes, and of some 40,000,000,000 runs that are not there one is taken for one that is.
/// </remarks>
public sealed partial class OwnWordingTests
{
    private const int Run = 8;
    private const int HashLength = 6;

    private static readonly string s_file = Path.Combine(Repository.Root, "tests", "SupervisionBot.Core.Tests", "Guides", "source-runs.bin");
    private static readonly HashSet<string> s_runs = Load();
    private static readonly IReadOnlyList<string> s_names = [.. Seeds.SelectMany(file => Names(Parse(file))).Select(Words).Where(name => name.Length > 0).Distinct().OrderByDescending(name => name.Length)];

    private static readonly string[] s_folders = ["seeds", "cards", "src", "manifest", "docs"];
    private static readonly string[] s_endings = [".json", ".cs", ".js", ".html", ".md"];

    public static TheoryData<string> Folders => [.. s_folders];

    private static IEnumerable<string> Seeds => Directory.EnumerateFiles(Path.Combine(Repository.Root, "seeds"), "*.json", SearchOption.AllDirectories).Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Folders))]
    public void NoEightWordsRunningAreThoseOfASource(string folder) =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => s_endings.Contains(Path.GetExtension(file)) && !Built().IsMatch(file))
            .SelectMany(file => Texts(file).SelectMany(Copied).Select(run => $"{Path.GetRelativePath(Repository.Root, file)}: {run}")));

    // Names are allowed, so they are there to show that what is copied is found.
    [Theory]
    [InlineData("Nurturing defensible decision-making and recording within your organisation")]
    [InlineData("It says: “NURTURING defensible decision making\n    /// and Recording within your organisation”.")]
    public void WhatIsCopiedIsFound(string text) => Assert.Contains(Runs(Words(text)), run => s_runs.Contains(Hash(run)));

    [Fact]
    public void ANameIsNoCopy() => Assert.Empty(Copied("Nurturing defensible decision-making and recording within your organisation"));

    private static IEnumerable<string> Copied(string text)
    {
        var words = $" {Words(text)} ";
        foreach (var name in s_names)
        {
            words = words.Replace($" {name} ", " | ", StringComparison.Ordinal);
        }

        return words.Split('|').SelectMany(Runs).Where(run => s_runs.Contains(Hash(run)));
    }

    // Strings of a JSON file stand apart from one another.
    private static IEnumerable<string> Texts(string file) => file.EndsWith(".json", StringComparison.Ordinal) ? Strings(Parse(file)) : [File.ReadAllText(file)];

    private static JsonElement Parse(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file));

    private static IEnumerable<string> Strings(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Strings(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
        _ => [],
    };

    // Headings that prompts refer to, who published a document, and its title, whole and without the part that is meant.
    private static IEnumerable<string> Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => member switch
        {
            { Name: "section", Value.ValueKind: JsonValueKind.String } => [member.Value.GetString()!, member.Value.GetString()!.Split(": pause", 2)[0]],
            { Name: "sources", Value.ValueKind: JsonValueKind.Array } => member.Value.EnumerateArray().SelectMany(source => new[] { source.GetProperty("title").GetString()!, source.GetProperty("title").GetString()!.Split(", Section", 2)[0], source.GetProperty("publisher").GetString()! }),
            _ => Names(member.Value),
        }),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static IEnumerable<string> Runs(string words)
    {
        var all = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, Math.Max(0, all.Length - Run + 1)).Select(from => string.Join(' ', all.Skip(from).Take(Run)));
    }

    private static string Words(string text) => string.Join(' ', Word().Matches(text.Replace('’', '\'')).Select(match => match.Value.ToLowerInvariant()));

    private static string Hash(string run) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(run)).AsSpan(0, HashLength));

    private static HashSet<string> Load()
    {
        if (Environment.GetEnvironmentVariable("SOURCE_TEXTS") is { Length: > 0 } folder)
        {
            var made = Directory.EnumerateFiles(folder, "*.txt").SelectMany(file => Runs(Words(File.ReadAllText(file)))).Select(Hash).Distinct().Order(StringComparer.Ordinal);
            File.WriteAllBytes(s_file, [.. made.SelectMany(Convert.FromHexString)]);
        }

        return [.. File.ReadAllBytes(s_file).Chunk(HashLength).Select(Convert.ToHexString)];
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+('\p{L}+)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules|dist)[\\/]|package-lock|packages\.lock", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Built();
}
