using SupervisionBot.Core.Shared;

namespace SupervisionBot.Typing;

/// <summary>Typing joins nobody to a session: its invitation has to be opened first.</summary>
internal sealed record NotOpenedYet : Refusal;

/// <summary>The words wait no more: they were saved, dropped or deleted, or a day is over.</summary>
internal sealed record WordsGone : Refusal;

/// <summary>The message was changed in the chat after the card was drawn.</summary>
internal sealed record WordsChanged : Refusal;

/// <summary>Another device of the same person is saving the same words in another place.</summary>
internal sealed record BeingSaved : Refusal;

/// <summary>The answer was changed since, so that what came from one message can't be told from the rest.</summary>
internal sealed record AnswerChangedSince : Refusal;
