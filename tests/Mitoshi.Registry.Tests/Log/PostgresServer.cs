using System.Diagnostics;
using Mitoshi.Testing;
using Process = System.Diagnostics.Process;

namespace Mitoshi.Registry.Tests.Log;

/// <summary>A PostgreSQL 15 server of the test's own, on a socket in a folder of its own. As root it runs under the user postgres, because initdb refuses root.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private readonly TemporaryFolder _folder = new();
    private readonly int _port;

    private PostgresServer(int port)
    {
        _port = port;
        Own(_folder.Path);
        Run($"{Programs}/initdb", "-D", Data, "-A", "trust", "-U", "postgres", "--no-sync");
        Start();
    }

    public string Connection => $"Host={_folder.Path};Port={_port};Username=postgres;Database=postgres;Pooling=true;Maximum Pool Size=20;Timeout=20";

    /// <summary>The same as an address.</summary>
    public string Address => $"postgres:///postgres?host={_folder.Path}&port={_port}&user=postgres";

    private string Data => _folder.File("data");

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Starts a server; the test is SKIPPED with the reason where there is none.</summary>
    public static PostgresServer StartOrSkip()
    {
        bool isThere = File.Exists($"{Programs}/initdb") && (!IsRoot || File.Exists("/usr/sbin/runuser"));
        Assert.SkipUnless(isThere, "SKIPPED: PostgreSQL 15 isn't installed. Install it with: apt install postgresql-15");
        return new PostgresServer(port: 54_000 + (Environment.ProcessId % 1000));
    }

    public void Start() => Run($"{Programs}/pg_ctl", "-D", Data, "-w", "-l", _folder.File("server.log"), "-o", $"-p {_port} -k {_folder.Path} -c listen_addresses=''", "start");

    /// <summary>Stops all server processes at once, as a crash would; the next start recovers.</summary>
    public void Crash() => Run($"{Programs}/pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public void Dispose()
    {
        Run($"{Programs}/pg_ctl", "-D", Data, "-m", "fast", "-w", "stop");
        _folder.Dispose();
    }

    private static void Own(string folder)
    {
        if (IsRoot)
        {
            Wait(Process.Start("chown", ["postgres", folder]));
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = IsRoot ? new ProcessStartInfo("/usr/sbin/runuser", ["-u", "postgres", "--", program, .. arguments]) : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = "/";
        start.RedirectStandardOutput = true;
        Wait(Process.Start(start)!);
    }

    private static void Wait(Process process)
    {
        using (process)
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
    }
}
