using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace SupervisionBot.Bench;

/// <summary>A session under load.</summary>
/// <param name="id">Its id.</param>
/// <param name="sequence">The sequence of its newest card.</param>
internal sealed class Walk(Guid id, int sequence)
{
    public Guid Id { get; } = id;

    public int Sequence { get; set; } = sequence;
}

/// <summary>
/// One person's <em>Save</em> in one session as the bytes of a whole request, in which only what differs from turn to turn is written anew: the activity's id,
/// the sequence the card was drawn at, and one of the texts. The others go back as the card had them, as a client sends them.
/// </summary>
internal sealed class Press
{
    private const int Digits = 8;
    private const string Number = "00000000";
    private const string Sequence = "1000000000";
    private const string Words = "School rang on Monday: she came in tired again and would not say who was at home over the weekend. Note ";

    private static readonly string[] s_prompts = ["information.happening", "information.known", "information.to-know", "information.wanted-now"];

    private readonly byte[] _request;
    private readonly int _id;
    private readonly int _sequence;
    private readonly int[] _texts;
    private int _seen;
    private int _turns;

    public Press(Activities activities, Person person, Walk walk, Uri app, string? token = null)
    {
        Walk = walk;
        Person = person;
        _seen = walk.Sequence;
        var data = new JsonObject { ["session"] = walk.Id.ToString("N"), ["v"] = int.Parse(Sequence, System.Globalization.CultureInfo.InvariantCulture) };
        foreach (var prompt in s_prompts)
        {
            data[$"answer.{prompt}"] = Words + Number;
        }

        _request = Request(app, activities.Press(person, "answer.save", data), token);
        _id = _request.AsSpan().IndexOf("\"f:"u8) + 3;
        _sequence = _request.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Sequence));
        _texts = [.. s_prompts.Select(prompt => _request.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"answer.{prompt}\":")) + $"answer.{prompt}\":\"".Length + Words.Length)];
    }

    public Walk Walk { get; }

    public Person Person { get; }

    /// <summary>How many answers the next request brings.</summary>
    public int Answers => _turns == 0 ? s_prompts.Length : 1;

    /// <summary>The next request: the first one answers every prompt, each later one gives one of them a new version.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        Write(_id, _turns);
        Write(_texts[_turns % _texts.Length], _turns);
        _turns++;
        var sequence = _request.AsSpan(_sequence, Sequence.Length);
        sequence.Fill((byte)' ');
        Utf8Formatter.TryFormat(_seen, sequence, out _);
        return _request;
    }

    /// <summary>Looks at the card that came back, and notes the sequence it was drawn at.</summary>
    /// <param name="answer">The body of the answer.</param>
    /// <param name="expected">The sequence it must be drawn at; null for any.</param>
    /// <exception cref="InvalidOperationException">It is another card, or none.</exception>
    public void Saw(ReadOnlySpan<byte> answer, int? expected)
    {
        var at = answer.IndexOf("\"v\":"u8);
        if (!answer.StartsWith("""{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard","""u8)
            || at < 0
            || !Utf8Parser.TryParse(answer[(at + 4)..], out int sequence, out _)
            || (expected is not null && sequence != expected))
        {
            throw new InvalidOperationException($"not the card that was expected: {Encoding.UTF8.GetString(answer)}");
        }

        (_seen, Walk.Sequence) = (sequence, sequence);
    }

    /// <summary>An activity as the bytes of a whole request.</summary>
    public static byte[] Request(Uri app, JsonObject activity, string? token = null)
    {
        var (body, caller) = (activity.ToJsonString(), token is null ? "" : $"Authorization: Bearer {token}\r\n");
        return Encoding.UTF8.GetBytes(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"POST {Activities.Path} HTTP/1.1\r\nHost: {app.Authority}\r\n{caller}Content-Type: application/json; charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    private void Write(int at, int number) => Utf8Formatter.TryFormat(number, _request.AsSpan(at, Digits), out _, new('D', Digits));
}
