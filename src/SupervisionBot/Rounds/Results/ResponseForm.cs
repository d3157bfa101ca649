using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SupervisionBot.Core.Rounds;
using SupervisionBot.OneToOne;
using SupervisionBot.Turns;
using static SupervisionBot.Core.Shared.Texts;

namespace SupervisionBot.Rounds.Results;

/// <summary>The dialogs in which a leader writes what comes of a round: what we do, who does it, and how channels will see it.</summary>
internal sealed class ResponseForm(CardPress press)
{
    /// <summary>Rows for actions in the dialog at once.</summary>
    public const int Rows = 5;

    /// <summary>Most themes that a response takes up, inclusive. Our own number: more is no choice, and all of a response fits one card.</summary>
    public const int MostThemes = 8;

    /// <summary>Most actions that are written here, inclusive. Our own number, below what a round can have, for the same reason.</summary>
    public const int MostActions = 15;

    /// <summary>What is typed in the first dialog, into an earlier draft.</summary>
    public static RoundResponse ReadTexts(CardData data, RoundResponse draft) => draft with
    {
        Themes = data.Has("themes") ? [.. data.Text("themes").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number).Where(number => number > 0).Distinct()] : draft.Themes,
        Stop = Tidy(data.Text("stop")),
        Start = Tidy(data.Text("start")),
        Continue = Tidy(data.Text("continue")),
        NotDone = Tidy(data.Text("notDone")),
    };

    /// <summary>What is typed in the rows of the second dialog, into an earlier draft. A row left empty is no action.</summary>
    public static RoundResponse ReadActions(CardData data, RoundResponse draft)
    {
        var actions = Enumerable.Range(0, MostActions).Select(place => data.Has($"what.{place + 1}")
            ? new ResponseAction(Tidy(data.Text($"what.{place + 1}")), Tidy(data.Text($"who.{place + 1}")), Days.Read(data.Text($"when.{place + 1}")))
            : draft.Actions.ElementAtOrDefault(place));
        return draft with { Actions = [.. actions.OfType<ResponseAction>().Where(action => action != new ResponseAction("", "", ByWhen: null))] };
    }

    /// <summary>What we stop, start, continue and will not do.</summary>
    public ReadOnlyMemory<byte> Texts(CountedRound counted, RoundResponse draft, Notice notice)
    {
        var themes = counted.Round.Themes.OrderBy(theme => theme.Prompt).ThenBy(theme => theme.Number)
            .Select(theme => new ResultChoice($"{theme.Prompt}: {Cut.Label(theme.Name)}", $"{theme.Number}")).ToList();
        return press.Print(
            "rounds/response-dialog",
            new ResponseDialog(
                notice,
                "What we do about it.",
                counted.Id,
                Cut.To(Cut.Excerpt, counted.Round.Plan.Focus),
                themes.Count > 0,
                themes,
                string.Join(',', draft.Themes.Where(number => counted.Round.FindTheme(number) is not null)),
                Cut.Plain(draft.Stop),
                Cut.Plain(draft.Start),
                Cut.Plain(draft.Continue),
                Cut.Plain(draft.NotDone)),
            ResultsCardJson.Default.ResponseDialog);
    }

    /// <summary>Who does what, by when: five rows from a place on.</summary>
    /// <param name="counted">The round.</param>
    /// <param name="draft">What is written so far.</param>
    /// <param name="at">Place of the first row, from 0; the nearest that begins five rows is taken.</param>
    /// <param name="notice">A message on top.</param>
    public ReadOnlyMemory<byte> Actions(CountedRound counted, RoundResponse draft, int at, Notice notice)
    {
        at = Math.Clamp(at / Rows * Rows, 0, MostActions - Rows);
        return press.Print(
            "rounds/response-actions-dialog",
            new ResponseActionsDialog(
                notice,
                "Who does what, by when.",
                counted.Id,
                $"Actions {at + 1} to {at + Rows}, of {MostActions} at most. Empty rows are left out. {Written(draft.Actions.Count)}",
                [.. Enumerable.Range(at, Rows).Select(place => Row(place + 1, draft.Actions.ElementAtOrDefault(place) ?? new("", "", ByWhen: null)))],
                at,
                at > 0,
                at - Rows,
                at + Rows < MostActions,
                at + Rows),
            ResultsCardJson.Default.ResponseActionsDialog);
    }

    /// <summary>The response exactly as channels will see it.</summary>
    /// <param name="responded">The round as it will be.</param>
    /// <param name="sequence">The sequence of the round as it is.</param>
    /// <param name="notice">A message on top.</param>
    public ReadOnlyMemory<byte> Preview(Round responded, int sequence, Notice notice)
    {
        var channels = responded.Plan.Channels.Count == 1 ? "1 channel" : $"{responded.Plan.Channels.Count} channels";
        return press.Print(
            "rounds/response-preview-dialog",
            new ResponsePreviewDialog(
                notice,
                "What the channels will see.",
                $"{responded.Id.Value:N}",
                sequence,
                $"Are you sure? This is posted to {channels} and finishes the round. It can't be changed afterwards; actions can still be ticked.",
                $"Post to {channels}",
                SeenIn(responded),
                ChannelCards.ResponseOf(responded)),
            ResultsCardJson.Default.ResponsePreviewDialog);
    }

    /// <summary>Tells what channels will see from anything else.</summary>
    public static string SeenIn(Round responded) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(ChannelCards.ResponseOf(responded), ChannelCardJson.Default.ChannelResponseCard)).AsSpan(0, 16));

    private static ResponseRow Row(int number, ResponseAction action) => new(
        $"what.{number}", $"Action {number}: what", Cut.Plain(action.What),
        $"who.{number}", $"Action {number}: who", Cut.Plain(action.Who),
        $"when.{number}", $"Action {number}: by when", Days.Write(action.ByWhen));

    private static string Written(int actions) => actions switch { 0 => "None is written yet.", 1 => "1 is written so far.", _ => $"{actions} are written so far." };

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
