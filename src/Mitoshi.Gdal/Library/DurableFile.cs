namespace Mitoshi.Gdal;

/// <summary>The last step of writing a large file: sync it, rename it, sync the folder.</summary>
internal static class DurableFile
{
    // Less free space than this while a write fails means that the disk is full.
    private const long AlmostNothing = 256 << 10;

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

    public static bool IsDiskFull(string path)
        => Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace < AlmostNothing;
}
