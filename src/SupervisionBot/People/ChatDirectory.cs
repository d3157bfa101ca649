using System.Collections.Concurrent;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.People;

/// <summary>The group chats, teams and channels the bot is in, each with what is needed to write there. Kept at install, refreshed by what each turn brings.</summary>
/// <remarks>A note that can't be stored spoils no turn: the next one brings it again.</remarks>
internal sealed class ChatDirectory(ITableStore tables, ParkedMessages parked, TimeProvider clock, ILogger<ChatDirectory> log)
{
    // What was last written from here. Good for leaving out a write and for nothing else: another copy of the app may have written since.
    private readonly ConcurrentDictionary<(Guid Tenant, string Conversation), (ConversationReference Chat, TeamsTeam? Team, string? Name, DateTimeOffset At)> _written = new();

    /// <summary>Notes a shared chat; a personal one stands with its person.</summary>
    /// <param name="delivery">Something that came from there.</param>
    /// <param name="installed">The app was just added: looked at whatever was written before, as another copy may have noted that it was removed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public async ValueTask NoteAsync(Delivery delivery, bool installed, CancellationToken cancellationToken)
    {
        var chat = Whole(delivery.Conversation);
        if (chat.Kind != ConversationKind.Personal && (installed || !IsFresh(chat, delivery.Team, delivery.PlaceName)))
        {
            await NoteAsync(chat, delivery.Team, delivery.PlaceName, cancellationToken);
        }
    }

    /// <summary>Notes that the app was removed from a shared chat, or from a team with all of its channels: nothing can be written there any more.</summary>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public Task ForgetAsync(Delivery delivery, CancellationToken cancellationToken) => RemoveAsync(delivery.Conversation, delivery.Team, cancellationToken);

    /// <summary>Notes what became of a chat, a channel or a team.</summary>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public Task NoteAsync(ConversationUpdate update, CancellationToken cancellationToken) => update switch
    {
        { Conversation.Kind: ConversationKind.Personal } => Task.CompletedTask,
        ConversationUpdate.BotAdded added => NoteAsync(Whole(added.Conversation), added.Team, name: null, cancellationToken),
        ConversationUpdate.BotRemoved removed => RemoveAsync(removed.Conversation, removed.Team, cancellationToken),
        ConversationUpdate.ChannelChanged { What: ChannelEvent.Deleted } gone => RemoveAsync(gone.Conversation, team: null, cancellationToken),
        ConversationUpdate.ChannelChanged channel => NoteAsync(channel.Conversation, channel.Team, channel.Name, cancellationToken),
        ConversationUpdate.TeamChanged team => NoteAsync(team, cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>
    /// How to write to a shared chat, a channel or a thread in it; null when it is not known or what was noted is not read, the app was removed from it, or nothing can be sent there just now.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<ConversationReference?> FindAsync(Guid tenant, string conversationId, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(tenant, conversationId, cancellationToken);
        }
        catch (NotReadException unread)
        {
            log.RowPassed(unread.Table, unread.Row, unread.Why);
            return null;
        }
    }

    /// <summary>How to write there; null when it is not known, the app was removed from it, or nothing can be sent there just now.</summary>
    /// <exception cref="NotReadException">What was noted is not read: nothing must be given up for want of it.</exception>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<ConversationReference?> ReadAsync(Guid tenant, string conversationId, CancellationToken cancellationToken) =>
        await ReadAsync(tenant, KnownChat.KeyOf(conversationId), row => KnownChat.Read(tenant, row), cancellationToken) is { Installed: true, Unreachable: null } chat
        && (chat.Team is null || await ReadAsync(tenant, KnownTeam.KeyOf(chat.Team), KnownTeam.Read, cancellationToken) is null or { Installed: true })
            ? chat.Reference with { ConversationId = conversationId }
            : null;

    /// <summary>The team of a channel, whichever thread of it is named; null for a chat, and where it is not known.</summary>
    /// <exception cref="NotReadException">What was noted is not read.</exception>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<TeamsTeam?> TeamOfAsync(Guid tenant, string conversationId, CancellationToken cancellationToken) =>
        (await ReadAsync(tenant, KnownChat.KeyOf(conversationId), row => KnownChat.Read(tenant, row), cancellationToken))?.Team is { } team ? new(team, Name: null) : null;

    /// <summary>What people call a chat, or a channel and its team; null where Teams has not told.</summary>
    /// <exception cref="NotReadException">What was noted is not read.</exception>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<string?> NameOfAsync(Guid tenant, string conversationId, CancellationToken cancellationToken)
    {
        if (await ReadAsync(tenant, KnownChat.KeyOf(conversationId), row => KnownChat.Read(tenant, row), cancellationToken) is not { } chat)
        {
            return null;
        }

        return chat.Team is null ? chat.Name
            : await ReadAsync(tenant, KnownTeam.KeyOf(chat.Team), KnownTeam.Read, cancellationToken) is { } team && KnownChannel.Of(chat, team) is var channel ? $"{channel.TeamName} · {channel.Name}"
            : chat.Name;
    }

    /// <summary>The channels that something can be posted to just now, by team and name: those the bot was heard of in, without those of archived teams.</summary>
    /// <exception cref="StorageUnavailableException">Storage does not answer.</exception>
    public async Task<IReadOnlyList<KnownChannel>> ListChannelsAsync(Guid tenant, CancellationToken cancellationToken)
    {
        var teams = new Dictionary<string, KnownTeam>(StringComparer.Ordinal);
        await foreach (var row in tables.QueryAllAsync(DirectoryRows.Table, DirectoryRows.Partition(tenant), KnownTeam.All, cancellationToken))
        {
            if (StoredRow.ReadOrPass(row, DirectoryRows.Schema, KnownTeam.From, DirectoryRows.Table, log) is { } team)
            {
                teams[team.Team.Id] = team;
            }
        }

        var channels = new List<KnownChannel>();
        await foreach (var row in tables.QueryAllAsync(DirectoryRows.Table, DirectoryRows.Partition(tenant), KnownChat.All, cancellationToken))
        {
            if (StoredRow.ReadOrPass(row, DirectoryRows.Schema, stored => KnownChat.From(tenant, stored), DirectoryRows.Table, log) is { Reference.Kind: ConversationKind.Channel, Installed: true, Unreachable: null, Team: { } id } chat
                && teams.GetValueOrDefault(id) is { Installed: true, Archived: false } team)
            {
                channels.Add(KnownChannel.Of(chat, team));
            }
        }

        return [.. channels.OrderBy(channel => channel.TeamName, StringComparer.CurrentCulture).ThenBy(channel => channel.Team, StringComparer.Ordinal).ThenBy(channel => !channel.IsGeneral).ThenBy(channel => channel.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Notes that Teams lets nothing through to a shared chat. Anything that comes from there lifts it, and brings back what was parked; so does a team that is as it was again.</summary>
    /// <exception cref="StorageUnavailableException">What is known can't be read.</exception>
    public Task MarkUnreachableAsync(Guid tenant, string conversationId, string? code, CancellationToken cancellationToken)
    {
        _written.TryRemove((tenant, ConversationReference.WholeOf(conversationId)), out _);
        return tables.ChangeAsync(
            tenant,
            KnownChat.KeyOf(conversationId),
            row => KnownChat.Read(tenant, row),
            known => known is null ? null : (known with { Unreachable = new(code, clock.GetUtcNow()) }).ToRow(),
            clock.GetUtcNow(),
            log,
            cancellationToken);
    }

    private static ConversationReference Whole(ConversationReference chat) => chat with { ConversationId = ConversationReference.WholeOf(chat.ConversationId) };

    private async Task NoteAsync(ConversationUpdate.TeamChanged changed, CancellationToken cancellationToken)
    {
        var tenant = changed.Conversation.TenantId;
        await NoteAsync(tenant, changed.Team, installed: changed.What != TeamEvent.Deleted, Archived(changed.What), cancellationToken);
        if (changed.What is not (TeamEvent.Unarchived or TeamEvent.Restored))
        {
            return;
        }

        await foreach (var row in tables.QueryAllAsync(DirectoryRows.Table, DirectoryRows.Partition(tenant), KnownChat.All, cancellationToken))
        {
            if (StoredRow.ReadOrPass(row, DirectoryRows.Schema, stored => KnownChat.From(tenant, stored), DirectoryRows.Table, log) is { Installed: true, Unreachable: not null } chat && chat.Team == changed.Team.Id)
            {
                await NoteAsync(chat.Reference, team: null, name: null, cancellationToken);
            }
        }
    }

    private static bool? Archived(TeamEvent what) => what switch
    {
        TeamEvent.Archived => true,
        TeamEvent.Unarchived => false,
        _ => null,
    };

    private bool IsFresh(ConversationReference chat, TeamsTeam? team, string? name) =>
        _written.TryGetValue((chat.TenantId, chat.ConversationId), out var written) && written.Chat == chat && written.Team == team && (name is null || written.Name == name) && clock.GetUtcNow() < written.At + DirectoryRows.Fresh;

    private async Task NoteAsync(ConversationReference chat, TeamsTeam? team, string? name, CancellationToken cancellationToken)
    {
        // Unless this one comes through, nothing is known to be written any more.
        _written.TryRemove((chat.TenantId, chat.ConversationId), out _);
        KnownChat? told = null;
        KnownChat Told(KnownChat? known) => told = new(chat, name ?? known?.Name, team?.Id ?? known?.Team, Installed: true, Unreachable: null, known is { IsOwed: true } or { Unreachable: not null });
        var stored = team is null || await NoteAsync(chat.TenantId, team, installed: true, archived: null, cancellationToken);
        if (!await ChangeAsync(chat, known => Told(known), cancellationToken) || !stored)
        {
            return;
        }

        if (told is { IsOwed: true })
        {
            // As long as it is not certain, each turn from there tries again.
            if (!await parked.ComeBackAsync(Lane.Of(chat), cancellationToken) || !await ChangeAsync(chat, known => known is null ? null : known with { IsOwed = false }, cancellationToken))
            {
                return;
            }
        }

        _written[(chat.TenantId, chat.ConversationId)] = (chat, team, name, clock.GetUtcNow());
    }

    private Task<bool> ChangeAsync(ConversationReference chat, Func<KnownChat?, KnownChat?> change, CancellationToken cancellationToken) => tables.ChangeAsync(
        chat.TenantId,
        KnownChat.KeyOf(chat.ConversationId),
        row => KnownChat.Read(chat.TenantId, row),
        known => change(known)?.ToRow(),
        clock.GetUtcNow(),
        log,
        cancellationToken);

    private Task<bool> NoteAsync(Guid tenant, TeamsTeam team, bool installed, bool? archived, CancellationToken cancellationToken)
    {
        KnownTeam Told(KnownTeam? known) => new(team with { Name = team.Name ?? known?.Team.Name, GroupId = team.GroupId ?? known?.Team.GroupId }, installed, archived ?? known?.Archived ?? false);
        return tables.ChangeAsync(tenant, KnownTeam.KeyOf(team.Id), KnownTeam.Read, known => Told(known).ToRow(tenant), clock.GetUtcNow(), log, cancellationToken);
    }

    private Task<bool> RemoveAsync(ConversationReference conversation, TeamsTeam? team, CancellationToken cancellationToken)
    {
        var chat = Whole(conversation);
        _written.TryRemove((chat.TenantId, chat.ConversationId), out _);
        return team is not null
            ? NoteAsync(chat.TenantId, team, installed: false, archived: null, cancellationToken)
            : ChangeAsync(chat, known => known is null ? null : known with { Installed = false }, cancellationToken);
    }

    private async Task<T?> ReadAsync<T>(Guid tenant, string key, Func<TableEntity, Outcome<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        if (await tables.GetAsync(DirectoryRows.Table, DirectoryRows.Partition(tenant), key, cancellationToken) is not { } row)
        {
            return null;
        }

        return read(row).Succeeded(out var known, out var why) ? known : throw new NotReadException(DirectoryRows.Table, row, (UnreadRow)why, _ => false, why);
    }
}
