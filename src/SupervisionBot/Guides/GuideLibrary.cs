using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Guides;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Guides;

/// <summary>A guide as one file had it.</summary>
/// <param name="Guide">The guide.</param>
/// <param name="Fingerprint">SHA-256 of the file, in lower-case hexadecimal.</param>
/// <param name="Json">The file.</param>
internal sealed record GuideEdition(Guide Guide, string Fingerprint, string Json);

/// <summary>
/// The guides in use, and every edition that a session was ever opened with: an edition is kept in storage under its fingerprint,
/// so that the trail of an old session still says which questions were asked after the guide has changed.
/// </summary>
internal sealed class GuideLibrary(IReadOnlyList<GuideEdition> editions, ITableStore tables, ILogger<GuideLibrary> log) : IHostedService
{
    private const string Table = "guides";
    private const string Partition = "editions";

    private readonly ConcurrentDictionary<string, Guide> _byFingerprint = new(editions.Select(edition => KeyValuePair.Create(edition.Fingerprint, edition.Guide)));

    /// <summary>The guides a new session can be opened with, by title.</summary>
    public IReadOnlyList<GuideEdition> InUse { get; } = [.. editions.OrderBy(edition => edition.Guide.Title, StringComparer.Ordinal)];

    /// <summary>Reads the built-in guides and those in a folder; the folder wins where ids are equal.</summary>
    /// <param name="folder">An organisation's own folder, or null.</param>
    /// <exception cref="GuideException">A guide can't be used, or the folder is not there.</exception>
    public static IReadOnlyList<GuideEdition> Read(string? folder)
    {
        var byId = new Dictionary<string, GuideEdition>(StringComparer.Ordinal);
        var assembly = typeof(GuideLibrary).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(IsGuide).Where(name => name.StartsWith("seeds/", StringComparison.Ordinal)))
        {
            var edition = Edition(name, Content(assembly, name));
            byId.Add(edition.Guide.Id, edition);
        }

        if (string.IsNullOrWhiteSpace(folder))
        {
            return [.. byId.Values];
        }

        if (!Directory.Exists(folder))
        {
            throw new GuideException(folder, [new("$", "Guides:Path names a folder that does not exist")]);
        }

        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Where(IsGuide).Order(StringComparer.Ordinal))
        {
            var edition = Edition(file, File.ReadAllBytes(file));
            if (!own.TryAdd(edition.Guide.Id, file))
            {
                throw new GuideException(file, [new("$.id", $"{own[edition.Guide.Id]} has the same id")]);
            }

            byId[edition.Guide.Id] = edition;
        }

        return [.. byId.Values];
    }

    /// <summary>The guide with this fingerprint.</summary>
    /// <exception cref="InvalidOperationException">Storage does not have it: a session was brought here without its guide.</exception>
    public async ValueTask<Guide> FindAsync(string fingerprint, CancellationToken cancellationToken)
    {
        if (_byFingerprint.TryGetValue(fingerprint, out var known))
        {
            return known;
        }

        var row = await tables.GetAsync(Table, Partition, fingerprint, cancellationToken);
        var json = row?.GetText("Json") ?? throw new InvalidOperationException($"no guide with fingerprint {fingerprint} is stored");
        return _byFingerprint.GetOrAdd(fingerprint, GuideReader.Read(fingerprint, Encoding.UTF8.GetBytes(json)));
    }

    /// <summary>Keeps the editions in use, before the first session can be opened with them.</summary>
    /// <exception cref="StorageUnavailableException">They can't be kept, so the app must not start: a session would outlive its guide.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        log.GuidesInUse(InUse.Count);
        foreach (var edition in InUse)
        {
            if (await tables.GetAsync(Table, Partition, edition.Fingerprint, cancellationToken) is null)
            {
                var row = new TableEntity(Partition, edition.Fingerprint) { ["Id"] = edition.Guide.Id, ["Version"] = edition.Guide.Version, ["Title"] = edition.Guide.Title };
                row.SetText("Json", edition.Json);
                if (await tables.SubmitAsync(Table, Partition, [TableAction.Upsert(row)], cancellationToken) is not BatchOutcome.Done)
                {
                    throw new StorageUnavailableException(
                        $"Storage can be read but not written, so guide '{edition.Guide.Id}' could not be kept there, and no session may be opened without its guide. The cause may be a full disk, a read-only file or missing rights.",
                        innerException: null);
                }
            }
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsGuide(string name) =>
        name.EndsWith(".json", StringComparison.Ordinal) && !name.EndsWith(".schema.json", StringComparison.Ordinal);

    private static GuideEdition Edition(string name, byte[] content) =>
        new(GuideReader.Read(name, content), Convert.ToHexStringLower(SHA256.HashData(content)), Encoding.UTF8.GetString(content));

    private static byte[] Content(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
