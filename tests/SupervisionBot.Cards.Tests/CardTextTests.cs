using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace SupervisionBot.Cards.Tests;

[Collection(nameof(OfficialLibraries))]
public sealed partial class CardTextTests(OfficialLibraries official)
{
    [Theory]
    [InlineData("Nothing special: 3.5 hours, R&D and mum & dad (no)", "Nothing special: 3.5 hours, R&D and mum & dad \\(no\\)")]
    [InlineData("**b** _i_ `c` ~s~ [a](https://b)", @"\*\*b\*\* \_i\_ \`c\` \~s\~ \[a\]\(https://b\)")]
    [InlineData(@"\*", @"\\\*")]
    [InlineData("<at>Anna</at> > #", @"‹at\>Anna‹/at\> \> \#")]
    [InlineData("&lt;at&gt; &#60;", @"\&lt;at\&gt; \&\#60;")]
    [InlineData("{{DATE(x)}} {{{", "{\u200B{DATE\\(x\\)}} {\u200B{\u200B{")]
    [InlineData("- a\n+ b\n1. c\n22) d\n=== \n-", "\\- a\n\n\\+ b\n\n1\\. c\n\n22\\) d\n\n\\===\n\n\\-")]
    [InlineData("a - b + c = 1. d", "a - b + c = 1. d")]
    [InlineData("  one\r\n\r\n\n\ttwo \u2028 three  ", "one\n\ntwo\n\nthree")]
    [InlineData(".5 and 10", ".5 and 10")]
    [InlineData(" \n ", "")]
    public void MarkdownCharactersAreTakenOutOfForce(string text, string escaped)
    {
        Assert.Equal(escaped, CardText.Escape(text));
    }

    [Fact]
    public void AnyTextShowsAsItWasWritten()
    {
        var hostile = Gen.Elements(
            "*", "_", "**", "[a](http://b)", "![i](http://j)", "<at>x</at>", "<b>", "`", "```", "~~", "#", "# ", "> ", "- ", "+ ", "1. ", "1) ", "===", "---", "\n", "\r\n",
            "    ", "\t", "\\", "&lt;", "&#42;", "&", "{{", "{{TIME(x)}}", "|a|b|", "|-|-|", "http://x.y", "[a]: http://b", "x", "é😀", "1", ".", ";", "(", "!");
        var texts = Gen.OneOf(hostile.ListOf().Select(string.Concat), RandomCards.Text.Select(text => text.Replace("\0", "", StringComparison.Ordinal)));

        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var html = official.Markdown(CardText.Escape(text));
            var shown = WebUtility.HtmlDecode(Paragraph().Replace(html, ""));
            return !html.Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal).Contains('<', StringComparison.Ordinal)
                && WithoutSpace(shown).Replace("\u200B", "", StringComparison.Ordinal) == WithoutSpace(text).Replace("\u200B", "", StringComparison.Ordinal).Replace('<', '‹');
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void NoMentionNorDateMacroIsLeft()
    {
        Prop.ForAll(RandomCards.Text.ToArbitrary(), text =>
        {
            var escaped = CardText.Escape(text);
            return !escaped.Contains('<', StringComparison.Ordinal) && !escaped.Contains("{{", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    private static string WithoutSpace(string text) => Space().Replace(text, "");

    [GeneratedRegex("</?p>", RegexOptions.None, 1000)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"\s", RegexOptions.None, 1000)]
    private static partial Regex Space();
}
