using System.Globalization;
using SupervisionBot.Hosting;
using SupervisionBot.Sessions;
using SupervisionBot.Turns;

namespace SupervisionBot.Reflections;

/// <summary>The cards of somebody's reflections. They go to this person's own chat and nowhere else.</summary>
internal sealed class ReflectionCards(CardPress press)
{
    /// <summary>Reflections on one page of the list. Our own number, the same as in the list of sessions.</summary>
    public const int PageSize = 4;

    /// <summary>Most reflections that the dialog offers at once: as many questions as a session takes in.</summary>
    private const int MostOffered = 5;

    /// <summary>Where it stands.</summary>
    /// <param name="state">The state.</param>
    /// <param name="open">The question that waits; null where none does.</param>
    /// <param name="mri">Whose client refreshes it.</param>
    /// <param name="notice">A message on top.</param>
    public ReadOnlyMemory<byte> State(ReflectionState state, Reflection? open, string mri, Notice notice)
    {
        var status = state switch
        {
            { Status: ReflectionStatus.On, NextAt: { } at } => $"The next question comes on {UkTime.Appointment(at)}.",
            { Status: ReflectionStatus.Paused } => "Paused. Nothing comes until you press Go on.",
            { Asked: > 0 } => "Stopped. Nothing comes. What you wrote is kept.",
            _ => "Not started. Nothing comes until you press Start.",
        };
        var isOff = state.Status == ReflectionStatus.Off;
        return press.Print(
            "reflections/reflect",
            new ReflectCard(
                notice,
                $"Reflection. {status}",
                [mri],
                status,
                state.Asked,
                state.Status == ReflectionStatus.On,
                state.Status == ReflectionStatus.Paused,
                IsRunning: !isOff,
                open is not null,
                open?.Number ?? 0,
                open?.Question ?? "",
                CanSend: open is null,
                state.Asked > 0,
                Text((int)state.Rhythm.Day),
                Text(state.Rhythm.Hour),
                Text(state.Rhythm.Weeks),
                (isOff, state.Asked) switch { (true, 0) => "Start", (true, _) => "Start again", _ => "Change the times" }),
            ReflectionCardJson.Default.ReflectCard);
    }

    /// <summary>A question, to be answered or to be answered anew.</summary>
    public ReadOnlyMemory<byte> Question(ReflectionState state, Reflection reflection, string mri, Notice notice) => press.Print(
        "reflections/reflection-prompt",
        new ReflectionPromptCard(
            notice,
            $"A question for you: {reflection.Question}",
            [mri],
            reflection.Number,
            reflection.Question,
            Cut.Plain(reflection.Text),
            !reflection.IsWritten,
            reflection.IsWritten,
            state.Status == ReflectionStatus.On),
        ReflectionCardJson.Default.ReflectionPromptCard);

    /// <summary>What was written to a question.</summary>
    public ReadOnlyMemory<byte> Saved(Reflection reflection, bool isMarked, string mri, Notice notice) => press.Print(
        "reflections/reflection-saved",
        new ReflectionSavedCard(
            notice,
            $"What you wrote: {reflection.Question}",
            [mri],
            reflection.Number,
            reflection.Question,
            $"You wrote on {UkTime.Short(reflection.WrittenAt ?? reflection.AskedAt)}:",
            Cut.To(Cut.Page, reflection.Text),
            Standing(reflection, isMarked),
            CanBring: !isMarked,
            CanKeep: isMarked),
        ReflectionCardJson.Default.ReflectionSavedCard);

    /// <summary>One page of what was written.</summary>
    /// <param name="written">The page, newest first, and one more where older ones follow.</param>
    /// <param name="marked">Numbers of those that are marked to talk about.</param>
    /// <param name="notice">A message on top.</param>
    public ReadOnlyMemory<byte> Written(IReadOnlyList<Reflection> written, IReadOnlySet<int> marked, Notice notice)
    {
        var lines = written.Take(PageSize).Select((reflection, index) => new ReflectionLine(
            reflection.Number,
            reflection.Question,
            $"{UkTime.Short(reflection.WrittenAt ?? reflection.AskedAt)} · {Standing(reflection, marked.Contains(reflection.Number))}",
            Cut.To(Cut.Excerpt, reflection.Text),
            $"Open {index + 1}"));
        return press.Print(
            "reflections/reflections-written",
            new ReflectionsWrittenCard(notice, "What you have written.", written.Count == 0, [.. lines], written.Count > PageSize, written.Count > PageSize ? written[PageSize - 1].Number : 0),
            ReflectionCardJson.Default.ReflectionsWrittenCard);
    }

    /// <summary>Asks about each that was to be brought to supervision.</summary>
    public ReadOnlyMemory<byte> Bring(StoredSession stored, IReadOnlyList<Reflection> reflections, Notice notice) => press.Print(
        "reflections/reflection-bring-dialog",
        new ReflectionBringDialog(
            notice,
            "Bring in a reflection?",
            stored.Session.Id.ToString(),
            stored.Session.Sequence,
            [.. reflections.Take(MostOffered).Select((reflection, index) => new ReflectionToBring(
                reflection.Number,
                reflection.Question,
                Cut.To(Cut.Among(Math.Min(reflections.Count, MostOffered)), reflection.Text),
                $"Bring in {index + 1}: {reflection.Question}",
                $"Not now {index + 1}: {reflection.Question}"))]),
        ReflectionCardJson.Default.ReflectionBringDialog);

    private static string Standing(Reflection reflection, bool isMarked) =>
        isMarked ? "To talk about. Only you can read this, and only you see the mark."
        : reflection.BroughtAt is { } at ? $"You brought this into supervision on {UkTime.Short(at)}. What you change here does not change there."
        : "Only you can read this.";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
