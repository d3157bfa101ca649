using Microsoft.Extensions.Options;
using SupervisionBot.Hosting;

namespace SupervisionBot.Tests.Hosting;

public sealed class RecordKeysTests : IDisposable
{
    private static readonly byte[] s_words = [1, 2, 3];

    private readonly string _folder = Directory.CreateTempSubdirectory("keys").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WithoutASettingAKeyFileIsMadeOnceBesideTheDatabaseForNobodyButTheApp()
    {
        var first = Ring(null);
        var code = first.Mac("chain", s_words);

        Assert.Equal(code, Ring(null).Mac("chain", s_words));
        var file = Path.Combine(_folder, "supervision.db.record-key");
        Assert.Equal(32, File.ReadAllBytes(file).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void AKeyFileThatHoldsNoKeyIsNamedWithoutWhatIsInIt()
    {
        File.WriteAllText(Path.Combine(_folder, "supervision.db.record-key"), "hunter2");

        var problem = Assert.Throws<InvalidDataException>(() => Ring(null).CurrentId);

        Assert.Contains("supervision.db.record-key", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EachUseAndEachKeyGivesACodeOfItsOwn()
    {
        var (ring, other) = (Ring(Key(1)), Ring(Key(2)));

        byte[][] codes = [ring.Mac("chain", s_words), ring.Mac("fingerprint", s_words), other.Mac("chain", s_words), ring.Mac("chain", [1, 2])];

        Assert.Equal(4, codes.Select(Convert.ToHexString).Distinct().Count());
        Assert.All(codes, code => Assert.Equal(32, code.Length));
        Assert.NotEqual(ring.CurrentId, other.CurrentId);
    }

    [Fact]
    public void ARotatedKeyStaysForChecking()
    {
        var before = Ring(Key(1));
        var code = before.Mac("chain", s_words);

        var after = Ring(Key(2), Key(1));

        Assert.NotEqual(before.CurrentId, after.CurrentId);
        Assert.True(after.TryMac(before.CurrentId, "chain", s_words, out var again));
        Assert.Equal(code, again);
    }

    [Fact]
    public void UnderAKeyThatIsLostNothingCanBeChecked()
    {
        Assert.False(Ring(Key(2)).TryMac(Ring(Key(1)).CurrentId, "chain", s_words, out _));
    }

    private RecordKeys Ring(string? key, params string[] old)
    {
        var records = new RecordOptions { Key = key };
        foreach (var each in old)
        {
            records.OldKeys.Add(each);
        }

        return new(Options.Create(records), Options.Create(new StorageOptions { Path = Path.Combine(_folder, "supervision.db") }));
    }

    private static string Key(byte fill)
    {
        var key = new byte[32];
        Array.Fill(key, fill);
        return Convert.ToBase64String(key);
    }
}
