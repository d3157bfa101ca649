using System.Diagnostics.CodeAnalysis;

namespace SupervisionBot.Core.Shared;

/// <summary>A value, or the named reason why there is none. A refused call has changed nothing.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Hands out the value, or the refusal: exactly one of them.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (_value, Refusal);
        return refusal is null;
    }

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, refusal: null);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(value: default, refusal);
}
