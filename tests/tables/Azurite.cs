using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SupervisionBot.Tables;

/// <summary>
/// The emulator of Table Storage that tests run on: the one that <c>SUPERVISION_TEST_TABLES</c> names, or one of their own from <c>tests/tables</c>, started when it is
/// first asked for and gone when this process is gone.
/// </summary>
internal static class Azurite
{
    /// <summary>Why a test is skipped when there is no emulator, and what to do about it.</summary>
    public const string Absent = "The Table Storage emulator is not installed: run `npm ci --prefix tests/tables`.";

    private const string Variable = "SUPERVISION_TEST_TABLES";

    // The key that every emulator has, from https://learn.microsoft.com/azure/storage/common/storage-connect-azurite, "Well-known storage account and key".
    private const string Account = "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // The emulator ends when its standard input does, however the process at the other end of it came to its end.
    private const string Script = "process.stdin.on('end', () => process.exit()).resume(); require(process.argv[1])";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<string?> s_connectionString = new(Find);

    // Held, as its standard input would be closed with it.
    private static Process? s_process;

    /// <summary>Its connection string; null when there is none, and tests that need it are skipped.</summary>
    public static string? ConnectionString => s_connectionString.Value;

    /// <summary>The connection string of an emulator on loopback.</summary>
    public static string ConnectionStringFor(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"DefaultEndpointsProtocol=http;{Account};TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;");

    /// <summary>A prefix that no other store has: 31 letters and digits, the first a letter.</summary>
    public static string NewTablePrefix() => $"t{Guid.NewGuid():N}"[..31];

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        if (Program is null)
        {
            return null;
        }

        (s_process, var port) = Start(Program);
        return ConnectionStringFor(port);
    }

    /// <summary>The emulator's program; null when it is not installed.</summary>
    public static string? Program { get; } = Path.Combine(Tables(), "node_modules", "azurite", "dist", "src", "table", "main.js") is var program && File.Exists(program) ? program : null;

    /// <summary>Starts an emulator that ends with the process given back.</summary>
    public static (Process Process, int Port) Start(string emulator, params string[] more)
    {
        var port = FreePort();
        string[] arguments = ["-e", Script, "--", emulator, "--inMemoryPersistence", "--tablePort", port.ToString(CultureInfo.InvariantCulture), "--silent", "--disableTelemetry", .. more];
        var process = Process.Start(new ProcessStartInfo("node", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() })!;
        using var patience = new CancellationTokenSource(s_patience);
        using var gaveUp = patience.Token.Register(process.Kill);
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("successfully started", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return (process, port);
            }
        }

        throw new InvalidOperationException("The Table Storage emulator did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Tables()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SupervisionBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No SupervisionBot.sln above the tests.");
        }

        return Path.Combine(folder.FullName, "tests", "tables");
    }
}
