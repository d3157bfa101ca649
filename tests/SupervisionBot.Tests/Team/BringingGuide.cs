using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Guides;

namespace SupervisionBot.Tests.Team;

/// <summary>A guide of an organisation's own into whose sessions everything may be brought; otherwise the built-in one.</summary>
internal static class BringingGuide
{
    private static readonly Lazy<string> s_folder = new(Write);

    /// <summary>The settings under which it is in use.</summary>
    public static string[] InUse => ["--Guides:Path", s_folder.Value];

    /// <summary>The guide as its file has it.</summary>
    public static GuideEdition Edition => GuideLibrary.Read(s_folder.Value).Single(edition => edition.Guide.Bring.Count > 0);

    /// <summary>Keeps it with a team without having it in use, so that single sessions can be opened with it.</summary>
    public static Task KeepAsync(SupervisionTeam team) => new GuideLibrary([Edition], team.Store, NullLogger<GuideLibrary>.Instance).StartAsync(CancellationToken.None);

    private static string Write()
    {
        var folder = Directory.CreateTempSubdirectory("bringing").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "seeds", "knowsley-decision-walk.json"));
        const string Record = "\"record\": \"case\",";
        Assert.Contains(Record, guide, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "bringing.json"), guide.Replace(Record, $"{Record} \"bring\": [\"challengeQuestions\", \"reflections\"],", StringComparison.Ordinal));
        return folder;
    }
}
