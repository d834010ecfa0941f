using System.Diagnostics;
using System.Globalization;
using Mitoshi.Testing;
using Process = System.Diagnostics.Process;

namespace Mitoshi.Registry.Tests.Log;

/// <summary>A child process that appends, to be killed.</summary>
internal static class WriterProcess
{
    /// <summary>Runs one and kills it when so many entries are acknowledged; returns all that were by then or on their way.</summary>
    public static Dictionary<ulong, string> RunAndKill(string kind, string place, string run, int entries, int threads, int killAtAcknowledged)
    {
        using Process child = Start(kind, place, run, entries, threads);
        Dictionary<ulong, string> acknowledged = [];
        Assert.Equal("ready", child.StandardError.ReadLine());
        if (killAtAcknowledged == 0)
        {
            child.Kill();
        }

        while (child.StandardOutput.ReadLine() is string line)
        {
            // The last line may be cut, because the child was killed while it wrote it: only one with its full stop counts.
            string[] parts = line.Split(' ');
            if (parts.Length == 3 && parts[2] == ".")
            {
                acknowledged[ulong.Parse(parts[0], CultureInfo.InvariantCulture)] = parts[1];
            }

            if (acknowledged.Count == killAtAcknowledged)
            {
                child.Kill();
            }
        }

        child.WaitForExit();
        return acknowledged;
    }

    private static Process Start(string kind, string place, string run, int entries, int threads)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, framework = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string program = Path.Combine(SharedData.ProjectRoot, "tests", "Mitoshi.Registry.Writer", "bin", configuration, framework, "Mitoshi.Registry.Writer.dll");
        ProcessStartInfo start = new("dotnet", [program, kind, place, run, $"{entries}", $"{threads}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
