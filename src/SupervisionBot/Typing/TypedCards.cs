using SupervisionBot.Reflections;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Typing;

/// <summary>The small cards about typed messages, each drawn from what is stored when it is drawn. They go to the writer's own chat and nowhere else.</summary>
internal sealed class TypedCards(CardPress press, TypedStore typed, TypedPlaces places, AnswerTyping answering, TypedAnswers answers, SessionStore sessions, ReflectionStore reflections)
{
    /// <summary>Most of the words that the card shows, in characters on the wire: whoever typed more knows them by their beginning. Our own number.</summary>
    private const int MostShown = 4_000;

    /// <summary>Most of a question in the list of others, in characters on the wire: most are shown whole. Our own number.</summary>
    private const int LongestQuestion = 200;

    private const string TakenBack = "These words are erased from the record. That you took something back stays in it.";

    /// <summary>The card of a message as it is now: where it may belong, where it went, or that nothing is known of it. With no key: the question that is answered by typing.</summary>
    /// <param name="address">Whose. A key of somebody else's names nothing here.</param>
    /// <param name="mri">Whose client refreshes it.</param>
    /// <param name="key">Which message; empty for none.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>> CardAsync(TypedAddress address, string mri, string key, Notice notice, CancellationToken cancellationToken)
    {
        var (waiting, placed) = await typed.FindAsync(address, key, cancellationToken);
        return waiting is null
            ? press.Print("typing/answering", await AnsweringAsync(address, mri, key, placed, notice, cancellationToken), TypingCardJson.Default.AnsweringCard)
            : press.Print("typing/typed", await WaitingAsync(address, mri, waiting, placed, notice, cancellationToken), TypingCardJson.Default.TypedCard);
    }

    /// <summary>What is said of things that came beside the words; empty where nothing did.</summary>
    public static string NotKept(MessageParts beside)
    {
        string[] parts =
        [
            .. beside.HasFlag(MessageParts.File) ? ["the file"] : Array.Empty<string>(),
            .. beside.HasFlag(MessageParts.Picture) ? ["the picture"] : Array.Empty<string>(),
            .. beside.HasFlag(MessageParts.Forwarded) ? ["the message you forwarded"] : Array.Empty<string>(),
            .. beside.HasFlag(MessageParts.Quote) ? ["the message you quoted"] : Array.Empty<string>(),
        ];
        if (parts.Length == 0)
        {
            return "";
        }

        var all = parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
        return $"{char.ToUpperInvariant(all[0])}{all[1..]} {(parts.Length == 1 ? "is" : "are")} not part of the record, and I have not kept {(parts.Length == 1 ? "it" : "them")}. Say in words what matters, and keep the rest in your case system.";
    }

    private async Task<TypedCard> WaitingAsync(TypedAddress address, string mri, WaitingMessage waiting, PlacedMessage? placed, Notice notice, CancellationToken cancellationToken)
    {
        var (words, beside) = (Cut.To(MostShown, waiting.Words, isRecorded: false), NotKept(waiting.Beside));
        if (placed is { IsTakenBack: false } && await PlaceOfAsync(address, placed.Target, cancellationToken) is { } there)
        {
            var isPrivate = placed.Target is TypedTarget.AReflection;
            return new(
                notice, "You changed a message that is saved.", [mri], waiting.Key, waiting.Version, "You changed your message", words,
                $"{(isPrivate ? "Your reflection" : "The record")} still has it as it was, under: {there.Question} Nothing changes there until you press.")
            {
                Beside = beside,
                First = [new("Put the new words there", "Puts the new words in the place of the old ones", placed.Target.ToString())],
                DropTitle = "Leave it as it was",
            };
        }

        var offered = await places.FindAsync(address, cancellationToken);
        var after = waiting.IsAfterMode ? "Answering by typing had ended: it does after 15 quiet minutes, when the step moves on, or when something else comes up. " : "";
        return new(
            notice, "Where does this belong? Nothing is saved yet.", [mri], waiting.Key, waiting.Version, "Where does this belong?", words,
            $"{after}Nothing is saved until you press. The words wait for you here, for a day at most, and nobody else can see them.")
        {
            Beside = beside,
            First = [.. new[] { offered.Reflection, offered.Asked }.OfType<TypedPlace>().Select(Button)],
            Typing = [.. new[] { offered.Asked }.OfType<TypedPlace>().Select(asked => new PlaceButton(
                $"Answer by typing: {Cut.Label(asked.Question)}", "Saves it as your answer, and adds each message that you type next", asked.Target.ToString()))],
            Others = [.. offered.Others.Select(place => new PlaceChoice($"{Cut.Label(place.Name)}: {Cut.To(LongestQuestion, place.Question)}", place.Target.ToString()))],
            Last = [.. new[] { offered.Leaders }.OfType<TypedPlace>().Select(Button)],
            Unopened = [.. offered.Unopened.Select((listed, index) => new SessionButton($"Open {index + 1}: {Cut.Label(listed.CaseReference.Length > 0 ? listed.CaseReference : listed.Guide)}", listed.Address.Session.ToString()))],
            DropTitle = "Not an answer",
        };
    }

    private async Task<AnsweringCard> AnsweringAsync(TypedAddress address, string mri, string key, PlacedMessage? placed, Notice notice, CancellationToken cancellationToken)
    {
        var present = await answering.PresentAsync(address, cancellationToken);
        var typing = present is { } on ? on.Stored.Guide.FindPrompt(on.Mode.Prompt)!.Text : "";
        var place = placed is null ? null : await PlaceOfAsync(address, placed.Target, cancellationToken);
        if (placed is null || place is null)
        {
            var (title, text) = (typing.Length > 0, key.Length > 0) switch
            {
                (true, _) => ("Answer by typing", "Whatever you type now is added to this answer, each message as a paragraph of its own, until you press Done."),
                (false, true) => ("Nothing waits here", "Words wait for a day at most, and where a message went is remembered for a week. Whatever was saved is in its session, or in your reflections."),
                (false, false) => ("Answering by typing is over", "Whatever you added is saved. When you type now, I ask where it belongs."),
            };
            return new(notice, $"{title}.", [mri], key, title, text)
            {
                Question = typing,
                Session = present?.Mode.Session.ToString() ?? "",
                Prompt = present?.Mode.Prompt ?? "",
                IsOn = present is not null,
            };
        }

        var beside = NotKept(placed.Beside);
        if (placed.Target is TypedTarget.AReflection reflection)
        {
            return new(notice, "Saved in your reflection.", [mri], key, "Saved in your reflection", "Only you can read it.") { Question = place.Question, Beside = beside, Number = reflection.Number };
        }

        var answer = (TypedTarget.AnAnswer)placed.Target;
        var isOn = present?.Mode.Session == answer.Session;
        // They may have been taken back with the whole answer, where that stands.
        var isTakenBack = placed.IsTakenBack || await answers.WordsAsync(address, placed, answer, cancellationToken) is null;
        var heading = isTakenBack ? "Taken back from:" : isOn && present!.Value.Mode.Prompt == answer.Prompt ? "Added to:" : "Saved under:";
        return new(
            notice, $"{heading} {place.Question}", [mri], key, $"{place.Name}. {heading}",
            $"{(isTakenBack ? $"{TakenBack} " : "")}{(isOn ? $"Whatever you type next is added to: {typing}" : "When you type again, I ask where it belongs.")}")
        {
            Question = place.Question,
            Beside = beside,
            Session = answer.Session.ToString(),
            Prompt = isOn ? present!.Value.Mode.Prompt : answer.Prompt,
            CanTakeBack = !isTakenBack,
            IsOn = isOn,
            CanStart = !isOn,
        };
    }

    private static PlaceButton Button(TypedPlace place) => place.Target is TypedTarget.AReflection
        ? new($"Only you: {Cut.Label(place.Question)}", "Saves it in your private reflection, which nobody else can read", place.Target.ToString())
        : new($"{Cut.Label(place.Name)}: {Cut.Label(place.Question)}", "Saves it as your answer to that question", place.Target.ToString());

    // What it is called; null when it is not there, or not there for this person.
    private async Task<TypedPlace?> PlaceOfAsync(TypedAddress address, TypedTarget target, CancellationToken cancellationToken) => target switch
    {
        TypedTarget.AnAnswer answer when await sessions.FindOrPassAsync(new(address.Tenant, answer.Session), cancellationToken) is { } stored
            && stored.Session.Find(address.Person) is not null
            && stored.Guide.FindPrompt(answer.Prompt) is { } prompt => new(target, SessionName.Heading(stored.Session.CaseReference, stored.Guide.Title), stored.Guide.LabelOf(prompt)),
        TypedTarget.AReflection own when await reflections.FindOrPassAsync(new(address.Tenant, address.Person), own.Number, cancellationToken) is { } reflection => new(target, "Your reflection", reflection.Question),
        _ => null,
    };
}
