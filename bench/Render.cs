using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SupervisionBot.Cards;

namespace SupervisionBot.Bench;

/// <summary>Time and bytes to bind the largest card that the sample data beside the templates makes.</summary>
internal static class Render
{
    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(3);

    public static int Run()
    {
        var cards = CardLibrary.Load(typeof(SupervisionApp).Assembly);
        var output = new ArrayBufferWriter<byte>();
        var (template, data, bytes) = Samples(cards).Select(sample => (sample.Template, sample.Data, cards[sample.Template].Bind(sample.Data).Length)).MaxBy(sample => sample.Length);
        Bind(cards[template], data, output, s_time);
        var (count, took, allocated) = Bind(cards[template], data, output, s_time);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{template}: {bytes} bytes, {took.TotalMicroseconds / count:F1} µs, {allocated / count} bytes allocated"));
        return 0;
    }

    private static (int Count, TimeSpan Took, long Allocated) Bind(CardTemplate template, JsonElement data, ArrayBufferWriter<byte> output, TimeSpan time)
    {
        var (count, begun, allocated) = (0, Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        while (Stopwatch.GetElapsedTime(begun) < time)
        {
            output.ResetWrittenCount();
            template.Bind(data, output);
            count++;
        }

        return (count, Stopwatch.GetElapsedTime(begun), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    // cards/one-to-one/step.data.json and cards/one-to-one/step.longest.data.json are both samples of one-to-one/step.
    private static IEnumerable<(string Template, JsonElement Data)> Samples(CardLibrary cards)
    {
        var assembly = typeof(Render).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("cards/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var path = name["cards/".Length..].Replace('\\', '/');
            var template = path[..path.IndexOf('.', StringComparison.Ordinal)];
            if (cards.Names.Contains(template))
            {
                yield return (template, JsonElement.Parse(new BinaryReader(stream).ReadBytes((int)stream.Length)));
            }
        }
    }
}
