using SupervisionBot.Scheduling;
using SupervisionBot.Turns;

namespace SupervisionBot.Reflections;

/// <summary>Puts reflections into the app.</summary>
internal static class ReflectionServices
{
    public static void AddReflections(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(ReflectivePrompts.Load());
        builder.Services.AddSingleton<ReflectionStore>();
        builder.Services.AddSingleton<ReflectionWriting>();
        builder.Services.AddSingleton<ReflectionCards>();
        builder.Services.AddSingleton<ReflectionAsking>();
        builder.Services.AddSingleton<BringingIn>();
        builder.Services.AddSingleton<AlarmRinger>(services => services.GetRequiredService<ReflectionAsking>());
        builder.Services.AddSingleton<Feature, ReflectionFeature>();
    }
}
