using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Turns;

namespace SupervisionBot.Reflections;

/// <summary>Where somebody's questions stand, and when they come.</summary>
internal sealed record ReflectCard(
    Notice Notice,
    string Speak,
    IReadOnlyList<string> RefreshFor,
    string Status,
    int Asked,
    bool IsOn,
    bool IsPaused,
    bool IsRunning,
    bool IsWaiting,
    int Open,
    string Question,
    bool CanSend,
    bool HasWritten,
    string Weekday,
    string Hour,
    string Weeks,
    string StartTitle);

/// <summary>A question, with room for what somebody thinks about it.</summary>
internal sealed record ReflectionPromptCard(
    Notice Notice,
    string Speak,
    IReadOnlyList<string> RefreshFor,
    int Number,
    string Question,
    string Text,
    bool IsNew,
    bool IsWritten,
    bool IsOn);

/// <summary>What somebody wrote.</summary>
internal sealed record ReflectionSavedCard(
    Notice Notice,
    string Speak,
    IReadOnlyList<string> RefreshFor,
    int Number,
    string Question,
    string Written,
    string Text,
    string Standing,
    bool CanBring,
    bool CanKeep);

internal sealed record ReflectionLine(int Number, string Question, string Details, string Text, string OpenTitle);

/// <summary>What somebody has written so far, newest first.</summary>
internal sealed record ReflectionsWrittenCard(Notice Notice, string Speak, bool IsEmpty, IReadOnlyList<ReflectionLine> Reflections, bool HasOlder, int Below);

internal sealed record ReflectionToBring(int Number, string Question, string Text, string BringHint, string LaterHint);

/// <summary>What somebody wanted to bring to supervision: each with the choice to do so now.</summary>
internal sealed record ReflectionBringDialog(Notice Notice, string Speak, string Session, int V, IReadOnlyList<ReflectionToBring> Reflections);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReflectCard))]
[JsonSerializable(typeof(ReflectionPromptCard))]
[JsonSerializable(typeof(ReflectionSavedCard))]
[JsonSerializable(typeof(ReflectionsWrittenCard))]
[JsonSerializable(typeof(ReflectionBringDialog))]
internal sealed partial class ReflectionCardJson : JsonSerializerContext;
