using System.Collections.Concurrent;

namespace SupervisionBot.Teams.Tests;

internal sealed record Call(string Method, Delivery Delivery, CardAction? Action = null, CardTrigger? Trigger = null, string? Text = null, FileConsent? Consent = null, MessageParts Beside = MessageParts.None);

/// <summary>Keeps what reached the app, and answers what the test says.</summary>
internal sealed class RecordingHandler : TeamsActivityHandler
{
    public static readonly CardActionResponse Nothing = new CardActionResponse.Message("Nothing to do.");

    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentQueue<ConversationUpdate> _updates = new();

    public Func<CardActionResponse> OnCard { get; set; } = () => Nothing;

    public Func<TaskResponse> OnTask { get; set; } = () => new TaskResponse.Close();

    public Exception? Failure { get; set; }

    public IReadOnlyList<Call> Take()
    {
        var calls = _calls.ToArray();
        _calls.Clear();
        return calls;
    }

    public IReadOnlyList<ConversationUpdate> TakeUpdates()
    {
        var updates = _updates.ToArray();
        _updates.Clear();
        return updates;
    }

    public void Reset()
    {
        _calls.Clear();
        _updates.Clear();
        OnCard = () => Nothing;
        OnTask = () => new TaskResponse.Close();
        Failure = null;
    }

    public override Task OnMessageAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken) => Record(new("message", delivery, Text: message.Text, Beside: message.Beside));

    public override Task OnMessageEditedAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken) => Record(new("edited", delivery, Text: message.Text, Beside: message.Beside));

    public override Task OnMessageDeletedAsync(Delivery delivery, CancellationToken cancellationToken) => Record(new("deleted", delivery));

    public override Task OnCardSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken) => Record(new("submit", delivery, action));

    public override async Task<CardActionResponse> OnCardActionAsync(Delivery delivery, CardAction action, CardTrigger trigger, CancellationToken cancellationToken)
    {
        await Record(new("card", delivery, action, trigger));
        return OnCard();
    }

    public override async Task<TaskResponse> OnTaskFetchAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        await Record(new("fetch", delivery, action));
        return OnTask();
    }

    public override async Task<TaskResponse> OnTaskSubmitAsync(Delivery delivery, CardAction action, CancellationToken cancellationToken)
    {
        await Record(new("save", delivery, action));
        return OnTask();
    }

    public override Task OnFileConsentAsync(Delivery delivery, FileConsent consent, CancellationToken cancellationToken) => Record(new("file", delivery, Consent: consent));

    public override Task OnInstalledAsync(Delivery delivery, CancellationToken cancellationToken) => Record(new("installed", delivery));

    public override Task OnUninstalledAsync(Delivery delivery, CancellationToken cancellationToken) => Record(new("uninstalled", delivery));

    public override Task OnConversationUpdateAsync(ConversationUpdate update, CancellationToken cancellationToken)
    {
        _updates.Enqueue(update);
        return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
    }

    private Task Record(Call call)
    {
        _calls.Enqueue(call);
        return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
    }
}
