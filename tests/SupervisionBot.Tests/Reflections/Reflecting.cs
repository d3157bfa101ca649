using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Scheduling;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Reflections;

/// <summary>What practitioners do with their reflections in tests.</summary>
internal static class Reflecting
{
    /// <summary>From the start of the clock, a Thursday, to a minute after the first Monday at nine.</summary>
    public static readonly TimeSpan ToMonday = new DateTimeOffset(2027, 3, 8, 9, 1, 0, TimeSpan.Zero) - Clock.Start;

    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Starts at the usual times.</summary>
    public static async Task StartReflectingAsync(this Somebody who)
    {
        await who.TypeAsync("reflect");
        await who.PressAsync("reflect.start");
    }

    /// <summary>Lets time pass, and what is due then happen.</summary>
    public static async Task PassAsync(this SupervisionTeam team, TimeSpan time)
    {
        team.Clock.Move(time);
        await team.RingAsync();
    }

    public static async Task RingAsync(this SupervisionTeam team)
    {
        await team.Services.GetRequiredService<AlarmSweep>().RunAsync(CancellationToken.None);
        await team.SettleAsync();
    }

    /// <summary>The questions that were sent to somebody as messages, oldest first.</summary>
    public static IReadOnlyList<Sent> QuestionsTo(this SupervisionTeam team, Somebody who) =>
        [.. team.Connector.All.Where(sent => sent.Conversation == who.Chat.Id && sent.Method == "POST" && sent.Card?.Has("reflect.instead") == true)];

    /// <summary>Has the newest question before them.</summary>
    public static void TakeQuestion(this SupervisionTeam team, Somebody who) => who.Take(team.QuestionsTo(who)[^1]);

    /// <summary>Gets a question at once and answers it.</summary>
    public static async Task ReflectAsync(this SupervisionTeam team, Somebody who, string text)
    {
        await who.TypeAsync("reflect");
        await who.PressAsync("reflect.now");
        await team.SettleAsync();
        team.TakeQuestion(who);
        await who.PressAsync("reflect.save", ("text", text));
    }

    /// <summary>The rows of somebody's reflections.</summary>
    public static async Task<IReadOnlyList<TableEntity>> ReflectionRowsAsync(this SupervisionTeam team, Somebody who) =>
        (await team.Store.QueryAsync("reflections", $"{who.Person.Tenant:N}|{who.Person.Id:N}", RowRange.All, TableLimits.PageSize, continuation: null, CancellationToken.None)).Entities;

    public static string Question(this Sent sent) => (string)sent.Card!.Json["body"]!.AsArray().First(element => (string?)element!["type"] == "RichTextBlock")!["inlines"]![0]!["text"]!;
}
