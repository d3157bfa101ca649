using System.Text;
using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Team;

/// <summary>What stands in the rows of a session, whatever the app makes of it.</summary>
internal static class StoredText
{
    public static async Task<string> StoredTextAsync(this SupervisionTeam team, string session)
    {
        var texts = new StringBuilder();
        await foreach (var row in team.Store.QueryAllAsync("sessions", $"{SupervisionTeam.Tenant:N}|{session}", RowRange.All, CancellationToken.None))
        {
            texts.AppendLine(string.Join('|', row.PropertyNames.Select(name => $"{row[name]}")));
        }

        return texts.ToString();
    }
}
