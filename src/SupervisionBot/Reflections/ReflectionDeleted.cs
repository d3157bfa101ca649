using SupervisionBot.Core.Shared;

namespace SupervisionBot.Reflections;

/// <summary>Its writer has deleted it, so nothing more can be done with it.</summary>
internal sealed record ReflectionDeleted : Refusal;

/// <summary>Its writer keeps it private, so it is not brought anywhere.</summary>
internal sealed record NotMarked : Refusal;
