namespace SupervisionBot.LocalTeams.Tests;

public sealed class LaunchOptionsTests
{
    [Fact]
    public void Parse_OfNothing_IsTheDefaults()
    {
        var options = LaunchOptions.Parse([])!;

        Assert.Equal((new Uri("http://127.0.0.1:5180"), new Uri("http://127.0.0.1:0"), true), (options.Page, options.Bot, options.OpenBrowser));
        Assert.True(Path.IsPathRooted(options.DataFolder));
        Assert.EndsWith("SupervisionBot.LocalTeams", options.DataFolder, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfEverything_TakesIt()
    {
        var options = LaunchOptions.Parse(["--no-browser", "--port", "0", "--bot-port=3978", "--data", "here"])!;

        Assert.Equal(new(new("http://127.0.0.1:0"), new("http://127.0.0.1:3978"), Path.GetFullPath("here"), OpenBrowser: false, Storage: []), options);
    }

    [Fact]
    public void Parse_OfALoopbackAddress_TakesIt()
    {
        Assert.Equal(new Uri("http://localhost:6000"), LaunchOptions.Parse(["--urls", "http://localhost:6000"])!.Page);
    }

    [Fact]
    public void Parse_OfStorageSettings_HandsThemOn()
    {
        var options = LaunchOptions.Parse(["--Storage:Provider", "AzureTables", "--Storage:ConnectionString=UseDevelopmentStorage=true"])!;

        Assert.Equal(["--Storage:Provider=AzureTables", "--Storage:ConnectionString=UseDevelopmentStorage=true"], options.Storage);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port=65536")]
    [InlineData("--port=-1")]
    [InlineData("--urls=http://0.0.0.0:5180")]
    [InlineData("--urls=https://localhost:5180")]
    [InlineData("--data=")]
    [InlineData("--help")]
    [InlineData("--Storage:Provider")]
    [InlineData("--Teams:Anonymous=false")]
    public void Parse_OfSomethingElse_IsNull(string argument)
    {
        Assert.Null(LaunchOptions.Parse([argument]));
    }
}
