using System.Net.Http.Headers;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Page;

/// <summary>What OneDrive answers: the bot uploads here, people open from here. Who has the address may do so.</summary>
/// <remarks>learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession.</remarks>
internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapPut("/files/upload/{upload:guid}", UploadAsync);
        app.MapGet("/files/{id:guid}/{name}", (Guid id, string name, HttpResponse response, SharedFiles files) =>
        {
            response.Headers.XContentTypeOptions = "nosniff";
            return files.Find(id) is { } path ? TypedResults.PhysicalFile(path, "application/octet-stream", name) : Results.NotFound();
        });
    }

    /// <summary>The address that the bot is to upload to.</summary>
    public static Uri UploadAddress(this ServiceAddress service, FilePlace place) => new(service.Page, $"files/upload/{place.Upload}");

    /// <summary>The address that people open the file at.</summary>
    public static Uri ContentAddress(this ServiceAddress service, FilePlace place, string name) => new(service.Page, $"files/{place.Id}/{Uri.EscapeDataString(name)}");

    private static async Task<IResult> UploadAsync(Guid upload, HttpRequest request, SharedFiles files)
    {
        // The address is the permission. A token beside it is one that should never have left the bot.
        if (request.Headers.Authorization.Count > 0)
        {
            return Results.Unauthorized();
        }

        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content);
        if (!ContentRangeHeaderValue.TryParse(request.Headers.ContentRange, out var range)
            || range is not { Unit: "bytes", From: 0 } || range.To != content.Length - 1 || range.Length != content.Length)
        {
            return Results.StatusCode(StatusCodes.Status416RangeNotSatisfiable);
        }

        return await files.StoreAsync(upload, content.ToArray()) is { } place ? TypedResults.Json(new { place.Id }, statusCode: 201) : Results.NotFound();
    }
}
