using SupervisionBot.Sending;
using SupervisionBot.Turns;

namespace SupervisionBot.Redactions;

/// <summary>Puts erasing words from frozen records into the app.</summary>
internal static class RedactionServices
{
    public static void AddRedactions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RedactionRows>();
        builder.Services.AddSingleton<RedactionCards>();
        builder.Services.AddSingleton<RedactionDialogs>();
        builder.Services.AddSingleton<RedactionPosts>();
        builder.Services.AddSingleton<Posting>(services => services.GetRequiredService<RedactionPosts>());
        builder.Services.AddSingleton<Feature, RedactionFeature>();
    }
}
