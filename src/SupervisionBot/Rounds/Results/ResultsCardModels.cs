using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds.Results;

/// <summary>A bar of a chart, as Teams names its members.</summary>
internal sealed record ThemeBar(string X, int Y);

internal sealed record ResultText(string Text);

internal sealed record ResultLine(string Label, string Text);

internal sealed record ResultChoice(string Title, string Value);

/// <summary>One prompt of the results card.</summary>
internal sealed record PromptSection(
    string Prompt,
    string Title,
    string Count,
    bool HasThemes,
    string ChartTitle,
    IReadOnlyList<ThemeBar> Bars,
    string Numbers,
    IReadOnlyList<ResultLine> ByTeam,
    bool CanRead,
    string ReadTitle);

internal sealed record ResultsCard(
    Notice Notice,
    string Speak,
    string Round,
    string Focus,
    string Status,
    string Answered,
    IReadOnlyList<ResultText> Why,
    bool HasTeams,
    IReadOnlyList<ResultLine> Teams,
    IReadOnlyList<PromptSection> Prompts,
    bool HasChanges,
    IReadOnlyList<ResultLine> Changes,
    bool CanRespond,
    bool HasActions);

/// <summary>An entry on the sorting card: with a choice of themes, or, once the response is posted, with its theme in words.</summary>
internal sealed record SortEntry(string Id, string Label, string Text, string From, string Value, string Theme);

internal sealed record ResultsSortCard(
    Notice Notice,
    string Speak,
    string Round,
    int V,
    string Prompt,
    string Title,
    string Focus,
    string Summary,
    bool HasEntries,
    bool CanSort,
    string Filter,
    IReadOnlyList<ResultChoice> Filters,
    IReadOnlyList<ResultChoice> Themes,
    string Shown,
    IReadOnlyList<SortEntry> Entries,
    string Was,
    string From,
    bool HasBefore,
    string Before,
    bool HasNext,
    string Next,
    string Name,
    bool HasThemes);

internal sealed record ResultsThemesDialog(
    Notice Notice,
    string Speak,
    string Round,
    int V,
    string Prompt,
    string Filter,
    string From,
    string Title,
    bool HasThemes,
    bool CanMerge,
    IReadOnlyList<ResultChoice> Themes,
    string Theme,
    string Name,
    string Merged,
    string Into);

internal sealed record ActionRow(int Number, string What, string Facts, string State, string Tick, string Title, string Tooltip, string Style);

internal sealed record ResultsActionsCard(Notice Notice, string Speak, string Round, int V, string Focus, string Summary, IReadOnlyList<ActionRow> Actions);

internal sealed record ResponseDialog(
    Notice Notice,
    string Speak,
    string Round,
    string Focus,
    bool HasThemes,
    IReadOnlyList<ResultChoice> Themes,
    string Taken,
    string Stop,
    string Start,
    string Continue,
    string NotDone)
{
    public string Boxes { get; } = Taken.Length > 0 ? "themes" : "";
}

internal sealed record ResponseRow(string WhatId, string WhatLabel, string What, string WhoId, string WhoLabel, string Who, string WhenId, string WhenLabel, string When);

internal sealed record ResponseActionsDialog(
    Notice Notice,
    string Speak,
    string Round,
    string Shown,
    IReadOnlyList<ResponseRow> Rows,
    int At,
    bool HasBefore,
    int Before,
    bool HasNext,
    int Next)
{
    public string Boxes { get; } = string.Join(' ', Rows.Where(row => row.What.Length > 0).Select(row => row.WhatId));
}

internal sealed record ResponsePreviewDialog(Notice Notice, string Speak, string Round, int V, string Sure, string PostTitle, string Seen, ChannelResponseCard Card);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ResultsCard))]
[JsonSerializable(typeof(ResultsSortCard))]
[JsonSerializable(typeof(ResultsThemesDialog))]
[JsonSerializable(typeof(ResultsActionsCard))]
[JsonSerializable(typeof(ResponseDialog))]
[JsonSerializable(typeof(ResponseActionsDialog))]
[JsonSerializable(typeof(ResponsePreviewDialog))]
internal sealed partial class ResultsCardJson : JsonSerializerContext;
