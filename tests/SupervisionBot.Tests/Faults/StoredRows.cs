using System.Globalization;
using System.Text.RegularExpressions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Faults;

/// <summary>What a session left in storage, one line a value, so that two runs can be compared.</summary>
internal static partial class StoredRows
{
    /// <summary>The rows of the session and the lists of both people.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(ITableStore store, SupervisionTeam team, Guid session)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in store.QueryAllAsync("sessions", $"{SupervisionTeam.Tenant:N}|{session:N}", RowRange.All, CancellationToken.None))
        {
            // In which messages cards stood before depends on what was sent twice.
            if (!row.RowKey.StartsWith("was|", StringComparison.Ordinal))
            {
                rows.Add(row);
            }
        }

        foreach (var person in new[] { team.Sarah.Person, team.Priya.Person })
        {
            await foreach (var row in store.QueryAllAsync("people", $"{SupervisionTeam.Tenant:N}|{person.Id:N}", RowRange.All, CancellationToken.None))
            {
                // How often somebody invited others counts presses, and whoever got no answer presses again.
                if (row.RowKey != "invitations")
                {
                    rows.Add(row);
                }
            }
        }

        var operations = new List<string>();
        return [.. rows.SelectMany(row => row.PropertyNames.Where(IsOfEveryRun).Order(StringComparer.Ordinal).Select(name => $"{row.PartitionKey} {row.RowKey} {name}={Text(name, row[name]!, operations)}"))];
    }

    // Which message carries a card, which port of this computer it went to, and what is made by chance, differ from run to run.
    private static bool IsOfEveryRun(string name) => name is not ("Activity" or "ServiceUrl" or "Salt" or "Commitment" or "Chain" or "Key" or "Fingerprint" or "Canonical");

    // An operation says which card was pressed, and people press an older or a newer one; what counts is which entries belong to one operation.
    private static string Text(string name, object value, List<string> operations)
    {
        if (name == "Operation")
        {
            var known = operations.IndexOf((string)value);
            if (known < 0)
            {
                operations.Add((string)value);
                known = operations.Count - 1;
            }

            return string.Create(CultureInfo.InvariantCulture, $"operation {known}");
        }

        if (name == "Event")
        {
            // It is made over what is made by chance.
            return Fingerprint().Replace((string)value, "");
        }

        return value is DateTimeOffset at ? at.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    [GeneratedRegex("\"fingerprint\":\"[0-9a-f]{64}\"", RegexOptions.None, 1000)]
    private static partial Regex Fingerprint();
}
