using SupervisionBot.Core.Shared;

namespace SupervisionBot.Sending;

/// <summary>What is to be sent. It holds texts of ours and references, never what somebody wrote: what a reference stands for is drawn when it is sent.</summary>
internal abstract record Content
{
    /// <summary>Names of the kinds, as <see cref="Name"/> has them.</summary>
    public const string Saying = "say", Telling = "news", Showing = "view", Drawing = "draw", Posting = "post";

    private Content()
    {
    }

    /// <summary>Names the kind in stored rows, in ids and in logs, so never to be changed.</summary>
    public abstract string Name { get; }

    /// <summary>All that it says, in an order that is never changed: ids of messages are made of it.</summary>
    public abstract IReadOnlyList<string> Parts { get; }

    /// <summary>Plain text of ours. What it says may show on a lock screen.</summary>
    public sealed record Say(string Text) : Content
    {
        /// <inheritdoc/>
        public override string Name => Saying;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Parts => [Text];
    }

    /// <summary>News: a small card with a button that brings what they are about, drawn for whom it is sent to, as things are then.</summary>
    /// <param name="Text">Plain text of ours, on the card and in the notification. It may show on a lock screen, so it says neither who nor which case nor what: the card says that.</param>
    /// <param name="View">The card.</param>
    public sealed record News(string Text, View View) : Content
    {
        /// <inheritdoc/>
        public override string Name => Telling;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Parts => [Text, View.Verb, .. View.Parts];
    }

    /// <summary>A view, as it is when it is sent.</summary>
    /// <param name="View">What is shown.</param>
    /// <param name="For">For whose eyes it is drawn; in a shared chat others see it too.</param>
    /// <param name="Notice">A fixed text of ours on top of it; empty for none.</param>
    /// <param name="Warns">Whether that warns.</param>
    /// <param name="Replaces">The message whose place it takes; null to send it as a new one.</param>
    public sealed record Show(View View, PersonId For, string Notice = "", bool Warns = false, string? Replaces = null) : Content
    {
        /// <inheritdoc/>
        public override string Name => Showing;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Parts =>
            [View.Verb, $"{For}", Notice, Warns ? "warns" : "", Replaces ?? "", .. View.Parts];
    }

    /// <summary>The card of a session as it is when it is sent: of several in a row only the last is drawn.</summary>
    /// <param name="Session">Which.</param>
    /// <param name="Anew">As a new message, even where a card of the session stands already.</param>
    public sealed record Draw(SessionId Session, bool Anew) : Content
    {
        /// <inheritdoc/>
        public override string Name => Drawing;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Parts => [$"{Session}", Anew ? "anew" : ""];
    }

    /// <summary>What a part of the product posts, as it is when it is sent.</summary>
    /// <param name="Kind">Which <see cref="Sending.Posting"/> draws it.</param>
    /// <param name="Subject">What it is about, as the posting reads it.</param>
    /// <param name="Part">Which of its messages.</param>
    public sealed record Post(string Kind, string Subject, string Part) : Content
    {
        /// <inheritdoc/>
        public override string Name => Content.Posting;

        /// <inheritdoc/>
        public override IReadOnlyList<string> Parts => [Kind, Subject, Part];
    }
}
