using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>The key that earlier versions sealed answers under: the setting, or a file beside the SQLite database. It only opens what was sealed then, and is never made anew.</summary>
internal sealed class FormerSecret(IOptions<RoundOptions> rounds, IOptions<StorageOptions> storage)
{
    /// <summary>The seal in a round's row; null where none of the keys is the one it was made under.</summary>
    public FormerSeal? Find(TableEntity row) => Keys().Select(key => FormerSeal.In(row, key)).FirstOrDefault(seal => seal is not null);

    private IEnumerable<byte[]> Keys() =>
    [
        .. rounds.Value.SealingKey is { } given ? [Convert.FromBase64String(given)] : Array.Empty<byte[]>(),
        .. rounds.Value.OldSealingKeys.Select(Convert.FromBase64String),
        .. storage.Value is { Provider: StorageOptions.Sqlite, Path: var path } && File.Exists(path + ".sealing-key") ? [SecretKey.FromFile(path + ".sealing-key")] : Array.Empty<byte[]>(),
    ];
}
