using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Turns;

namespace SupervisionBot.OwnWords;

internal sealed record MineLine(int Entry, string What, string Text, string Who, bool CanChoose, string ChooseTitle);

/// <summary>What a person has written in a session; or, of it, the one text that is to be taken back or corrected.</summary>
internal sealed record MineDialog(
    CardFrame Frame,
    Notice Notice,
    string Speak,
    string Intro,
    bool CanPutRight,
    string Reference,
    bool HasWarning,
    string Warned,
    bool IsEmpty,
    IReadOnlyList<MineLine> Lines,
    string Page,
    bool HasPages,
    bool HasBefore,
    int Before,
    bool HasAfter,
    int After,
    bool HasChosen,
    bool TakesBack,
    bool Corrects,
    int Entry,
    string Correction);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MineDialog))]
internal sealed partial class OwnWordsCardJson : JsonSerializerContext;
