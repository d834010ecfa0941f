using System.Diagnostics;

namespace Mitoshi.Bench;

/// <summary>Where a bench finds its peers and data, and the arguments after its name.</summary>
internal sealed record BenchContext(string[] Arguments)
{
    /// <summary>The root of the project: the folder that holds <c>Mitoshi.slnx</c>.</summary>
    public string ProjectRoot { get; } = FindProjectRoot();

    /// <summary>The peers' scripts: <c>MITOSHI_BASELINES</c>, else <c>../shared/baselines</c> beside the project.</summary>
    public string Baselines => Environment.GetEnvironmentVariable("MITOSHI_BASELINES") ?? Path.GetFullPath(Path.Combine(ProjectRoot, "..", "shared", "baselines"));

    /// <summary>The data: <c>MITOSHI_DATA</c>, else <c>../shared/data</c> beside the project.</summary>
    public string Data => Environment.GetEnvironmentVariable("MITOSHI_DATA") ?? Path.GetFullPath(Path.Combine(ProjectRoot, "..", "shared", "data"));

    /// <summary>A folder for what benches keep between runs.</summary>
    public string Work(string name) => Directory.CreateDirectory(Path.Combine(ProjectRoot, "artifacts", "bench", name)).FullName;

    /// <summary>The value after <c>--name</c>, or the default.</summary>
    public string Option(string name, string otherwise)
    {
        int place = Array.IndexOf(Arguments, "--" + name);
        return place >= 0 && place + 1 < Arguments.Length ? Arguments[place + 1] : otherwise;
    }

    /// <summary>Runs a script with the system's Python on one thread and gives its standard output.</summary>
    public string Python(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/python3", [script, .. arguments]) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["PYTHONPATH"] = Baselines;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using System.Diagnostics.Process python = System.Diagnostics.Process.Start(start)!;
        string output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode == 0 ? output : throw new InvalidOperationException($"{Path.GetFileName(script)} ended with {python.ExitCode}");
    }

    /// <summary>Least processor time of several runs on this process, in seconds: other work on the machine lengthens wall time, much less processor time.</summary>
    public static double ProcessorSecondsBest(int runs, Action action)
    {
        using System.Diagnostics.Process own = System.Diagnostics.Process.GetCurrentProcess();
        double best = double.PositiveInfinity;
        for (int run = 0; run < runs; run++)
        {
            own.Refresh();
            TimeSpan start = own.TotalProcessorTime;
            action();
            own.Refresh();
            best = Math.Min(best, (own.TotalProcessorTime - start).TotalSeconds);
        }

        return best;
    }

    private static string FindProjectRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mitoshi.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Directory.GetCurrentDirectory();
    }
}
