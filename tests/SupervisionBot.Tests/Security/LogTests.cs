using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Security;

/// <summary>Nothing that people type, no name and no secret is in any line of the log, whatever is logged.</summary>
public sealed partial class LogTests
{
    private const string Secret = "zq-SecretOfTheBot-7731";
    private const string Token = "zq.TokenOfACaller.x1";

    private static readonly string[] s_everything = ["--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Microsoft.AspNetCore", "Trace", "--AzureAd:ClientCredentials:0:SourceType", "ClientSecret", "--AzureAd:ClientCredentials:0:ClientSecret", Secret];

    // Members of what a card sends that hold what somebody typed, beside those whose names begin as an answer's or an option's do.
    private static readonly string[] s_typed = ["caseReference", "concern", "what", "who", "measure", "difference", "why", "note", "remark", "addendum", "reason", "text"];

    // Words of the app and of the framework that people use too; a text of several words is searched for as a whole all the same.
    private static readonly string[] s_ordinary = ["option", "start", "sessions", "nobody", "typed", "together", "after", "saved", "found"];

    [Fact]
    public async Task NothingThatIsTypedNoNameAndNoSecretIsInTheLogs()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_everything);
        await WalkAsync(team);
        var searched = Words(team).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var lines = team.Logs.Lines.ToList();

        Assert.All(["Debug SupervisionBot", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "scope "], part => Assert.Contains(lines, line => line.Contains(part, StringComparison.Ordinal)));
        Assert.All(["Nobody asked the father", "father", "Typed in the chat", "The school rang", "school", Walks.CaseReference, "Sarah Ahmed", "Nowak", Secret, Token], text => Assert.Contains(text, searched));
        Assert.InRange(searched.Count, 50, 1000);
        Assert.Equal([], searched.SelectMany(text => lines.Where(line => line.Contains(text, StringComparison.OrdinalIgnoreCase)).Take(1).Select(line => $"{text}: {line}")));
    }

    // Everything a person can write, wherever it can be written, and what goes wrong on the way.
    private static async Task WalkAsync(SupervisionTeam team)
    {
        await team.OpenAsync();
        await team.Priya.OnAnotherDevice().TypeAsync("Typed in the chat");
        await team.Priya.OpenAsync("ethics.open");
        await team.Priya.SubmitAsync("ethics.save", ("concern", "Nobody asked the father"));
        await team.SummariseAsync(keep: true);
        await team.Priya.PressAsync("summary.comment", ("remark", "The date was a Tuesday"));
        await team.Sarah.ConfirmAsync();
        await team.Priya.RefreshAsync();
        await team.Priya.PressAsync("summary.disagree", ("remark", "Waiting was the better option"));
        await team.Sarah.ConfirmAsync();
        await team.Priya.RefreshAsync();
        await team.Priya.PressAsync("addendum.add", ("addendum", "The visit found him well"));
        await team.Tom.SendAsync(team.Tom.Execute("answer.save", new JsonObject { ["session"] = team.Sarah.Card.Session, ["answer.information.known"] = "Outsiders wondering" }));
        team.Connector.Refuse = (_, _) => new(500, "No");
        await team.Priya.TypeAsync("Spoken towards silence");
        await team.PostAsync("{ \"type\": \"Broken sentence\""u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(team.Address, "/api/messages")) { Content = new ByteArrayContent("{"u8.ToArray()) };
        request.Headers.Authorization = new("Bearer", Token);
        using var answer = await team.Http.SendAsync(request);
    }

    /// <summary>All that was typed, each text as a whole and word by word, the names of all, and the secrets.</summary>
    private static IEnumerable<string> Words(SupervisionTeam team)
    {
        var texts = team.Posted.SelectMany(Typed).Where(text => text.Trim().Length > 4 && !s_ordinary.Contains(text)).ToList();
        var names = new[] { team.Sarah, team.Priya, team.Tom, team.Eve }.SelectMany(who => new[] { who.Person.Name, who.Person.Name.Split(' ')[1] });
        return texts
            .Concat(texts.SelectMany(text => LongWords().Matches(text).Select(word => word.Value)).Where(word => !s_ordinary.Contains(word, StringComparer.OrdinalIgnoreCase)))
            .Concat(names)
            .Concat(["Broken sentence", Secret, Token]);
    }

    private static IEnumerable<string> Typed(byte[] body)
    {
        JsonNode? activity;
        try
        {
            activity = JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }

        var data = (activity!["value"]?["action"]?["data"] ?? activity["value"]?["data"] ?? activity["value"]) as JsonObject;
        var inCard = (data ?? []).Where(member => member.Key.StartsWith(PromptViews.AnswerPrefix, StringComparison.Ordinal) || member.Key.StartsWith(PromptViews.OptionPrefix, StringComparison.Ordinal) || s_typed.Contains(member.Key)).Select(member => member.Value?.ToString() ?? "");
        return activity["text"] is { } text ? inCard.Append((string)text!) : inCard;
    }

    [GeneratedRegex(@"\p{L}{5,}", RegexOptions.None, 1000)]
    private static partial Regex LongWords();
}
