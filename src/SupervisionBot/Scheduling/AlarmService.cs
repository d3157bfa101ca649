using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Scheduling;

/// <summary>Settings of what runs by itself.</summary>
internal sealed class ScheduleOptions
{
    public const string Section = "Schedule";

    /// <summary>Seconds between two looks at what is due, 0.05 to 3,600. Default 10: what is due goes out so much late at most.</summary>
    public double Poll { get; set; } = 10;
}

/// <summary>Looks again and again for what is due.</summary>
internal sealed class AlarmService(AlarmSweep sweep, Looks looks, IOptions<ScheduleOptions> options, ILogger<AlarmService> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Real time passes even where the clock that alarms are set by was moved by hand.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.Poll), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    if (await sweep.RunAsync(stoppingToken))
                    {
                        looks.Alarms.Completed();
                    }
                }
                catch (StorageUnavailableException)
                {
                    log.SchedulePaused();
                }
                catch (Exception error) when (!stoppingToken.IsCancellationRequested)
                {
                    log.ScheduleFailed(error.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop ends the loop; what is due waits for the next copy.
        }
    }
}
