namespace SupervisionBot.Teams;

/// <summary>What became of an upload. It does not throw for any of these.</summary>
/// <remarks>Statuses: learn.microsoft.com/onedrive/developer/rest-api/api/driveitem_createuploadsession, error responses.</remarks>
public abstract record UploadOutcome
{
    private UploadOutcome()
    {
    }

    /// <summary>200 or 201: the file is complete.</summary>
    public sealed record Stored : UploadOutcome;

    /// <summary>The address is none of <see cref="TeamsOptions.UploadHosts"/>: nothing was sent, and somebody may be trying something.</summary>
    public sealed record ForeignAddress : UploadOutcome;

    /// <summary>Longer than <see cref="FileUpload.MaxBytes"/>: nothing was sent.</summary>
    public sealed record TooLarge : UploadOutcome;

    /// <summary>404, 409, 410 or 416: the place has expired or was used before. Offer the file again.</summary>
    public sealed record Gone : UploadOutcome;

    /// <summary>No connection, or 429: not stored; uploading again later may work.</summary>
    public sealed record NotSent : UploadOutcome;

    /// <summary>Any other answer, redirects among them, which are never followed.</summary>
    /// <param name="Status">HTTP status.</param>
    public sealed record Rejected(int Status) : UploadOutcome;

    /// <summary>5xx, no answer in time, or the connection broke: may have been stored. Uploading again is harmless.</summary>
    public sealed record Unknown : UploadOutcome;
}
