using System.ComponentModel;
using System.Diagnostics;

namespace SupervisionBot.LocalTeams;

/// <summary>Opens the page in the person's browser where there is one; where there is none, the printed address is enough.</summary>
internal static class Browser
{
    public static void TryOpen(Uri page)
    {
        if (OperatingSystem.IsLinux() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")))
        {
            return;
        }

        try
        {
            // Windows opens an address by itself, without a program to name.
            using var browser = OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true })
                : Process.Start(OperatingSystem.IsMacOS() ? "open" : "xdg-open", page.AbsoluteUri);
        }
        catch (Win32Exception)
        {
            // No such program: there is no browser to open.
        }
    }
}
