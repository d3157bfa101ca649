namespace SupervisionBot.Tests;

/// <summary>The working copy, which some tests read as it stands.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SupervisionBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No SupervisionBot.sln above the tests.");
        }

        return folder.FullName;
    }
}
