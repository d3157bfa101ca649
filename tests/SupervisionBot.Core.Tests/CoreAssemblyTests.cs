using System.Reflection;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Tests;

public class CoreAssemblyTests
{
    private static readonly Assembly Core = typeof(Session).Assembly;

    [Fact]
    public void CoreReferencesOnlyTheFramework() =>
        Assert.All(Core.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void CoreIsReadyForNativeCompilation() =>
        Assert.Contains(Core.GetCustomAttributes<AssemblyMetadataAttribute>(), mark => mark is { Key: "IsAotCompatible", Value: "True" });
}
