using System.Diagnostics;

namespace SupervisionBot.EndToEnd.Deployed;

/// <summary>The command <c>export</c>, as an operator types it.</summary>
internal static class Exporting
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>All that the file says.</summary>
    /// <param name="store">The database of an app that is stopped.</param>
    public static async Task<string> ExportAsync(string store)
    {
        var file = Path.Combine(Path.GetDirectoryName(store)!, "export.jsonl");
        string[] arguments = ["exec", Path.Combine(AppContext.BaseDirectory, "SupervisionBot.dll"), "export", file, "--Storage:Path", store];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, trouble) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.True(process.ExitCode == 0, await trouble + await said);
        return await File.ReadAllTextAsync(file);
    }
}
