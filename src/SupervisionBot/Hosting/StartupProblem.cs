using Microsoft.Extensions.Options;
using SupervisionBot.Core.Guides;
using SupervisionBot.Storage;
using SupervisionBot.Transfer;

namespace SupervisionBot.Hosting;

/// <summary>Reasons not to start that are the operator's to put right. They are told in words, without a stack trace.</summary>
internal static class StartupProblem
{
    /// <summary>What to tell; null for anything that is a bug.</summary>
    public static string? In(Exception error) => error switch
    {
        GuideException guide => $"A guide can't be used:{Environment.NewLine}{guide.Message}",
        AggregateException { InnerExceptions: var several } when several.All(one => one is OptionsValidationException) => string.Join(Environment.NewLine, several.Select(In)),
        OptionsValidationException options => $"A setting is wrong:{Environment.NewLine}{string.Join(Environment.NewLine, options.Failures)}",
        StorageOpenException or TransferException => error.Message,
        StorageUnavailableException => $"{error.Message} The app does not start without its storage; put that right and start the app again.",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } address => address.Message,
        InvalidOperationException refused when refused.Source?.StartsWith("SupervisionBot", StringComparison.Ordinal) == true => refused.Message,
        _ => null,
    };
}
