using SupervisionBot.Scheduling;
using SupervisionBot.Turns;

namespace SupervisionBot.Typing;

/// <summary>Puts typed messages into the app.</summary>
internal static class TypingServices
{
    public static void AddTyping(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TypedStore>();
        builder.Services.AddSingleton<AlarmRinger>(services => services.GetRequiredService<TypedStore>());
        builder.Services.AddSingleton<TypedPlaces>();
        builder.Services.AddSingleton<TypedAnswers>();
        builder.Services.AddSingleton<TypedReflections>();
        builder.Services.AddSingleton<Placing>();
        builder.Services.AddSingleton<AnswerTyping>();
        builder.Services.AddSingleton<TypedCards>();
        builder.Services.AddSingleton<TypedMessages>();
        builder.Services.AddSingleton<TypedChanges>();
        builder.Services.AddSingleton<FormerPlaceCards>();
        builder.Services.AddSingleton<Feature, TypingFeature>();
    }
}
