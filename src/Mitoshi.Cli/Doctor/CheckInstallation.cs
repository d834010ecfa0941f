using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Cli.Doctor;

/// <summary>Says what is installed, which libraries, what is missing, and the command that mends it.</summary>
[Process("doctor", En = "Say what is installed, what is missing, and the command that mends it", Ja = "何が入っていて何が足りないか、直すコマンドを示す", Examples = ["doctor", "doctor --lang ja"])]
public sealed record CheckInstallation : Process<InstallationReport>
{
    /// <inheritdoc/>
    protected override Task<InstallationReport> RunAsync(ProcessContext context)
    {
        List<Finding> findings =
        [
            new("mitoshi", context.Version, true, ("needed", "必須"), ""),
            new(".NET", RuntimeInformation.FrameworkDescription, true, ("needed", "必須"), ""),
            new("vectors", Vector512.IsHardwareAccelerated ? "512 bit" : Vector256.IsHardwareAccelerated ? "256 bit" : "none", true, ("speed only; results are the same", "速さだけに影響(結果は同じ)"), ""),
            Library("GDAL", ["libgdal.so.36", "libgdal.so.35", "libgdal.so.34", "libgdal.so.33", "libgdal.so.32", "libgdal.so"], ("needed: reads and writes every raster and vector", "必須:ラスタとベクタの読み書き"), "apt-get install gdal-bin"),
            Library("libgomp", ["libgomp.so.1"], ("needed: LightGBM", "必須:LightGBM"), "apt-get install libgomp1"),
            Program("/usr/bin/python3", ["-c", "from osgeo_utils.samples import validate_cloud_optimized_geotiff; print('ok')"], ("tests only: GDAL's validator of COGs", "試験のみ:GDALのCOG検査"), "apt-get install python3-gdal"),
            Program("chromium", ["--version"], ("optional: reports to PDF", "任意:報告書のPDF化"), "apt-get install chromium"),
            Program("/usr/lib/postgresql/15/bin/postgres", ["--version"], ("optional: a registry with several writers", "任意:複数の書き手がある登録簿"), "apt-get install postgresql-15"),
            Folder(context.Workspace),
        ];
        return Task.FromResult(new InstallationReport(findings));
    }

    private static Finding Library(string name, string[] files, Text use, string remedy)
    {
        foreach (string file in files)
        {
            if (NativeLibrary.TryLoad(file, out nint handle))
            {
                NativeLibrary.Free(handle);
                return new(name, file, true, use, "");
            }
        }

        return new(name, "-", false, use, remedy);
    }

    private static Finding Program(string program, string[] arguments, Text use, string remedy)
    {
        string name = Path.GetFileName(program);
        try
        {
            using System.Diagnostics.Process run = System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string line = run.StandardOutput.ReadToEnd().Split('\n')[0].Trim();
            run.WaitForExit();
            return run.ExitCode == 0 ? new(name, line, true, use, "") : new(name, "-", false, use, remedy);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new(name, "-", false, use, remedy);
        }
    }

    private static Finding Folder(Workspace workspace)
    {
        Text use = ("where results go; --workspace changes it", "結果の置き場所(--workspace で変更)");
        string parent = workspace.Root;
        while (!Directory.Exists(parent))
        {
            parent = Path.GetDirectoryName(parent)!;
        }

        long freeMebibytes = new DriveInfo(parent).AvailableFreeSpace >> 20;
        return new("workspace", $"{workspace.Root} ({freeMebibytes:#,0} MiB free)", freeMebibytes > 1024, use, freeMebibytes > 1024 ? "" : "--workspace FOLDER-WITH-SPACE");
    }
}

/// <summary>One thing that was looked for.</summary>
/// <param name="Name">What.</param>
/// <param name="Found">Version or file; <c>-</c> when it is missing.</param>
/// <param name="IsThere">True when it is there.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Remedy">Command that mends it, or empty.</param>
public sealed record Finding(string Name, string Found, bool IsThere, Text Use, string Remedy);

/// <summary>What was found.</summary>
/// <param name="Findings">In order of importance.</param>
public sealed record InstallationReport(IReadOnlyList<Finding> Findings) : ProcessResult
{
    private bool IsReady => Findings.All(finding => finding.IsThere || !finding.Use.En.StartsWith("needed", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override Summary Summarise() => new(IsReady ? ("Ready.", "準備ができています。") : ("Something that is needed is missing.", "必要なものが足りません。"))
    {
        Tables =
        [
            new SummaryTable(("Installation", "インストール状況"), [("What", "項目"), ("Found", "見つかったもの"), ("Use", "用途"), ("To mend it", "直すコマンド")],
                [.. Findings.Select(finding => (IReadOnlyList<Text>)[finding.Name, finding.Found, finding.Use, finding.Remedy])]) { IsText = true },
        ],
        Succeeded = IsReady,
    };
}
