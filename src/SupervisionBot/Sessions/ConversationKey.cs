using System.Security.Cryptography;
using System.Text;

namespace SupervisionBot.Sessions;

/// <summary>Conversation ids as storage keys: they contain characters that keys must not have, and keys show up in logs.</summary>
internal static class ConversationKey
{
    /// <summary>SHA-256 of the id, in lower-case hexadecimal.</summary>
    public static string Of(string conversationId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conversationId)));
}
