using Microsoft.Extensions.Options;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.People;

/// <summary>Settings of who is what in the organisation.</summary>
internal sealed class RoleOptions
{
    public const string Section = "Roles";

    /// <summary>Entra object ids of the senior leaders. Empty: nobody leads, and nothing of the leaders' is open to anybody.</summary>
    public IList<Guid> Leaders { get; } = [];

    /// <summary>Entra object ids of those who are told that somebody disagreed with a summary: about which case and between whom, never the words. Empty: nobody is.</summary>
    public IList<Guid> ToldOfDisagreements { get; } = [];
}

/// <summary>Who is a senior leader. Asked on every turn, so that somebody who no longer leads sees nothing from the next start on.</summary>
internal sealed class Leadership(IOptions<RoleOptions> options)
{
    private readonly HashSet<Guid> _leaders = [.. options.Value.Leaders];

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<PersonId> All => _leaders.Select(leader => new PersonId(leader));

    /// <summary>Whether anybody else leads.</summary>
    public bool HasOther(PersonId than) => _leaders.Any(leader => leader != than.Value);

    /// <summary>Whether this person leads.</summary>
    public bool Has(PersonId person) => _leaders.Contains(person.Value);
}
