using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Turns;

/// <summary>Of a text that is too long to be shown, the part that matters is shown.</summary>
public sealed class CutTests
{
    [Theory]
    [InlineData("a", 10)]
    [InlineData("\n", 245)]
    [InlineData("\"", 240)]
    [InlineData("\ud83d\ude42", 200)]
    [InlineData("word ", 900)]
    [InlineData("\u0301", 600)]
    public void APlaceIsSeenWhateverStandsBeforeIt(string before, int length)
    {
        var text = string.Concat(Enumerable.Repeat(before, length / before.Length)) + "Casey Jones" + new string('z', 2_000);

        var near = Cut.Near(Cut.Excerpt, text, text.IndexOf("Casey", StringComparison.Ordinal));

        Assert.Contains("Casey Jones", near, StringComparison.Ordinal);
        Assert.InRange(Cut.OnWire(near), 1, Cut.Excerpt + 60);
    }
}
