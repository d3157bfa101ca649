namespace SupervisionBot.LocalTeams.Chats;

/// <summary>The chats as everything else here uses them: each change is stored first and then told to the open pages of those who may see it.</summary>
internal sealed class ChatRooms(ChatStore store, LiveUpdates live, TimeProvider clock)
{
    private static readonly Team DutyTeam = new(
        "19:LocalTeamsDutyGeneral@thread.tacv2",
        $"Children's social care: {People.DutyTeam}",
        new("5f1d0c1e-7a0b-4f7e-9a53-0c0de0000021"));

    private static readonly Team LookedAfterTeam = new(
        "19:LocalTeamsLookedAfterGeneral@thread.tacv2",
        $"Children's social care: {People.LookedAfterTeam}",
        new("5f1d0c1e-7a0b-4f7e-9a53-0c0de0000022"));

    /// <summary>Makes the chats that are always there, one with the bot for each person and the channels of the teams, and lets new people into those that are there already.</summary>
    public void Furnish()
    {
        string[] duty = MembersOf(People.DutyTeam), lookedAfter = MembersOf(People.LookedAfterTeam);
        Chat[] fixedChats =
        [
            .. People.All.Select(person => new Chat(person.PersonalChatId, ChatKind.Personal, People.BotName, [person.Key])),
            new(DutyTeam.Id, ChatKind.Channel, Team.GeneralName, duty, DutyTeam),
            new("19:LocalTeamsDutyPractice@thread.tacv2", ChatKind.Channel, "Practice", duty, DutyTeam),
            new(LookedAfterTeam.Id, ChatKind.Channel, Team.GeneralName, lookedAfter, LookedAfterTeam),
        ];
        foreach (var chat in fixedChats)
        {
            var found = store.FindChat(chat.Id);
            if (found is null || !found.People.SequenceEqual(chat.People))
            {
                store.Save(found is null ? chat : found with { People = chat.People });
            }
        }
    }

    public IReadOnlyList<Chat> All() => store.Chats();

    public IReadOnlyList<Chat> Of(Person person) => [.. store.Chats().Where(chat => chat.Has(person))];

    public Chat? Find(string id) => store.FindChat(id);

    /// <summary>The chat, if this person is in it. Someone else learns nothing, not even that it exists.</summary>
    public Chat? Find(string id, Person person) => store.FindChat(id) is { } chat && chat.Has(person) ? chat : null;

    public IReadOnlyList<Message> Messages(Chat chat, Person person) =>
        [.. store.Messages(chat.Id).Where(message => message.IsVisibleTo(person))];

    public Message? LastMessage(Chat chat, Person person) => store.LastMessage(chat.Id, person);

    public Message? Find(Chat chat, string id) => store.FindMessage(chat.Id, id) is { Deleted: false } message ? message : null;

    /// <summary>Whether there was a message with this id that was deleted since.</summary>
    public bool IsDeleted(Chat chat, string id) => store.FindMessage(chat.Id, id) is { Deleted: true };

    public Chat CreateGroupChat(string name, IReadOnlyList<string> people)
    {
        var chat = new Chat($"19:{Guid.NewGuid():N}@thread.v2", ChatKind.GroupChat, name, people);
        Save(chat);
        return chat;
    }

    public void Save(Chat chat)
    {
        store.Save(chat);
        live.Publish(new("chat", chat.Id), chat.People);
    }

    public Message Add(Chat chat, Func<Message, Message> write)
    {
        var now = clock.GetUtcNow();
        var message = store.Add(chat.Id, now, id => write(new Message { Id = id, At = now, From = Message.FromSystem }));
        live.Publish(new("added", chat.Id, message.Id), message.OnlyFor is { } only ? [only] : chat.People);
        return message;
    }

    /// <summary>Adds a quiet line that only one person sees.</summary>
    public Message AddSystemLine(Chat chat, Person person, string text, string? thread = null) =>
        Add(chat, message => message with { Text = text, OnlyFor = person.Key, Thread = thread });

    public Message? Change(Chat chat, string id, Func<Message, Message> change)
    {
        var changed = store.Change(chat.Id, id, change);
        if (changed is not null)
        {
            live.Publish(new(changed.Deleted ? "removed" : "changed", chat.Id, id), chat.People);
        }

        return changed;
    }

    public void Typing(Chat chat) => live.Publish(new("typing", chat.Id), chat.People);

    private static string[] MembersOf(string team) => [.. People.All.Where(person => person.IsIn(team)).Select(person => person.Key)];
}
