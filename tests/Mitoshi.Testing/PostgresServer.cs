using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Mitoshi.Testing;

/// <summary>A PostgreSQL of its own on a socket of this machine, from Debian's packages; absent where they are not installed.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly string? Bin = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb"))) : null;

    private readonly string _folder = $"/tmp/mitoshi-postgres-{Environment.ProcessId}-{Guid.NewGuid():N}"[..40];
    private readonly int _port = FreePort();
    private int _database;

    /// <summary>Makes and starts it.</summary>
    public PostgresServer()
    {
        if (!IsInstalled)
        {
            return;
        }

        // PostgreSQL refuses to run as root.
        Run("install", "-d", "-m", "700", "-o", "postgres", _folder);
        Own("initdb", "-D", _folder + "/data", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        Start();
    }

    /// <summary>True where it can be made.</summary>
    public static bool IsInstalled => Bin is not null && Environment.UserName == "root" && File.Exists("/usr/sbin/runuser") && Directory.EnumerateFiles("/usr/share/postgresql", "postgis.control", SearchOption.AllDirectories).Any();

    /// <summary>Starts it again.</summary>
    public void Start() => Own("pg_ctl", "-D", _folder + "/data", "-w", "-l", _folder + "/log", "-o", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off", "start");

    /// <summary>Kills it as a power cut does.</summary>
    public void Crash() => Own("pg_ctl", "-D", _folder + "/data", "-m", "immediate", "stop");

    /// <summary>Lets it hang: it keeps its connections and answers nothing.</summary>
    public void Freeze() => Signal("-STOP");

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal("-CONT");

    /// <summary>A new empty database.</summary>
    public string NewDatabase()
    {
        string name = $"test{Interlocked.Increment(ref _database)}";
        Own("createdb", "-h", "127.0.0.1", "-p", $"{_port}", name);
        return $"Host=127.0.0.1;Port={_port};Database={name};Username=postgres;Timeout=5";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsInstalled)
        {
            // It may lie killed already, when a test failed in between.
            Run(0, 1, "runuser", ["-u", "postgres", "--", Path.Combine(Bin!, "pg_ctl"), "-D", _folder + "/data", "-m", "immediate", "stop"]);
            Directory.Delete(_folder, recursive: true);
        }
    }

    // To the postmaster and its children.
    private void Signal(string signal)
    {
        string postmaster = File.ReadLines(_folder + "/data/postmaster.pid").First();
        using System.Diagnostics.Process list = System.Diagnostics.Process.Start(new ProcessStartInfo("pgrep", ["-P", postmaster]) { RedirectStandardOutput = true })!;
        string[] children = list.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        list.WaitForExit();
        Run("kill", [signal, postmaster, .. children]);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Own(string program, params string[] arguments) => Run("runuser", ["-u", "postgres", "--", Path.Combine(Bin!, program), .. arguments]);

    private static void Run(string program, params string[] arguments) => Run(0, 0, program, arguments);

    private static void Run(int exitCodeMin, int exitCodeMax, string program, string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/tmp", RedirectStandardOutput = false })!;
        process.WaitForExit();
        Assert.InRange(process.ExitCode, exitCodeMin, exitCodeMax);
    }
}
