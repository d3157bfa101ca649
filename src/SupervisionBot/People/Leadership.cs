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

/// <summary>Who is a senior leader, by the settings as they are now: somebody who is taken out of a settings file sees nothing from the next press on, without a restart.</summary>
internal sealed class Leadership(IOptionsMonitor<RoleOptions> options)
{
    /// <summary>All of them, in no order.</summary>
    public IEnumerable<PersonId> All => options.CurrentValue.Leaders.Distinct().Select(leader => new PersonId(leader));

    /// <summary>Whether anybody else leads.</summary>
    public bool HasOther(PersonId than) => options.CurrentValue.Leaders.Any(leader => leader != than.Value);

    /// <summary>Whether this person leads.</summary>
    public bool Has(PersonId person) => options.CurrentValue.Leaders.Contains(person.Value);
}
