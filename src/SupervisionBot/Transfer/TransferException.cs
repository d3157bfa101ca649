namespace SupervisionBot.Transfer;

/// <summary>A store could not be moved, or may not be used yet; the message tells the operator why and what to do.</summary>
internal sealed class TransferException(string message) : Exception(message);
