using SupervisionBot.Core.Guides;

namespace SupervisionBot.Core.Tests;

/// <summary>The files of this repository that the tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static Guide Knowsley { get; } = Load("seeds", "knowsley-decision-walk.json");

    public static Guide Challenge { get; } = Load("seeds", "leaders-challenge-questions.json");

    public static Guide EveryKind { get; } = Fixture("every-kind");

    public static string FixturePath(string name) => Path.Combine(Root, "tests", "SupervisionBot.Core.Tests", "Guides", "fixtures", name + ".json");

    public static Guide Fixture(string name) => Load(FixturePath(name));

    private static Guide Load(params string[] path)
    {
        var file = Path.Combine([Root, .. path]);
        return GuideReader.Read(Path.GetFileName(file), File.ReadAllBytes(file));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SupervisionBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no SupervisionBot.sln above the tests");
    }
}
