using System.Collections.Frozen;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>A part of the product beside one-to-one supervision: its own typed words, buttons and dialogs. One instance serves all requests at the same time.</summary>
/// <remarks>Who acts is <see cref="Delivery.From"/>, never something a card says: each method authorises by it.</remarks>
internal abstract class Feature
{
    /// <summary>Verbs of its buttons.</summary>
    public abstract FrozenSet<string> Pressing { get; }

    /// <summary>Verbs of its dialogs: those that open one and those that send one.</summary>
    public virtual FrozenSet<string> Dialogs => [];

    /// <summary>The one among <see cref="Pressing"/> that clients may ask by themselves, as it only shows; null where there is none.</summary>
    public virtual string? Refreshing => null;

    /// <summary>Whether a message is one of its typed words.</summary>
    public virtual bool Reads(string text) => false;

    /// <summary>Does what a typed word says.</summary>
    public virtual Task ObeyAsync(Delivery delivery, string text, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does what a button says, and answers with the card for the eyes of whoever pressed, or with words.</summary>
    public abstract Task<CardActionResponse> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken);

    /// <summary>Opens a dialog.</summary>
    public virtual Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{GetType().Name} has no dialog to open.");

    /// <summary>Takes what a dialog sends.</summary>
    public virtual Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{GetType().Name} has no dialog to send.");

    /// <summary>Takes what a person answered to a file that was offered to them.</summary>
    /// <returns>Whether it was this feature that had offered it.</returns>
    public virtual Task<bool> OnFileConsentAsync(Delivery delivery, FileConsent consent, CancellationToken cancellationToken) => Task.FromResult(false);
}
