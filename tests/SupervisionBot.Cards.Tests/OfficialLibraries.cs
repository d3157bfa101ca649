using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SupervisionBot.Cards.Tests;

/// <summary>The official JavaScript libraries, behind one Node process for all tests (tests/cards/check.mjs).</summary>
public sealed class OfficialLibraries : IDisposable
{
    private readonly Process node;

    public OfficialLibraries()
    {
        if (!Directory.Exists(Path.Combine(RepositoryFolder.CardChecks, "node_modules")))
        {
            Install();
        }

        node = Start("node", ["check.mjs"], redirectInput: true);
    }

    /// <summary>The template expanded, or null where the library throws.</summary>
    public JsonNode? Expand(JsonNode template, JsonNode? data)
    {
        var answer = Ask(new JsonObject { ["op"] = "expand", ["template"] = template.DeepClone(), ["data"] = data?.DeepClone() });
        return answer["result"]?.DeepClone();
    }

    /// <summary>What the official parser and validator complain about.</summary>
    public IReadOnlyList<string> Complaints(JsonNode card)
    {
        var answer = Ask(new JsonObject { ["op"] = "parse", ["card"] = card.DeepClone() });
        return answer["events"] is JsonArray events ? [.. events.Select(e => (string)e!)] : [(string)answer["error"]!];
    }

    public string Markdown(string text) => (string)Ask(new JsonObject { ["op"] = "markdown", ["text"] = text })["html"]!;

    /// <summary>What the official renderer shows of a card, and what each of its inputs would send.</summary>
    public (string Text, JsonObject Inputs) Render(JsonNode card)
    {
        var answer = Ask(new JsonObject { ["op"] = "render", ["card"] = card.DeepClone() });
        return ((string)answer["text"]!, answer["inputs"]!.AsObject());
    }

    public void Dispose()
    {
        node.StandardInput.Close();
        node.WaitForExit();
        node.Dispose();
    }

    private JsonNode Ask(JsonObject request)
    {
        node.StandardInput.WriteLine(request.ToJsonString());
        node.StandardInput.Flush();
        return JsonNode.Parse(node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("check.mjs ended: is Node installed?"))!;
    }

    private static void Install()
    {
        using var npm = Start("npm", ["ci", "--no-audit", "--no-fund"], redirectInput: false);
        npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        Assert.True(npm.ExitCode == 0, "npm ci failed in tests/cards");
    }

    private static Process Start(string command, string[] arguments, bool redirectInput) => Process.Start(
        new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = RepositoryFolder.CardChecks,
            UseShellExecute = false,
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
        })!;
}

/// <summary>Tests of this collection share one <see cref="OfficialLibraries"/>.</summary>
[CollectionDefinition(nameof(OfficialLibraries))]
public sealed class OfficialLibrariesGroup : ICollectionFixture<OfficialLibraries>;
