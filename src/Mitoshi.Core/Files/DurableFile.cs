namespace Mitoshi.Core;

/// <summary>The last step of writing a file that is too large for <see cref="IFiles.WriteAtomically"/>: sync it, rename it, sync the folder.</summary>
public static class DurableFile
{
    // Less free space than this while a write fails means that the disk is full.
    private const long AlmostNothing = 256 << 10;

    /// <summary>Puts a finished file in its place: the old file stands there or the new one, never half.</summary>
    /// <param name="beside">The finished file, closed, on the same disk.</param>
    /// <param name="path">Its place.</param>
    /// <exception cref="MitoshiException"><c>disk.full</c>, <c>disk.read_only</c>, <c>disk.not_found</c>, <c>disk.failed</c>.</exception>
    public static void MoveIntoPlace(string beside, string path)
    {
        try
        {
            using (FileStream stream = new(beside, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
            {
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
            DiskFiles.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskFault.Explain(error, path);
        }
    }

    /// <summary>True when the disk that would hold <paramref name="path"/> has next to nothing left.</summary>
    public static bool IsDiskFull(string path)
        => Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace < AlmostNothing;
}
