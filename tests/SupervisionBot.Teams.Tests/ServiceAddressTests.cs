namespace SupervisionBot.Teams.Tests;

public sealed class ServiceAddressTests
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/11111111-0000-4000-8000-000000000001/")]
    [InlineData("https://SMBA.TrafficManager.net:443/teams")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/teams")]
    [InlineData("https://pilot1.botapi.skype.com/amer/")]
    [InlineData("https://a.b.botapi.skype.com/")]
    public void TheHostsOfTheCloudAreAllowed(string url) => Assert.NotNull(ServiceAddress.Parse(url, Settings()));

    [Theory]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net:444/emea/")]
    [InlineData("https://smba.trafficmanager.net:80/emea/")]
    [InlineData("https://user@smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net@attacker.example/")]
    [InlineData("https://smba.trafficmanager.net\\@attacker.example/")]
    [InlineData("https://attacker.example/smba.trafficmanager.net")]
    [InlineData("https://attacker.example#smba.trafficmanager.net")]
    [InlineData("https://attacker.example?smba.trafficmanager.net")]
    [InlineData("https://smba.trafficmanager.net/emea/?")]
    [InlineData("https://smba.trafficmanager.net/emea/?to=")]
    [InlineData("https://smba.trafficmanager.net/emea/#")]
    [InlineData("https://smba.trafficmanager.net./emea/")]
    [InlineData("https://smba.trafficmanager.net.attacker.example/")]
    [InlineData("https://attacker-smba.trafficmanager.net/")]
    [InlineData("https://attacker.smba.trafficmanager.net/")]
    [InlineData("https://trafficmanager.net/")]
    [InlineData("https://attacker.trafficmanager.net/")]
    [InlineData("https://\u017Fmba.trafficmanager.net/")]
    [InlineData("https://smba\u3002trafficmanager.net/")]
    [InlineData("https://xn--mba-fna.trafficmanager.net/")]
    [InlineData("https://p\u00EFlot.botapi.skype.com/")]
    [InlineData("https://botapi.skype.com/")]
    [InlineData("https://.botapi.skype.com/")]
    [InlineData("https://attackerbotapi.skype.com/")]
    [InlineData("https://skype.com/")]
    [InlineData("https://smba.infra.gov.teams.microsoft.us/teams")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("http://127.0.0.1:3978/")]
    [InlineData("http://localhost/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("file://smba.trafficmanager.net/emea/")]
    [InlineData("//smba.trafficmanager.net/emea/")]
    [InlineData("smba.trafficmanager.net")]
    [InlineData("")]
    [InlineData(null)]
    public void NothingElseIs(string? url) => Assert.Null(ServiceAddress.Parse(url, Settings()));

    [Fact]
    public void ListedHostsTakeThePlaceOfTheDefaults()
    {
        var settings = Settings("connector.example");

        Assert.NotNull(ServiceAddress.Parse("https://connector.example/", settings));
        Assert.Null(ServiceAddress.Parse("https://smba.trafficmanager.net/emea/", settings));
    }

    [Theory]
    [InlineData("http://127.0.0.1:3978/emea/", true)]
    [InlineData("https://127.0.0.1:3978/emea/", true)]
    [InlineData("http://127.0.0.2:3978/emea/", false)]
    [InlineData("http://localhost:3978/emea/", false)]
    [InlineData("http://127.0.0.1.attacker.example/", false)]
    public void AListedHostOnThisComputerIsReachedByHttpToo(string url, bool allowed) => Assert.Equal(allowed, ServiceAddress.Parse(url, Settings("127.0.0.1")) is not null);

    [Theory]
    [InlineData("https://contoso-my.sharepoint.com/personal/anna/_api/v2.0/drive/items/01FED/uploadSession?guid=1&tempauth=x")]
    [InlineData("https://Contoso.SharePoint.com:443/")]
    public void AFileMayGoToOneDrive(string url) => Assert.NotNull(ServiceAddress.ParseUpload(url, Settings()));

    [Theory]
    [InlineData("http://contoso.sharepoint.com/upload")]
    [InlineData("https://contoso.sharepoint.com:8443/upload")]
    [InlineData("https://user@contoso.sharepoint.com/upload")]
    [InlineData("https://contoso.sharepoint.com/upload#part")]
    [InlineData("https://contoso.sharepoint.com@attacker.example/")]
    [InlineData("https://contoso.sharepoint.com\\@attacker.example/")]
    [InlineData("https://attacker.example/?contoso.sharepoint.com")]
    [InlineData("https://contoso.sharepoint.com.attacker.example/")]
    [InlineData("https://contososharepoint.com/")]
    [InlineData("https://sharepoint.com/")]
    [InlineData("https://.sharepoint.com/")]
    [InlineData("https://contoso.sharepoint.com./")]
    [InlineData("https://c\u00F6ntoso.sharepoint.com/")]
    [InlineData("https://contoso.sharepoint.us/")]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("http://localhost:8080/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://[::1]/")]
    [InlineData("file://contoso.sharepoint.com/upload")]
    [InlineData("ftp://contoso.sharepoint.com/upload")]
    [InlineData("//contoso.sharepoint.com/upload")]
    [InlineData("")]
    [InlineData(null)]
    public void AFileGoesNowhereElse(string? url) => Assert.Null(ServiceAddress.ParseUpload(url, Settings()));

    [Fact]
    public void TheTokenNeverGoesWhereAFileMay() => Assert.False(ServiceAddress.IsAllowed(new("https://contoso.sharepoint.com/"), Settings()));

    private static TeamsOptions Settings(params string[] hosts)
    {
        var settings = new TeamsOptions();
        foreach (var host in hosts)
        {
            settings.ConnectorHosts.Add(host);
        }

        Cloud.Fill(settings, new());
        return settings;
    }
}
