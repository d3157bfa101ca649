using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SupervisionBot.Teams;

/// <summary>Calls from the bot to Teams: one HTTP request each (one a page for members), no retries but one with a new token after a 401. Safe to use from many threads.</summary>
/// <remarks>REST API: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference.</remarks>
public sealed class ConnectorClient(HttpClient http, IOptions<TeamsOptions> options, TimeProvider clock, ILogger<ConnectorClient> log)
{
    /// <summary>
    /// Longest serialised activity, in UTF-16 characters, inclusive; a longer one is not sent and is <see cref="ConnectorOutcome.TooLarge"/>. Teams advises
    /// at most 80 KB counted in UTF-16 (learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages); this leaves a tenth free.
    /// </summary>
    public const int MaxActivityLength = 36_000;

    /// <summary>Most pages of members that are read, of up to <see cref="MembersPerPage"/> each. Our own limit.</summary>
    public const int MaxMemberPages = 10;

    /// <summary>Members asked for in one page, the most that the service is known to take; fewer may come (learn.microsoft.com/microsoftteams/platform/resources/team-chat-member-api-changes).</summary>
    public const int MembersPerPage = 500;

    internal const int MaxResponseBytes = 1024 * 1024;

    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly MediaTypeHeaderValue s_json = new("application/json", "utf-8");

    /// <summary>Sends a card, with a notification.</summary>
    /// <param name="to">Where.</param>
    /// <param name="card">One well-formed card object as UTF-8 JSON.</param>
    /// <param name="summary">What the notification and the feed show: plain text that anyone in the conversation may read.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    public Task<ConnectorOutcome> SendCardAsync(ConversationReference to, ReadOnlyMemory<byte> card, string summary, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, AddressIn(to, "activities"), OutboundBody.Card(to, card.Span, summary, notify: true), cancellationToken);

    /// <summary>Sends plain text: nothing in it is read as Markdown, mention or link.</summary>
    public Task<ConnectorOutcome> SendTextAsync(ConversationReference to, string plainText, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, AddressIn(to, "activities"), OutboundBody.Text(to, plainText), cancellationToken);

    /// <summary>Replaces a card that the bot sent, for everybody and without a notification.</summary>
    /// <param name="to">Where it was sent.</param>
    /// <param name="activityId">Id that sending it gave, or <see cref="Delivery.ReplyToId"/> of an action on it.</param>
    /// <param name="card">One well-formed card object as UTF-8 JSON.</param>
    /// <param name="summary">What the feed shows: plain text that anyone in the conversation may read.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    public Task<ConnectorOutcome> UpdateCardAsync(ConversationReference to, string activityId, ReadOnlyMemory<byte> card, string summary, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, AddressIn(to, "activities", activityId), OutboundBody.Card(to, card.Span, summary, notify: false), cancellationToken);

    /// <summary>Deletes a message that the bot sent, for everybody. Repeating it gives <see cref="ConnectorOutcome.Gone"/>.</summary>
    /// <param name="to">Where it was sent.</param>
    /// <param name="activityId">Id that sending it gave, or <see cref="Delivery.ReplyToId"/> of an action on it.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    public async Task<ConnectorOutcome> DeleteAsync(ConversationReference to, string activityId, CancellationToken cancellationToken) =>
        (await CallAsync(HttpMethod.Delete, AddressIn(to, "activities", activityId), body: null, cancellationToken)).Outcome;

    /// <summary>Offers a file to a person in their own chat; the answer comes to <see cref="TeamsActivityHandler.OnFileConsentAsync"/>.</summary>
    /// <param name="to">Their chat: Teams offers files nowhere else.</param>
    /// <param name="offer">The file.</param>
    /// <param name="summary">What the notification and the feed show, in plain text.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    /// <exception cref="ArgumentException">The conversation is not <see cref="ConversationKind.Personal"/>.</exception>
    public Task<ConnectorOutcome> SendFileConsentAsync(ConversationReference to, FileOffer offer, string summary, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, AddressIn(Own(to), "activities"), OutboundBody.FileConsent(to, offer, summary), cancellationToken);

    /// <summary>Shows a file that was uploaded, for its person to open or download.</summary>
    /// <param name="to">Their chat: Teams offers files nowhere else.</param>
    /// <param name="file">Where it is.</param>
    /// <param name="summary">What the notification and the feed show, in plain text.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    /// <exception cref="ArgumentException">The conversation is not <see cref="ConversationKind.Personal"/>.</exception>
    public Task<ConnectorOutcome> SendFileInfoAsync(ConversationReference to, FilePlace file, string summary, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, AddressIn(Own(to), "activities"), OutboundBody.FileInfo(to, file, summary), cancellationToken);

    /// <summary>Opens the chat of one person with the bot, or finds it again: repeating it gives the same id.</summary>
    /// <param name="via">Any conversation of the bot in the same tenant; gives the service address and the bot's id.</param>
    /// <param name="person">Who. The app must be installed for them, or in a chat or team they are in.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    /// <returns><see cref="ConnectorOutcome.Delivered"/> with the conversation id, never without.</returns>
    public async Task<ConnectorOutcome> CreatePersonalConversationAsync(ConversationReference via, TeamsPerson person, CancellationToken cancellationToken)
    {
        var address = ServiceAddress.Combine(via.ServiceUrl, options.Value, "v3", "conversations");
        var outcome = await SendAsync(HttpMethod.Post, address, OutboundBody.PersonalConversation(via.BotMri, person), cancellationToken);
        return outcome is ConnectorOutcome.Delivered { Id: null } ? new ConnectorOutcome.Unknown() : outcome;
    }

    /// <summary>
    /// Reads who is in a chat or team, guests and people of other organisations too, each with their own tenant and whether they are a guest where Teams says so (<c>tenantId</c>, <c>userRole</c>). People without an
    /// Entra object id (anonymous guests, bots) are left out.
    /// </summary>
    /// <param name="chat">The chat, or a channel, whichever thread of it.</param>
    /// <param name="team">The team of a channel: its people are asked for by team, as the service knows no members of a thread.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    /// <remarks>
    /// A thread is answered 404 ThreadNotFound (github.com/microsoft/botframework-sdk/issues/3062); the official library asks by team as well
    /// (microsoft/botbuilder-dotnet, Microsoft.Bot.Builder/Teams/TeamsInfo.cs, GetPagedMembersAsync).
    /// </remarks>
    public async Task<MembersOutcome> GetMembersAsync(ConversationReference chat, TeamsTeam? team, CancellationToken cancellationToken)
    {
        chat = chat with { ConversationId = team?.Id ?? ConversationReference.WholeOf(chat.ConversationId) };
        var people = new List<TeamsPerson>();
        string? next = null;
        for (var page = 0; page < MaxMemberPages; page++)
        {
            var address = AddressIn(chat, "pagedmembers") is { } found
                ? new Uri(found, string.Create(CultureInfo.InvariantCulture, $"?pageSize={MembersPerPage}{(next is null ? "" : "&continuationToken=" + Uri.EscapeDataString(next))}"))
                : null;
            var (outcome, json) = await CallAsync(HttpMethod.Get, address, body: null, cancellationToken);
            if (outcome is not ConnectorOutcome.Delivered)
            {
                return new MembersOutcome.Failed(outcome);
            }

            foreach (var member in json.Items("members"))
            {
                if (member.Text("id") is { Length: > 0 } mri && (member.Id("aadObjectId") ?? member.Id("objectId")) is { } objectId)
                {
                    people.Add(new TeamsPerson(member.Id("tenantId") ?? chat.TenantId, objectId, mri, DeliveryReader.NameOf(member), member.Text("userRole") is "guest" or "anonymous"));
                }
            }

            next = json.Text("continuationToken");
            if (next is null or "")
            {
                return new MembersOutcome.Found(people, Complete: true);
            }
        }

        return new MembersOutcome.Found(people, Complete: false);
    }

    /// <summary>Reads the channels of a team that everybody in it can open; private and shared ones are left out.</summary>
    /// <param name="via">A channel of the team, which gives the service address.</param>
    /// <param name="team">The team.</param>
    /// <param name="cancellationToken">Gives up; then, and only then, the call throws.</param>
    /// <returns>In the service's order; null when they could not be read.</returns>
    /// <remarks>learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context, Get the list of channels in a team.</remarks>
    public async Task<IReadOnlyList<TeamsChannel>?> GetChannelsAsync(ConversationReference via, string team, CancellationToken cancellationToken)
    {
        var (outcome, json) = await CallAsync(HttpMethod.Get, ServiceAddress.Combine(via.ServiceUrl, options.Value, "v3", "teams", team, "conversations"), body: null, cancellationToken);
        return outcome is not ConnectorOutcome.Delivered ? null :
        [
            .. from channel in json.Items("conversations")
               let id = channel.Text("id")
               where id is { Length: > 0 } && channel.Text("type") is null or "standard"
               select new TeamsChannel(id, channel.Text("name") is { Length: > 0 } name ? name : null),
        ];
    }

    /// <summary>Whether a call that failed so was certainly not made.</summary>
    internal static bool NeverLeft(HttpRequestError? reason) =>
        reason is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private Uri? AddressIn(ConversationReference conversation, params ReadOnlySpan<string> rest) =>
        ServiceAddress.Combine(conversation.ServiceUrl, options.Value, ["v3", "conversations", conversation.ConversationId, .. rest]);

    private static ConversationReference Own(ConversationReference to) =>
        to.Kind is ConversationKind.Personal ? to : throw new ArgumentException("Teams sends files in a person's own chat only.", nameof(to));

    private async Task<ConnectorOutcome> SendAsync(HttpMethod method, Uri? address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        (await CallAsync(method, address, body, cancellationToken)).Outcome;

    private async Task<(ConnectorOutcome Outcome, JsonElement Body)> CallAsync(HttpMethod method, Uri? address, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        if (address is null)
        {
            log.ConnectorNotCalled(method, "address");
            return (new ConnectorOutcome.Rejected(0, "BadAddress"), default);
        }

        using var request = new HttpRequestMessage(method, address);
        if (body is { } bytes)
        {
            if (Encoding.UTF8.GetCharCount(bytes.Span) > MaxActivityLength)
            {
                log.ConnectorNotCalled(method, "size");
                return (new ConnectorOutcome.TooLarge(), default);
            }

            request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = s_json } };
        }

        var started = clock.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var json = TolerantJson.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            var outcome = ConnectorAnswer.Read(response, json, isAboutAMessage: method == HttpMethod.Put || method == HttpMethod.Delete, clock);
            Log(response, json, clock.GetElapsedTime(started));
            return (outcome, json);
        }
        catch (TokenUnavailableException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            log.ConnectorNotCalled(method, "token");
            return (new ConnectorOutcome.NotSent(), default);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var reason = (e as HttpRequestException)?.HttpRequestError;
            log.ConnectorSilent(method, clock.GetElapsedTime(started), reason);
            return (NeverLeft(reason)
                ? new ConnectorOutcome.NotSent()
                : new ConnectorOutcome.Unknown(), default);
        }
    }

    private void Log(HttpResponseMessage response, JsonElement json, TimeSpan elapsed)
    {
        var method = response.RequestMessage!.Method;
        var correlation = response.Headers.TryGetValues("MS-CV", out var values) ? values.FirstOrDefault() : null;
        if (response.IsSuccessStatusCode)
        {
            log.ConnectorAnswered(method, response.StatusCode, elapsed, correlation);
        }
        else if (response.StatusCode is HttpStatusCode.Unauthorized)
        {
            log.ConnectorUnauthorized(method, ConnectorAnswer.CodeOf(json), elapsed, correlation);
        }
        else
        {
            log.ConnectorRefused(method, response.StatusCode, ConnectorAnswer.CodeOf(json), elapsed, correlation);
        }
    }
}
