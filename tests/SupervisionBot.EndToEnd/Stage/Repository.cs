namespace SupervisionBot.EndToEnd.Stage;

/// <summary>The working copy that the tests stand in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "SupervisionBot.sln"))
            ? folder.FullName
            : Find(folder.Parent ?? throw new DirectoryNotFoundException("No SupervisionBot.sln above the tests."));
}
