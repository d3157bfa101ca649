using SupervisionBot.Core.Shared;
using SupervisionBot.Trails;

namespace SupervisionBot.Rounds;

/// <summary>Where a round is stored: its tenant and its id. The tenant comes from the signed-in caller, so that no card can reach into another one.</summary>
internal readonly record struct RoundAddress(Guid Tenant, RoundId Round)
{
    /// <summary>The partition of everything the round keeps.</summary>
    public string Partition => $"{Tenant:N}|{Round.Value:N}";

    /// <summary>Its trail.</summary>
    public TrailAddress Trail => new(RoundRows.Table, Partition);
}
