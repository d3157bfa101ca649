using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Tests.Shared;

public sealed class TextsTests
{
    public static TheoryData<string> Unseen { get; } =
    [
        "", " ", "\t\r\n", "\u00A0", "\u00AD", "\u034F", "\u061C", "\u115F", "\u1160", "\u180B", "\u180E", "\u200B", "\u200C", "\u200D", "\u200E", "\u200F", "\u2028", "\u202E", "\u2060", "\u2064",
        "\u2800", "\u3000", "\u3164", "\uFE0F", "\uFEFF", "\uFFA0", "\U000E0001", "\U000E0020", "\U000E0100", "\u0000", "\u0007", "\u0085", " \u200B\u00AD\u2800 \u3164",
    ];

    [Theory]
    [MemberData(nameof(Unseen))]
    public void WhatNobodyCanSeeIsBlank(string text)
    {
        Assert.True(Texts.IsBlank(text));
        Assert.Equal("", Texts.Tidy(text));
        Assert.Equal(new NothingWritten(), Texts.Unfit(text, 100));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("\u200Ba")]
    [InlineData("👨‍👩‍👧")]
    [InlineData("❤️")]
    [InlineData("🏴󠁧󠁢󠁷󠁬󠁳󠁿")]
    [InlineData("✌🏽")]
    [InlineData("가")]
    [InlineData("⠁")]
    [InlineData("می‌خواهم")]
    [InlineData("\uD83D")]
    public void WhatCanBeSeenIsNotBlankAndStaysAsItIs(string text)
    {
        Assert.False(Texts.IsBlank(text));
        Assert.Equal(text, Texts.Tidy(text));
        Assert.Null(Texts.Unfit(text, 100));
    }

    [Fact]
    public void LengthIsLookedAtBeforeAnythingElse() => Assert.Equal(new TooLong(4, 3), Texts.Unfit("\u200B\u200B\u200B\u200B", 3));
}
