using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Team;
using SupervisionBot.Trails;

namespace SupervisionBot.Tests.Sending;

/// <summary>How a message stands in storage, and what its id is made of: whoever changes either gives messages that are on their way when the app is replaced another meaning, or sends them twice.</summary>
public sealed class StoredMessageTests
{
    private static readonly Guid s_person = new("22222222-0000-4000-8000-000000000002");
    private static readonly SessionId s_session = new(new("66666666-0000-4000-8000-000000000006"));

    private static readonly Content[] s_contents =
    [
        new Content.Say("Something of ours"),
        new Content.Show(View.Of("sort.open", [("round", "r1"), ("from", "e7"), ("filter", "")]), new(s_person), "Saved.", Warns: true, Replaces: "1:abc"),
        new Content.Draw(s_session, Anew: true),
        new Content.Post("round", "r1|c1", "card"),
        new Content.News("Something new", View.Of("session.news", [("session", "s1"), ("kind", "moved")])),
    ];

    private static readonly string[] s_names =
    [
        "say 17|Something of ours",
        "view 9|sort.open32|222222220000400080000000000000026|Saved.5|warns5|1:abc4|from2|e75|round2|r1",
        "draw 32|666666660000400080000000000000064|anew",
        "post 5|round5|r1|c14|card",
        "news 13|Something new12|session.news4|kind5|moved7|session2|s1",
    ];

    public static TheoryData<int> Kinds => [0, 1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EachKindIsNamedByHand(int kind)
    {
        var what = s_contents[kind];

        Assert.Equal(s_names[kind], $"{what.Name} {string.Concat(what.Parts.Select(part => $"{part.Length}|{part}"))}");
    }

    [Fact]
    public void IdsAreMadeOfWhatAMessageSaysAndWhy()
    {
        var lane = Lane.Of(SupervisionTeam.Tenant, new(s_person));
        var cause = new Cause(new TrailAddress("sessions", "t|s"), 7, "op");
        var via = new ConversationReference(SupervisionTeam.Tenant, "19:a@thread.v2", ConversationKind.GroupChat, "https://x", "28:b");
        var delivery = new Delivery(new(SupervisionTeam.Tenant, s_person, "29:p", "Priya"), via, "key", ReplyToId: null, Team: null);
        var what = new Content.Say("Hm");

        Assert.Equal($"3|t|s1|72|op{Lane.Of(SupervisionTeam.Tenant, new(s_person)).ToString().Length}|{lane}3|say2|Hm", OutboxMessage.Telling(cause, lane, via: null, what).Id);
        Assert.Equal("4|once3|t|s2|op", OutboxMessage.TellingOnce(cause, lane, what, "once").Id);
        Assert.Equal("3|key3|say0|", OutboxMessage.Answering(delivery, what).Id);
        Assert.Equal($"{Lane.Of(via).ToString().Length}|{Lane.Of(via)}3|say2|Hm5|again2|42", OutboxMessage.Again(via, what, new(42, TimeSpan.Zero)).Id);
        Assert.Equal($"{Lane.Of(via).ToString().Length}|{Lane.Of(via)}3|say2|Hm1|3", OutboxMessage.Collecting(via, what, new(35, TimeSpan.Zero), TimeSpan.FromTicks(10)).Id);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WhatIsStoredIsReadAsItWas(int kind)
    {
        var queued = Queued(s_contents[kind]);

        Assert.True(OutboxRows.Read(OutboxRows.ToRow(queued, OutboxRows.Due)).Succeeded(out var read, out _));

        Assert.Equal(s_contents[kind].Name, OutboxRows.ToRow(queued, OutboxRows.Due).GetString("Kind"));
        Assert.Equal(s_contents[kind].Parts, read.Message.What.Parts);
        Assert.Equal(queued with { Message = queued.Message with { What = read.Message.What } }, read);
    }

    [Fact]
    public void WhatTheVersionBeforeStoredIsRead()
    {
        var say = Row("Say");
        say["Text"] = "Something of ours";
        var draw = Row("Draw");
        (draw["Session"], draw["Anew"]) = (s_session.Value, true);
        var post = Row("Post");
        (post["Posting"], post["Subject"], post["Part"]) = ("round", "r1|c1", "card");

        Assert.Equal([s_contents[0], s_contents[2], s_contents[3]], new[] { say, draw, post }.Select(row => OutboxRows.Read(row).Succeeded(out var read, out _) ? read.Message.What : null));
    }

    [Fact]
    public async Task ACardThatTheVersionBeforeStoredIsNotSentAndHelpIsSentInstead()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Store.SubmitAsync(OutboxRows.Table, Rendered(OutboxRows.Due).PartitionKey, [TableAction.Insert(Rendered(OutboxRows.Due))], CancellationToken.None);

        await team.SettleAsync();

        var shown = team.Connector.Fake.ShownIn(team.Priya.Chat.Id);
        Assert.True(shown[^1].Carries("Something was on its way to you"));
        Assert.True(shown[^1].Carries("reflect.view"));
        Assert.DoesNotContain(shown, message => message.Carries("frightened"));
    }

    [Fact]
    public async Task ACardThatTheVersionBeforeParkedIsTakenOffItsRow()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var parked = Rendered(OutboxRows.Parked);
        await team.Store.SubmitAsync(OutboxRows.Table, parked.PartitionKey, [TableAction.Insert(parked)], CancellationToken.None);

        await team.Store.RemoveOldMarksAsync(Lane.Of(SupervisionTeam.Tenant, new(s_person)).Shard, TimeSpan.FromDays(30), TimeProvider.System.GetUtcNow(), CancellationToken.None);

        var row = (await team.Store.GetAsync(OutboxRows.Table, parked.PartitionKey, parked.RowKey, CancellationToken.None))!;
        Assert.DoesNotContain("frightened", SlowStore.Text(row), StringComparison.Ordinal);
        Assert.Equal(Content.Showing, row.GetString("Kind"));
    }

    [Fact]
    public async Task WhatIsOnItsWayAboutADeletedReflectionIsDropped()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.ReflectAsync(team.Priya, "I was frightened");
        var drawing = team.Services.GetRequiredService<MessageDrawing>();
        var message = Queued(new Content.Show(View.Of("reflect.view", [("number", "1")]), new(s_person)));
        Assert.IsType<Preparation.Send>(await drawing.PrepareAsync(message, CancellationToken.None));
        await team.Priya.PressAsync("reflect.edit");

        await team.Priya.PressAsync("reflect.delete");

        Assert.IsType<Preparation.Never>(await drawing.PrepareAsync(message, CancellationToken.None));
    }

    [Fact]
    public async Task AViewIsDrawnForWhomItIsForAndNobodyElse()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var drawing = team.Services.GetRequiredService<MessageDrawing>();
        var view = View.Of("session.view", [("session", team.Sarah.Card.Session)]);

        Assert.IsType<Preparation.Send>(await drawing.PrepareAsync(Queued(new Content.Show(view, new(s_person))), CancellationToken.None));
        Assert.IsType<Preparation.Never>(await drawing.PrepareAsync(Queued(new Content.Show(view, new(team.Tom.Person.Id))), CancellationToken.None));
    }

    [Fact]
    public void WhatDoesNotReadLikeAnIdIsNotKeptInAView()
    {
        var view = View.Of("session.view", [("session", s_session.ToString()), ("page", "He hit me"), ("after", new string('a', View.LongestId + 1)), ("round", "")]);

        Assert.Equal(["session"], view.Ids.Keys);
    }

    private static QueuedMessage Queued(Content what)
    {
        var at = new DateTimeOffset(2027, 3, 4, 9, 0, 0, TimeSpan.Zero);
        return new(new(Lane.Of(SupervisionTeam.Tenant, new(s_person)), new string('m', 43), what, Via: null, Cause: null), at, Attempts: 1, Unknowns: 0, at, IsBeingSent: false, "Throttled", Tag: default);
    }

    // A row as that version wrote it.
    private static TableEntity Row(string kind, string prefix = OutboxRows.Due)
    {
        var lane = Lane.Of(SupervisionTeam.Tenant, new(s_person));
        return new(OutboxRows.Partition(lane.Shard), prefix + new string('m', 43))
        {
            ["Schema"] = 1,
            ["At"] = TimeProvider.System.GetUtcNow(),
            ["Tenant"] = SupervisionTeam.Tenant,
            ["Person"] = s_person,
            ["Chat"] = "",
            ["Kind"] = kind,
            ["Attempts"] = 0,
            ["Unknowns"] = 0,
            ["NotBefore"] = TimeProvider.System.GetUtcNow(),
            ["Sending"] = false,
        };
    }

    private static TableEntity Rendered(string prefix)
    {
        var row = Row("Show", prefix);
        (row["Text"], row["Summary"]) = ("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"I was frightened"}]}""", "Supervision");
        return row;
    }
}
