using SupervisionBot.Core.Shared;

namespace SupervisionBot.Reflections;

/// <summary>Its writer has deleted it, so nothing more can be done with it.</summary>
internal sealed record ReflectionDeleted : Refusal;
