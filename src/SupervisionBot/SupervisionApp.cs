namespace SupervisionBot;

/// <summary>Composes the whole app, so that a host other than <c>Program.cs</c> (tests, the stand-in for Teams) runs it exactly as it is.</summary>
public static class SupervisionApp
{
    /// <summary>Builds the app without starting it.</summary>
    /// <param name="args">Command line; ordinary ASP.NET Core configuration switches.</param>
    /// <param name="configure">Runs last, before the app is built: a host may replace the clock or the addresses here.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        return builder.Build();
    }
}
