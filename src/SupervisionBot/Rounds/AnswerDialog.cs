using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds;

/// <summary>One box of the dialog.</summary>
internal sealed record AnswerBoxView(string Id, string Label, string Value);

/// <summary>The dialog in which a person answers.</summary>
internal sealed record AnswerDialog(
    Notice Notice,
    string Speak,
    string Round,
    string Channel,
    string Focus,
    string Promise,
    string StopTitle,
    IReadOnlyList<AnswerBoxView> Stop,
    string StartTitle,
    IReadOnlyList<AnswerBoxView> Start,
    string ContinueTitle,
    IReadOnlyList<AnswerBoxView> Continue,
    bool HasWarning,
    string Confirmed,
    string Warned,
    string SaveTitle,
    bool CanAdd,
    string Boxes,
    bool CanWithdraw)
{
    // In characters on the wire: an answer as long as can be, of nothing but signs that take six each.
    private const int MostTyped = AnswerRules.LongestAnswer * 6;

    /// <summary>The dialog of a round in a channel.</summary>
    /// <param name="round">The round.</param>
    /// <param name="channel">Key of the channel.</param>
    /// <param name="content">What stands in the boxes.</param>
    /// <param name="boxes">How many boxes each prompt has at least.</param>
    /// <param name="hasAnswered">There is an answer already, to be changed or withdrawn.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="warned">What the person was warned about, as <see cref="Fingerprint"/>; empty for nothing.</param>
    public static AnswerDialog Of(Round round, string channel, AnswerContent content, int boxes, bool hasAnswered, Notice notice, string warned = "")
    {
        var most = Math.Clamp(Enum.GetValues<RoundPrompt>().Max(prompt => content.Under(prompt).Count), Math.Clamp(boxes, 1, AnswerRules.MostEntries), AnswerRules.MostEntries);
        var left = MostTyped;
        return new(
            notice,
            $"Answer: {Cut.To(Cut.Line, round.Plan.Focus)}",
            $"{round.Id.Value:N}",
            channel,
            round.Plan.Focus,
            ChannelCards.Promise(round),
            FocusQuestions.Over(RoundPrompt.Stop, round.Plan.Focus),
            Boxes(RoundPrompt.Stop),
            FocusQuestions.Over(RoundPrompt.Start, round.Plan.Focus),
            Boxes(RoundPrompt.Start),
            FocusQuestions.Over(RoundPrompt.Continue, round.Plan.Focus),
            Boxes(RoundPrompt.Continue),
            warned.Length > 0,
            "false",
            warned,
            hasAnswered ? "Save the change" : "Send",
            most < AnswerRules.MostEntries,
            $"{most + 1}",
            hasAnswered);

        IReadOnlyList<AnswerBoxView> Boxes(RoundPrompt prompt) =>
        [
            .. Enumerable.Range(1, most).Select(place => new AnswerBoxView(
                InputId(prompt, place),
                place == 1 ? $"{prompt}" : $"{prompt}, number {place}",
                Fit(content.Under(prompt).ElementAtOrDefault(place - 1) ?? ""))),
        ];

        // What is too long to be kept is given back as far as a message goes.
        string Fit(string typed)
        {
            var fitting = Cut.To(left, typed, isRecorded: false);
            left = Math.Max(0, left - Cut.OnWire(fitting));
            return fitting;
        }
    }

    /// <summary>What was typed.</summary>
    public static AnswerContent Read(CardData data)
    {
        return new(Under(RoundPrompt.Stop), Under(RoundPrompt.Start), Under(RoundPrompt.Continue));

        IReadOnlyList<string> Under(RoundPrompt prompt) => [.. Enumerable.Range(1, AnswerRules.MostEntries).Select(place => data.Text(InputId(prompt, place))).Where(text => !Texts.IsBlank(text))];
    }

    /// <summary>Tells one content from another.</summary>
    public static string Fingerprint(AnswerContent content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Enum.GetValues<RoundPrompt>().SelectMany(prompt => content.Under(prompt).Append("\u0001"))))));

    private static string InputId(RoundPrompt prompt, int place) => $"{prompt.ToString().ToLowerInvariant()}.{place}";
}
