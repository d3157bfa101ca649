using System.Reflection;
using Microsoft.Extensions.Logging;

namespace SupervisionBot.Tests.Hosting;

/// <summary>Whoever watches the log tells its lines apart by their ids.</summary>
public sealed class LogIdTests
{
    [Fact]
    public void EachLineOfTheLogHasAnIdOfItsOwn()
    {
        var ids = new[] { "SupervisionBot", "SupervisionBot.Teams", "SupervisionBot.Storage", "SupervisionBot.Core" }
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>()
            .ToList();

        Assert.InRange(ids.Count, 30, int.MaxValue);
        Assert.Equal(ids.Distinct().Order(), ids.Order());
    }
}
