using System.Text.Json.Nodes;
using SupervisionBot.Core.Shared;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Typing;

/// <summary>What people type in tests, and what is stored of it.</summary>
internal static class Typed
{
    public const string Happening = "information.happening";
    public const string Known = "information.known";

    /// <summary>Chooses to answer a question by typing, in its dialog.</summary>
    public static async Task AnswerByTypingAsync(this Somebody who, string prompt)
    {
        await who.OpenAsync("prompt.open", "prompt", prompt);
        await who.SubmitAsync("typed.start");
        await who.ReceiveAsync("typed.done");
    }

    /// <summary>A session in which Priya answers a question by typing.</summary>
    public static async Task<string> BeginTypingAsync(this SupervisionTeam team, string caseReference = Walks.CaseReference)
    {
        await team.OpenAsync(caseReference);
        var session = team.Priya.Card.Session;
        await team.Priya.AnswerByTypingAsync(Known);
        return session;
    }

    /// <summary>Presses a button of the card by its verb and by what its data say.</summary>
    public static Task<HttpAnswer> PlaceAsync(this Somebody who, string target) => who.PressAsync(who.Card.Button("typed.place", "target", target));

    /// <summary>What somebody has answered; null where nothing.</summary>
    public static async Task<string?> AnswerAsync(this SupervisionTeam team, string session, string prompt, Somebody who) =>
        (await team.StoredAsync(session)).Session.Answer(prompt, new PersonId(who.Person.Id))?.Value;

    /// <summary>The rows about somebody's typed messages.</summary>
    public static async Task<IReadOnlyList<TableEntity>> TypedRowsAsync(this SupervisionTeam team, Somebody who) =>
        (await team.Store.QueryAsync("typed", $"{who.Person.Tenant:N}|{who.Person.Id:N}", RowRange.All, TableLimits.PageSize, continuation: null, CancellationToken.None)).Entities;

    /// <summary>What the buttons of a card carry.</summary>
    public static string Carried(this ShownCard card) => string.Join('\n', card.Buttons.SelectMany(button => new JsonNode?[] { button.Data, button.Fallback }).Append(card.Refresh).Select(data => data?.ToJsonString() ?? ""));
}
