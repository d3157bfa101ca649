using SupervisionBot.Core.Shared;

namespace SupervisionBot.Rows;

/// <summary>Why this copy of the app does not read a stored row. Nothing of the row is changed by that.</summary>
/// <param name="Reason">For operators: it names a column or a kind of fault, and holds nothing that is stored.</param>
internal abstract record UnreadRow(string Reason) : Refusal;

/// <summary>A newer version of the app wrote it, and is left to deal with it.</summary>
/// <param name="Schema">The schema it was written with.</param>
internal sealed record NewerRow(int Schema) : UnreadRow($"schema {Schema} of a newer version");

/// <summary>It is damaged, or was never this app's.</summary>
/// <param name="Reason"><inheritdoc cref="UnreadRow" path="/param[@name='Reason']"/></param>
internal sealed record DamagedRow(string Reason) : UnreadRow(Reason);
