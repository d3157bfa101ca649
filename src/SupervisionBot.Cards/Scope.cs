using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>What expressions see: the whole data (<c>$root</c>), the data in scope (<c>$data</c>) and, inside a repeated
/// object, its number from 0 (<c>$index</c>; -1 outside).</summary>
internal readonly record struct Scope(JsonElement Root, JsonElement Data, int Index);
