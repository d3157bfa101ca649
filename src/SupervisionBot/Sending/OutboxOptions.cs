namespace SupervisionBot.Sending;

/// <summary>Settings of sending. The limits are those that Microsoft documents, which may change them.</summary>
/// <remarks>learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit.</remarks>
internal sealed class OutboxOptions
{
    public const string Section = "Outbox";

    /// <summary>Seconds between two looks for messages that another copy of the app has left, 0.05 to 3,600. What this copy leaves is sent at once.</summary>
    public double Poll { get; set; } = 1;

    /// <summary>Seconds after which a copy that has gone silent loses its share of the work, 1 to 3,600. Each copy shows three times in this time that it is there.</summary>
    public double LeaseTime { get; set; } = 15;

    /// <summary>Seconds that a changed card waits, 0 to 5, so that whoever pressed has their own answer first, and several changes at once are drawn once.</summary>
    public double AfterAnswer { get; set; } = 0.25;

    /// <summary>Seconds before the first repetition; each next waits about twice as long, up to <see cref="MaxDelay"/>.</summary>
    public double Delay { get; set; } = 2;

    /// <summary>Most seconds between two attempts.</summary>
    public double MaxDelay { get; set; } = 60;

    /// <summary>Attempts after which a message that was certainly not delivered is parked, 1 to 10,000. With the delays above 60 are about an hour.</summary>
    public int MaxAttempts { get; set; } = 60;

    /// <summary>How long a parked message waits for somebody to put it on its way again, 1 to 365 days; then it is removed. Our own number: a month of an operator's absence.</summary>
    public TimeSpan KeepParked { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Messages to one conversation within 1, 2, 30 and 3,600 seconds.</summary>
    public int PerSecond { get; set; } = 7;

    /// <inheritdoc cref="PerSecond"/>
    public int PerTwoSeconds { get; set; } = 8;

    /// <inheritdoc cref="PerSecond"/>
    public int PerHalfMinute { get; set; } = 60;

    /// <inheritdoc cref="PerSecond"/>
    public int PerHour { get; set; } = 1800;

    /// <summary>Messages to one tenant within a second, all copies of the app together. Half of what is documented, so that answers and lists of members have room.</summary>
    public int PerTenantPerSecond { get; set; } = 25;

    /// <summary>Conversations that are written to at the same time, 1 to 1,000.</summary>
    public int Concurrency { get; set; } = 32;
}
