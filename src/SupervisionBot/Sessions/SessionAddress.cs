using SupervisionBot.Core.Shared;
using SupervisionBot.Trails;

namespace SupervisionBot.Sessions;

/// <summary>Where a session is stored: its tenant and its id. The tenant comes from the signed-in caller, so that no card can reach into another one.</summary>
internal readonly record struct SessionAddress(Guid Tenant, SessionId Session)
{
    /// <summary>The partition of everything the session keeps.</summary>
    public string Partition => $"{Tenant:N}|{Session.Value:N}";

    /// <summary>Its trail.</summary>
    public TrailAddress Trail => new(SessionRows.Table, Partition);
}
