namespace SupervisionBot.Cards.Tests;

/// <summary>Folders of the working copy, which tests read as they stand.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    public static string Cards { get; } = Path.Combine(Root, "cards");

    public static string CardChecks { get; } = Path.Combine(Root, "tests", "cards");

    public static string Fixtures { get; } = Path.Combine(Root, "tests", "SupervisionBot.Cards.Tests", "fixtures");

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
