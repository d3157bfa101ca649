using System.Text.Json;

namespace SupervisionBot.Teams;

/// <summary>Why a card asks.</summary>
public enum CardTrigger
{
    /// <summary>Someone pressed a button.</summary>
    Manual,

    /// <summary>The client refreshes the card by itself. Must never change anything.</summary>
    Automatic,
}

/// <summary>What a card or dialog sent. All of it comes from a client and may be anything.</summary>
/// <param name="Verb">Name of the action: of an <c>Action.Execute</c> its <c>verb</c>, of an <c>Action.Submit</c> and in dialogs <c>data.verb</c>. Empty when missing or not a string.</param>
/// <param name="Data">The action's data merged with the inputs. Always an object, empty when missing or of another type; stays valid after the turn.</param>
public sealed record CardAction(string Verb, JsonElement Data)
{
    private static readonly JsonElement s_nothing = JsonElement.Parse("{}"u8);

    internal static CardAction FromExecute(JsonElement value)
    {
        var action = value.At("action");
        return new(action.Text("verb") ?? "", ObjectOrEmpty(action.At("data")));
    }

    internal static CardAction FromData(JsonElement data) => new(data.Text("verb") ?? "", ObjectOrEmpty(data));

    internal static JsonElement ObjectOrEmpty(JsonElement data) => data.ValueKind is JsonValueKind.Object ? data : s_nothing;
}
