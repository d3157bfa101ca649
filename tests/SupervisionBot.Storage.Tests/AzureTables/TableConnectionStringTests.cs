using SupervisionBot.Storage.AzureTables;

namespace SupervisionBot.Storage.Tests.AzureTables;

public sealed class TableConnectionStringTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("usedevelopmentstorage=True;DevelopmentStorageProxyUri=http://emulator", "http://emulator:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=council;AccountKey=a2V5PT0=;EndpointSuffix=core.windows.net", "https://council.table.core.windows.net/", "council")]
    [InlineData("AccountName=council;AccountKey=a2V5PT0=;EndpointSuffix=core.windows.net", "https://council.table.core.windows.net/", "council")]
    [InlineData("AccountName=a;AccountKey=a2V5PT0=;TableEndpoint=http://127.0.0.1:11002/a;", "http://127.0.0.1:11002/a", "a")]
    [InlineData("AccountKey=a2V5PT0=;TableEndpoint=http://127.0.0.1:11002/a", "http://127.0.0.1:11002/a", "a")]
    [InlineData("AccountKey=a2V5PT0=;TableEndpoint=https://council.table.core.windows.net/", "https://council.table.core.windows.net/", "council")]
    public void WithAKey_GivesEndpointAndAccount(string text, string endpoint, string account)
    {
        var connection = TableConnectionString.Parse(text);
        Assert.Equal((endpoint, account), (connection.Endpoint.AbsoluteUri, connection.Key?.Name));
        Assert.Null(connection.Signature);
    }

    [Fact]
    public void WithASignature_KeepsItWhole()
    {
        var connection = TableConnectionString.Parse("TableEndpoint=https://council.table.core.windows.net;SharedAccessSignature=sv=2019-02-02&ss=t&sig=ab%2Bc%3D");
        Assert.Equal("sv=2019-02-02&ss=t&sig=ab%2Bc%3D", connection.Signature?.Signature);
        Assert.Null(connection.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SECRET")]
    [InlineData("=SECRET")]
    [InlineData("UseDevelopmentStorage=false;AccountKey=SECRET")]
    [InlineData("AccountName=council;AccountKey=SECRET==")]
    [InlineData("AccountName=council;AccountKey=not base64 SECRET;EndpointSuffix=core.windows.net")]
    [InlineData("AccountName=council;EndpointSuffix=core.windows.net;Secret=SECRET")]
    [InlineData("TableEndpoint=ftp://council;AccountKey=U0VDUkVU")]
    [InlineData("TableEndpoint=council SECRET;AccountKey=U0VDUkVU")]
    [InlineData("TableEndpoint=http://council.table.core.windows.net;SharedAccessSignature=SECRET")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=council;AccountKey=U0VDUkVU;EndpointSuffix=core.windows.net")]
    public void WhatCantBeUsed_IsRefusedWithoutSayingAnyOfIt(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => TableConnectionString.Parse(text));
        Assert.DoesNotContain("SECRET", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("U0VDUkVU", refusal.ToString(), StringComparison.Ordinal);
    }
}
