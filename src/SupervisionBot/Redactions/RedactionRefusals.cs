using SupervisionBot.Core.Shared;

namespace SupervisionBot.Redactions;

/// <summary>The words stand nowhere that they could be erased from.</summary>
internal sealed record NoSuchWords : Refusal;

/// <summary>Fewer leaders are named than have to approve, whoever asks not counted.</summary>
internal sealed record TooFewLeaders : Refusal;

/// <summary>Only leaders decide whether words are erased.</summary>
internal sealed record NotForYou : Refusal;

/// <summary>There is no such request.</summary>
internal sealed record NoSuchRequest : Refusal;
