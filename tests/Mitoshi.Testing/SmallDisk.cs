using System.Diagnostics;
using Xunit;

namespace Mitoshi.Testing;

/// <summary>A disk in memory that is soon full, or that may not be written. Needs the right to mount: the test is SKIPPED without it.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Mounts it.</summary>
    /// <param name="kilobytes">Its size.</param>
    public SmallDisk(int kilobytes)
    {
        bool isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Path) == 0;
        if (!isMounted)
        {
            _folder.Dispose();
        }

        Assert.SkipUnless(isMounted, "SKIPPED: a small disk cannot be mounted here. Run as root on Linux, or in a container with CAP_SYS_ADMIN.");
    }

    /// <summary>Where it is.</summary>
    public string Path => _folder.Path;

    /// <summary>Path of something on it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>From now on nothing may be written.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
