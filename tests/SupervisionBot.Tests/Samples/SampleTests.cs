using System.Text.Encodings.Web;
using System.Text.Json;

namespace SupervisionBot.Tests.Samples;

/// <summary>
/// The sample data beside each template is what the app itself makes of scripted sessions. After a change of models or scripts, run the tests once with
/// the environment variable UPDATE_SAMPLES=1 to write the files anew.
/// </summary>
public sealed class SampleTests
{
    private static readonly string s_cards = Path.Combine(Repository.Root, "cards");

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task TheSampleDataIsWhatTheAppMakes()
    {
        var expected = (await Scripts.RunAsync()).ToDictionary(sample => sample.Key, sample => sample.Value.ToJsonString(s_readable) + "\n", StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_SAMPLES") == "1")
        {
            foreach (var (file, text) in expected)
            {
                await File.WriteAllTextAsync(Path.Combine(s_cards, file), text);
            }
        }

        var there = Directory.EnumerateFiles(s_cards, "*.data.json", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(s_cards, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), there.Keys.Order(StringComparer.Ordinal));
        foreach (var (file, text) in expected)
        {
            Assert.True(text == there[file].ReplaceLineEndings("\n"), $"cards/{file} is not what the app makes. Look at what changed, then run this test with UPDATE_SAMPLES=1.");
        }
    }

    [Fact]
    public async Task EachTemplateHasItsOrdinaryItsLongestAndItsEmptiestData()
    {
        var templates = Directory.EnumerateFiles(s_cards, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(s_cards, file).Replace('\\', '/')).Where(file => !file.EndsWith(".data.json", StringComparison.Ordinal));

        var wanted = templates.Select(file => file[..^".json".Length]).SelectMany(name => new[] { $"{name}.data.json", $"{name}.longest.data.json", $"{name}.emptiest.data.json" });

        Assert.Equal(wanted.Order(StringComparer.Ordinal), (await Scripts.RunAsync()).Keys.Order(StringComparer.Ordinal));
    }
}
