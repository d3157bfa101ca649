using Microsoft.Data.Sqlite;
using SupervisionBot.LocalTeams.Chats;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class PersistenceTests
{
    [Fact]
    public async Task ChatsAndMessagesAreThereAfterARestart()
    {
        await using var stage = await Stage.OpenAsync();
        var group = await stage.GroupOfSarahAndPriyaAsync();
        await stage.ReadAsync("sarah", $"chats/{group}/messages", new { text = "hello" });
        var card = await stage.BotSendsAsync(group, Stage.CardActivity("first"));
        await stage.BotUpdatesAsync(group, card, Stage.CardActivity("second"));

        await stage.RestartAsync();

        var messages = await stage.MessagesAsync("priya", group);
        Assert.Equal("hello", messages[0]!["text"]!.GetValue<string>());
        Assert.Equal("second", Stage.TextOf(messages[1]!));
    }

    [Fact]
    public async Task WhatWasAnsweredIsInTheFilesAtThatMoment()
    {
        await using var stage = await Stage.OpenAsync();
        var id = await stage.BotSendsAsync(Stage.Sarah, new { type = "message", text = "kept" });

        // The files as a killed process would leave them: nothing was closed.
        var copy = Directory.CreateTempSubdirectory("localteams-killed").FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(stage.ChatsFile)!))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        using (var store = new ChatStore(Path.Combine(copy, LocalTeamsHost.ChatsFile)))
        {
            Assert.Equal("kept", store.FindMessage(Stage.Sarah, id)?.Text);
        }

        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task MessageIdsRiseWhenTheClockStandsStill()
    {
        await using var stage = await Stage.OpenAsync();

        var first = await stage.BotSendsAsync(Stage.Sarah, new { type = "message", text = "1" });
        var second = await stage.BotSendsAsync(Stage.Sarah, new { type = "message", text = "2" });

        Assert.Equal(first.Length, second.Length);
        Assert.True(string.CompareOrdinal(first, second) < 0);
    }

    [Fact]
    public async Task TheClockStaysAheadAfterARestart()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.ReadAsync("sarah", "clock", new { hours = 24 });

        await stage.RestartAsync();

        Assert.Equal(stage.RealClock.Now.AddDays(1), (await stage.ReadAsync("sarah", "clock"))["now"]!.GetValue<DateTimeOffset>());
        Assert.Equal(stage.RealClock.Now.AddDays(1), stage.Host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task TheListOfChatsReadsNoMoreOfAChatThanItsLastMessage()
    {
        await using var stage = await Stage.OpenAsync();
        var early = await stage.BotSendsAsync(Stage.Sarah, new { type = "message", text = "early" });
        await stage.BotSendsAsync(Stage.Sarah, new { type = "message", text = "late" });

        // Whoever reads the early message now fails.
        await stage.RestartAsync(folder =>
        {
            using var chats = new SqliteConnection($"Data Source={Path.Combine(folder, LocalTeamsHost.ChatsFile)};Pooling=False");
            chats.Open();
            using var spoil = chats.CreateCommand();
            spoil.CommandText = "UPDATE message SET body = 'unreadable' WHERE id = $1";
            spoil.Parameters.AddWithValue("$1", early);
            Assert.Equal(1, spoil.ExecuteNonQuery());
        });

        var own = (await stage.ReadAsync("sarah", "chats")).AsArray().Single(chat => chat!["id"]!.GetValue<string>() == Stage.Sarah)!;
        Assert.Equal("late", own["lastText"]!.GetValue<string>());
    }
}
