using System.Text.Json;

namespace SupervisionBot.Cards.Tests;

/// <summary>The charts that cards here may have, each with the shape of its data.</summary>
/// <remarks>learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards.</remarks>
internal static class Charts
{
    private static readonly Dictionary<string, Func<JsonElement, bool>> s_shapes = new(StringComparer.Ordinal)
    {
        ["Chart.HorizontalBar"] = IsPoint,
        ["Chart.HorizontalBar.Stacked"] = bar => Is(bar, "title", JsonValueKind.String) && All(bar, "data", IsShare),
        ["Chart.Donut"] = IsShare,
        ["Chart.VerticalBar.Grouped"] = group => Is(group, "legend", JsonValueKind.String) && All(group, "values", IsPoint),
    };

    public static bool IsChart(CardElement element) => element.Type.StartsWith("Chart.", StringComparison.Ordinal);

    public static bool IsKnown(CardElement chart) => s_shapes.ContainsKey(chart.Type);

    /// <summary>Whether the data is what a chart of this kind draws; true for an unknown kind.</summary>
    public static bool HasItsShape(CardElement chart) => !s_shapes.TryGetValue(chart.Type, out var shape) || All(chart.Json, "data", shape);

    private static bool IsPoint(JsonElement point) => (Is(point, "x", JsonValueKind.String) || Is(point, "x", JsonValueKind.Number)) && Is(point, "y", JsonValueKind.Number);

    private static bool IsShare(JsonElement share) => Is(share, "legend", JsonValueKind.String) && Is(share, "value", JsonValueKind.Number);

    private static bool All(JsonElement parent, string name, Func<JsonElement, bool> shape) => Is(parent, name, JsonValueKind.Array) && parent.GetProperty(name).EnumerateArray().All(shape);

    private static bool Is(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind;
}
