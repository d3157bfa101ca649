using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SupervisionBot.FakeTeams;

/// <summary>One attempt to upload a file.</summary>
/// <param name="Place">Id of the place, as in <c>uniqueId</c>.</param>
/// <param name="ContentRange">The header as it came.</param>
/// <param name="Authorization">The header as it came; there should be none.</param>
/// <param name="Content">What came.</param>
/// <param name="Status">What it was answered.</param>
public sealed record UploadCall(string Place, string? ContentRange, string? Authorization, byte[] Content, int Status);

/// <summary>The OneDrive of people: takes a whole file in one request, once, at a place that was made for it. Safe to use from many threads.</summary>
/// <remarks>learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession.</remarks>
public sealed class FakeOneDrive
{
    private readonly ConcurrentDictionary<string, bool> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<UploadCall> _calls = new();
    private readonly ConcurrentQueue<int> _faults = new();

    /// <summary>Every attempt so far.</summary>
    public IReadOnlyList<UploadCall> Calls => [.. _calls];

    /// <summary>Has the next attempt be answered so, and not taken; a redirect leads back to the same place.</summary>
    public void FailNext(int status) => _faults.Enqueue(status);

    /// <summary>Makes a place for a file: the <c>uploadInfo</c> of an acceptance.</summary>
    /// <param name="service">Address of the <see cref="FakeTeamsService"/> that has <see cref="MapOneDrive"/>.</param>
    /// <param name="name">Name of the file.</param>
    public JsonObject PlaceFor(Uri service, string name)
    {
        var id = Guid.NewGuid().ToString();
        _open[id] = true;
        return new()
        {
            ["contentUrl"] = new Uri(service, $"/onedrive/{id}/{Uri.EscapeDataString(name)}").AbsoluteUri,
            ["name"] = name,
            ["uploadUrl"] = new Uri(service, $"/onedrive/{id}/uploadSession?guid={Guid.NewGuid()}").AbsoluteUri,
            ["uniqueId"] = id,
            ["fileType"] = Path.GetExtension(name).TrimStart('.'),
        };
    }

    /// <summary>The content of a file that was uploaded; null when it was not.</summary>
    public byte[]? Find(string place) => _calls.FirstOrDefault(call => call.Place == place && call.Status == StatusCodes.Status201Created)?.Content;

    /// <summary>Answers uploads, below <c>/onedrive/</c>.</summary>
    public void MapOneDrive(IEndpointRouteBuilder routes) => routes.MapPut("/onedrive/{place}/uploadSession", async (HttpContext http, string place) =>
    {
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content);
        string? range = http.Request.Headers.ContentRange, authorization = http.Request.Headers.Authorization;
        var status = _faults.TryDequeue(out var fault) ? fault
            : authorization is not null ? StatusCodes.Status401Unauthorized
            : range != $"bytes 0-{content.Length - 1}/{content.Length}" ? StatusCodes.Status416RangeNotSatisfiable
            : _open.TryRemove(place, out _) ? StatusCodes.Status201Created
            : StatusCodes.Status404NotFound;
        _calls.Enqueue(new(place, range, authorization, content.ToArray(), status));
        if (status is >= 300 and < 400)
        {
            http.Response.Headers.Location = http.Request.Path + http.Request.QueryString;
        }

        return Results.Json(new JsonObject { ["id"] = place }, statusCode: status);
    });
}
