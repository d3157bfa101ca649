namespace SupervisionBot.EndToEnd.Page;

/// <summary>One of each element that Teams draws and the official renderer does not, as a card writes it.</summary>
internal static class TeamsElement
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["Badge"] = """ "text": "Overdue", "icon": "Warning,filled", "style": "Attention" """,
        ["Icon"] = """ "name": "CheckmarkCircle", "style": "Filled", "size": "Small", "color": "Good" """,
        ["ProgressBar"] = """ "value": 3, "max": 6, "color": "Good" """,
        ["ProgressRing"] = """ "label": "Reading", "labelPosition": "After" """,
        ["Rating"] = """ "value": 3.5, "max": 5, "count": 12, "color": "Marigold" """,
        ["CompoundButton"] = """ "title": "Prepare", "description": "Answer before you meet", "icon": { "name": "Edit" }, "badge": "New", "selectAction": { "type": "Action.Execute", "verb": "prepare" } """,
        ["Component"] = """ "name": "graph.microsoft.com/users", "properties": { "users": [{ "displayName": "Priya Nair" }, { "displayName": "Tom Whitfield" }] } """,
        ["CodeBlock"] = """ "codeSnippet": "one\ntwo", "language": "PlainText" """,
        ["Chart.Donut"] = """ "title": "Ratings", "showTitle": true, "value": "9", "data": [{ "legend": "Strong", "value": 4 }, { "legend": "Weak", "value": 5, "color": "attention" }] """,
        ["Chart.Pie"] = """ "title": "Shares", "colorSet": "diverging", "data": [{ "legend": "One", "value": 1 }, { "legend": "Two", "value": 2 }, { "legend": "Three", "value": 3 }] """,
        ["Chart.VerticalBar"] = """ "title": "Sessions per week", "xAxisTitle": "Week", "yAxisTitle": "Sessions", "data": [{ "x": "W5", "y": 4 }, { "x": "W6", "y": 7 }] """,
        ["Chart.HorizontalBar"] = """ "title": "Themes", "data": [{ "x": "Workload", "y": 3 }, { "x": "Handover", "y": 2, "color": "good" }] """,
        ["Chart.VerticalBar.Grouped"] = """ "title": "Then and now", "data": [{ "legend": "Then", "values": [{ "x": "A", "y": 1 }, { "x": "B", "y": 2 }] }, { "legend": "Now", "values": [{ "x": "A", "y": 3 }] }] """,
        ["Chart.Line"] = """ "title": "Over time", "data": [{ "legend": "Open", "values": [{ "x": 1, "y": 5 }, { "x": 2, "y": 4 }] }, { "legend": "Done", "values": [{ "x": 1, "y": 0 }, { "x": 2, "y": 3 }] }] """,
        ["Chart.HorizontalBar.Stacked"] = """ "title": "Teams", "data": [{ "title": "Duty", "data": [{ "legend": "Stop", "value": 1 }, { "legend": "Start", "value": 2 }] }] """,
        ["Chart.Gauge"] = """ "title": "Answered", "value": 40, "min": 0, "max": 100, "subLabel": "of the team", "segments": [{ "legend": "Few", "size": 50 }, { "legend": "Most", "size": 50 }] """,
    };

    /// <summary>The element as JSON, with members of the test's own beside those it needs.</summary>
    public static string Of(string type, string more = "\"spacing\": \"Small\"") => $$"""{ "type": "{{type}}", {{All[type]}}, {{more}} }""";

    public static string Text(string text) => $$"""{ "type": "TextBlock", "text": "{{text}}", "wrap": true }""";

    /// <summary>A member that has a text drawn where the element is not known.</summary>
    public static string Fallback(string type) => $"\"fallback\": {Text($"Instead of {type}")}";

    public const string Table = """
        { "type": "Table", "columns": [{ "width": 2 }, { "width": 1 }], "firstRowAsHeaders": true, "fallback": { "type": "TextBlock", "text": "Instead of Table" }, "rows": [
          { "type": "TableRow", "cells": [{ "type": "TableCell", "items": [{ "type": "TextBlock", "text": "Who", "wrap": true }] }, { "type": "TableCell", "items": [{ "type": "TextBlock", "text": "When", "wrap": true }] }] },
          { "type": "TableRow", "style": "good", "cells": [{ "type": "TableCell", "items": [{ "type": "TextBlock", "text": "Priya Nair", "wrap": true }] }, { "type": "TableCell", "items": [{ "type": "Badge", "text": "Done", "style": "Good" }] }] }] }
        """;
}
