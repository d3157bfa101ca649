using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>A file that the bot offers to a person in their own chat; it is kept in their OneDrive if they allow it.</summary>
/// <remarks>learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4. Needs <c>supportsFiles</c> in the manifest; not offered in GCC High and DoD.</remarks>
/// <param name="Name">File name with its ending.</param>
/// <param name="Description">What the file is, in plain text.</param>
/// <param name="SizeInBytes">Size that the person is told; the file itself may be at most <see cref="FileUpload.MaxBytes"/>.</param>
/// <param name="ContextUtf8Json">One well-formed object as UTF-8 JSON that comes back with the answer. It passes through the client, so it says which file is meant and proves nothing.</param>
public sealed record FileOffer(string Name, string Description, long SizeInBytes, ReadOnlyMemory<byte> ContextUtf8Json);

/// <summary>Where a person's OneDrive takes one file. All of it comes from outside: <see cref="FileUpload"/> decides whether anything is sent there.</summary>
/// <param name="Name">File name as it is kept; OneDrive may have changed it.</param>
/// <param name="UploadUrl">Address that takes the content, for a short time and without a token: as good as a password, never to be logged.</param>
/// <param name="ContentUrl">Address where people open the file afterwards.</param>
/// <param name="UniqueId">The file's id in OneDrive.</param>
/// <param name="FileType">Such as <c>csv</c>; <see langword="null"/> where the service leaves it out.</param>
public sealed record FilePlace(string Name, string UploadUrl, string ContentUrl, string UniqueId, string? FileType)
{
    /// <summary>Its id alone: the addresses and the name are nobody else's business.</summary>
    public override string ToString() => UniqueId;
}

/// <summary>What a person answered to a <see cref="FileOffer"/>.</summary>
/// <param name="Context">What the offer had as context. Always an object, empty when missing or of another type; stays valid after the turn.</param>
public abstract record FileConsent(JsonElement Context)
{
    /// <summary>Allowed.</summary>
    /// <param name="Context">The context of the offer.</param>
    /// <param name="Place">Where the file is to go.</param>
    public sealed record Accepted(JsonElement Context, FilePlace Place) : FileConsent(Context);

    /// <summary>Declined.</summary>
    /// <param name="Context">The context of the offer.</param>
    public sealed record Declined(JsonElement Context) : FileConsent(Context);

    /// <summary>Reads the value of a <c>fileConsent/invoke</c>; null when it is no answer, or allows without saying where.</summary>
    internal static FileConsent? Of(JsonElement value)
    {
        var context = CardAction.ObjectOrEmpty(value.At("context"));
        return value.Text("action") switch
        {
            "accept" when PlaceOf(value.At("uploadInfo")) is { } place => new Accepted(context, place),
            "decline" => new Declined(context),
            _ => null,
        };
    }

    private static FilePlace? PlaceOf(JsonElement info) =>
        info.Text("name") is { Length: > 0 } name
        && info.Text("uploadUrl") is { Length: > 0 } uploadUrl
        && info.Text("contentUrl") is { Length: > 0 } contentUrl
        && info.Text("uniqueId") is { Length: > 0 } uniqueId
            ? new(name, uploadUrl, contentUrl, uniqueId, info.Text("fileType"))
            : null;
}
