using System.Net;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests.Authentication;

public sealed class ForgedTokenTests : IClassFixture<ForgeryHost>
{
    private readonly TokenHost _host;
    private readonly ForgeryHost _keys;

    public ForgedTokenTests(ForgeryHost host)
    {
        (_host, _keys) = (host.Host, host);
        _host.Handler.Reset();
        _host.Logs.Lines.Clear();
    }

    public static TheoryData<string> Alone => [.. Forgery.InOrder.Keys, .. Forgery.Others.Keys];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var names = Forgery.InOrder.Keys.ToList();
            var pairs = new TheoryData<string, string>();
            foreach (var (first, second) in names.SelectMany((first, at) => names.Skip(at + 1).Select(second => (first, second))))
            {
                pairs.Add(first, second);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Alone))]
    public async Task AForgedTokenOpensNothing(string name) =>
        await RefusedAsync(Forgery.InOrder.GetValueOrDefault(name) ?? Forgery.Others[name]);

    // What comes first in the order of the checks decides the answer.
    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task TwoFaultsDoNotMakeUpForEachOther(string first, string second) => await RefusedAsync(Forgery.InOrder[first], Forgery.InOrder[second]);

    [Theory]
    [InlineData("no header")]
    [InlineData("lower case")]
    [InlineData("upper case")]
    [InlineData("scheme alone")]
    [InlineData("scheme and space")]
    [InlineData("token alone")]
    [InlineData("Basic")]
    [InlineData("two spaces")]
    [InlineData("tab")]
    [InlineData("three words")]
    [InlineData("two headers")]
    [InlineData("two tokens")]
    [InlineData("query")]
    [InlineData("cookie")]
    [InlineData("other header")]
    public async Task ATokenInAnotherPlaceOrFormIsNone(string place)
    {
        var token = _host.Token();
        var answer = await _host.PostAsync(Activities.Message, request =>
        {
            string[] headers = place switch
            {
                "lower case" => ["bearer " + token],
                "upper case" => ["BEARER " + token],
                "scheme alone" => ["Bearer"],
                "scheme and space" => ["Bearer "],
                "token alone" => [token],
                "Basic" => ["Basic " + token],
                "two spaces" => ["Bearer  " + token],
                "tab" => ["Bearer\t" + token],
                "three words" => ["Bearer " + token + " x"],
                "two headers" => ["Bearer " + token, "Bearer " + token],
                "two tokens" => [$"Bearer {token}, Bearer {token}"],
                _ => [],
            };
            foreach (var header in headers)
            {
                request.Headers.TryAddWithoutValidation("Authorization", header);
            }

            switch (place)
            {
                case "query":
                    request.RequestUri = new Uri($"/api/messages?access_token={token}&token={token}", UriKind.Relative);
                    break;
                case "cookie":
                    request.Headers.TryAddWithoutValidation("Cookie", $"Authorization=Bearer%20{token}; access_token={token}");
                    break;
                case "other header":
                    request.Headers.TryAddWithoutValidation("X-Authorization", "Bearer " + token);
                    request.Headers.TryAddWithoutValidation("Proxy-Authorization", "Bearer " + token);
                    break;
            }
        });

        AssertRefused(answer, HttpStatusCode.Unauthorized, Refusal.NoToken);
        if (place is not "query")
        {
            AssertNotLogged(token);
        }
    }

    [Fact]
    public async Task NoCharacterOfATokenCanBeChanged()
    {
        var token = _host.Token();

        // Not the last one, of which some bits stand for nothing.
        for (var at = 0; at < token.Length - 1; at += 7)
        {
            var changed = token[..at] + (token[at] is 'A' ? 'B' : 'A') + token[(at + 1)..];

            Assert.Equal(HttpStatusCode.Unauthorized, (await _host.PostAsync(Activities.Message, changed)).Status);
        }

        Assert.Empty(_host.Handler.Take());
    }

    [Fact]
    public async Task WithoutATokenNothingOfTheBodyIsRead()
    {
        var answer = await _host.PostAsync(new string('x', ActivityBody.MaxBytes + 1), _ => { });

        AssertRefused(answer, HttpStatusCode.Unauthorized, Refusal.NoToken);
    }

    [Fact]
    public async Task ABodyThatIsTooLargeIsNotReadBeforeTheTokenIsFoundGood()
    {
        AssertRefused(await _host.PostAsync(new string('x', ActivityBody.MaxBytes + 1), "a.b.c"), HttpStatusCode.Unauthorized, Refusal.Token);
        AssertRefused(await _host.PostAsync(new string('x', ActivityBody.MaxBytes + 1), _host.Token()), HttpStatusCode.RequestEntityTooLarge, Refusal.BodySize);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"\"")]
    [InlineData("\"webchat\"")]
    [InlineData("\"emulator\"")]
    public async Task AnEmptyOrOtherChannelIsRefusedWithAGoodTokenToo(string? channel)
    {
        var answer = await _host.PostAsync(Activities.Message.With("channelId", channel), _host.Token());

        AssertRefused(answer, HttpStatusCode.BadRequest, Refusal.Envelope);
    }

    private async Task RefusedAsync(params Forgery[] forgeries)
    {
        var token = _host.Token(draft => Array.ForEach(forgeries, forgery => forgery.Token?.Invoke(draft, _host.Issuer)), _keys.KeyOf(forgeries));
        var activity = forgeries.Aggregate(Activities.Execute, (text, forgery) => forgery.Activity?.Invoke(text) ?? text);

        var answer = await _host.PostAsync(activity, token);

        AssertRefused(answer, forgeries[0].Status, [.. forgeries.Select(forgery => forgery.Refusal)]);
        AssertNotLogged(token);
    }

    private void AssertRefused(TokenAnswer answer, HttpStatusCode status, params Refusal[] reasons)
    {
        Assert.Equal((status, ""), (answer.Status, answer.Body));
        Assert.Equal(status is HttpStatusCode.Unauthorized ? "Bearer" : "", answer.Challenge);
        Assert.Empty(_host.Handler.Take());
        Assert.Contains(_host.Logs.Lines, line => reasons.Any(reason => line.StartsWith($"1002 Refused a request: {reason} ", StringComparison.Ordinal)));
    }

    private void AssertNotLogged(string token)
    {
        var parts = token.Split('.').Where(part => part.Length >= 8).Append(token);
        Assert.DoesNotContain(_host.Logs.Lines, line => parts.Any(part => line.Contains(part, StringComparison.Ordinal)));
    }
}

/// <summary>A host whose key document has, beside the ordinary key, one for each forgery that wants another.</summary>
public sealed class ForgeryHost : IAsyncLifetime
{
    /// <summary>A published key that nothing here is signed with.</summary>
    public const string SpareKid = "key-2";

    private readonly Dictionary<Forgery, IssuerKey> _keys = [];

    internal TokenHost Host { get; } = new();

    public Task InitializeAsync()
    {
        Assert.Equal(SpareKid, Host.Issuer.Publish("msteams").Kid);
        foreach (var forgery in Forgery.InOrder.Values.Concat(Forgery.Others.Values).Where(forgery => forgery.IsUnendorsed || forgery.Endorsements is not null))
        {
            _keys[forgery] = Host.Issuer.Publish(forgery.Endorsements);
        }

        return Host.InitializeAsync();
    }

    public Task DisposeAsync() => Host.DisposeAsync();

    /// <summary>The key that the forgeries are signed with; null: the ordinary one.</summary>
    internal IssuerKey? KeyOf(IEnumerable<Forgery> forgeries) => forgeries.Select(forgery => _keys.GetValueOrDefault(forgery)).SingleOrDefault(key => key is not null);
}
