using System.Globalization;
using CsvHelper;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;

namespace SupervisionBot.Rounds.Results;

/// <summary>The results as a file for spreadsheets: what the cards show, with every entry in full.</summary>
internal static class ResultsFile
{
    // A cell that begins with one of these is a formula to some spreadsheet ("CSV Injection", owasp.org). The library knows those of ASCII, and the wide forms are dealt with here.
    private const string Formula = "=+-@\t\r\n";
    private const string WideFormula = "＝＋－＠";

    private static readonly CsvWriterOptions s_options = new()
    {
        WriteByteOrderMark = true,
        Quoting = CsvQuoting.Always,
        ValidateFieldCount = false,
        Injection = CsvInjection.Escape,
        InjectionCharacters = Formula,
    };

    /// <summary>What the file is called.</summary>
    public static string NameOf(Round round) => string.Create(CultureInfo.InvariantCulture, $"stop-start-continue-{LondonTime.Day(round.ClosedAt!.Value):yyyy-MM-dd}.csv");

    /// <summary>The file: UTF-8 with a byte order mark, without which some spreadsheets misread it.</summary>
    public static byte[] Of(CountedRound counted)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, s_options, leaveOpen: true))
        {
            foreach (var row in About(counted).Concat(Written(counted)))
            {
                csv.WriteRecord([.. row.Select(cell => cell.Length > 0 && WideFormula.Contains(cell[0], StringComparison.Ordinal) ? $"'{cell}" : cell)]);
            }
        }

        return bytes.ToArray();
    }

    private static IEnumerable<string[]> About(CountedRound counted)
    {
        var (round, results) = (counted.Round, counted.Results);
        yield return ["Stop, start, continue: what came back"];
        yield return ["Question", round.Plan.Focus];
        yield return ["Opened", UkTime.Text(round.OpenedAt!.Value)];
        yield return ["Closed", UkTime.Text(round.ClosedAt!.Value)];
        yield return ["People who answered", $"{results.Answered}"];
        foreach (var row in results.Teams)
        {
            yield return ["People who answered", $"{row.Answered}", row.Name];
        }

        foreach (var why in WhyNotShown.Of(counted))
        {
            yield return ["Not shown", why];
        }

        foreach (var prompt in results.Prompts)
        {
            yield return [$"Entries under {prompt.Prompt}", $"{prompt.Entries}"];
        }

        yield return [""];
    }

    private static IEnumerable<string[]> Written(CountedRound counted)
    {
        if (counted.Results.Detail != ResultDetail.Texts)
        {
            yield break;
        }

        var (isSplit, isNamed) = (counted.Results.Groups.Count > 0, !counted.Round.Plan.Anonymous);
        yield return [.. Row("Prompt", "Theme", "Entry", "Team", "Who", "Last saved")];
        foreach (var prompt in counted.Results.Prompts)
        {
            foreach (var (theme, entry) in prompt.Themes.SelectMany(theme => theme.Texts.Select(entry => (theme, entry))))
            {
                var team = counted.Results.Groups.FirstOrDefault(group => group.Team == entry.Team)?.Name ?? "";
                yield return [.. Row($"{prompt.Prompt}", ResultsCards.NameOf(theme), entry.Text, team, entry.Who ?? "", entry.At is { } at ? UkTime.Text(at) : "")];
            }
        }

        IEnumerable<string> Row(string prompt, string theme, string entry, string team, string who, string at) =>
            [prompt, theme, entry, .. isSplit ? new[] { team } : [], .. isNamed ? new[] { who, at } : []];
    }
}
