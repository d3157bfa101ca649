using System.Collections.Concurrent;
using System.Text.Json;

namespace SupervisionBot.LocalTeams.Chats;

/// <summary>A file that the bot offers, as its message keeps it.</summary>
/// <param name="Name">File name.</param>
/// <param name="Description">What the bot says of it.</param>
/// <param name="SizeInBytes">What the bot says of its size.</param>
/// <param name="AcceptContext">Goes back to the bot with an acceptance.</param>
/// <param name="DeclineContext">Goes back to the bot with a refusal.</param>
internal sealed record FileOffer(string Name, string? Description, long? SizeInBytes, JsonElement? AcceptContext, JsonElement? DeclineContext);

/// <summary>A file that the bot put into somebody's OneDrive, as its message keeps it.</summary>
internal sealed record SharedFile(string Id, string Name, string? Type);

/// <summary>Where one file will be: one id lets the bot upload it once, the other lets people open it.</summary>
internal sealed record FilePlace(Guid Upload, Guid Id);

/// <summary>Everybody's OneDrive: files on disk, under ids that nobody can guess. A place that was not used before the end of the process is gone.</summary>
internal sealed class SharedFiles(string folder)
{
    private readonly ConcurrentDictionary<Guid, FilePlace> _open = new();

    /// <summary>Makes a place for one file.</summary>
    public FilePlace Prepare()
    {
        var place = new FilePlace(Guid.NewGuid(), Guid.NewGuid());
        _open[place.Upload] = place;
        return place;
    }

    /// <summary>Keeps a file; null when there is no place for it, or it was used.</summary>
    public async Task<FilePlace?> StoreAsync(Guid upload, byte[] content)
    {
        if (!_open.TryRemove(upload, out var place))
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(PathOf(place.Id), content);
        return place;
    }

    /// <summary>The path of a file; null when there is none.</summary>
    public string? Find(Guid id) => File.Exists(PathOf(id)) ? PathOf(id) : null;

    private string PathOf(Guid id) => Path.Combine(folder, id.ToString("N"));
}
