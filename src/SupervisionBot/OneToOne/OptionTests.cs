using System.Globalization;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.OneToOne;

/// <summary>The inputs that test an option, one a test.</summary>
internal static class OptionTests
{
    /// <summary>Input ids begin with this; the rest is the test's id.</summary>
    public const string Prefix = "test.";

    /// <summary>A verdict as the card sends it; null when it is none.</summary>
    public static Verdict? Read(string value) => value switch
    {
        "yes" => Verdict.Yes,
        "no" => Verdict.No,
        "unsure" => Verdict.Unsure,
        _ => null,
    };

    /// <summary>A verdict as the card shows it.</summary>
    public static string Write(Verdict verdict) => verdict switch
    {
        Verdict.Yes => "yes",
        Verdict.No => "no",
        Verdict.Unsure => "unsure",
    };
}

/// <summary>Days as date inputs send them.</summary>
internal static class Days
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>The day; null when there is none or it is not one.</summary>
    public static DateOnly? Read(string value) =>
        DateOnly.TryParseExact(value, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string Write(DateOnly? day) => day?.ToString(Form, CultureInfo.InvariantCulture) ?? "";
}
