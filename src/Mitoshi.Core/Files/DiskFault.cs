namespace Mitoshi.Core;

/// <summary>Turns what a disk refuses into an error that says which file and what to do.</summary>
public static class DiskFault
{
    // errno of Linux and macOS in the low word of HResult; Windows uses ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int NoSpace = 28, FileTooLarge = 27, QuotaExceeded = 122, ReadOnlyFileSystem = 30, WindowsDiskFull = 112, WindowsHandleDiskFull = 39;

    /// <summary>
    /// <c>disk.full</c>, <c>disk.read_only</c>, <c>disk.not_found</c> or <c>disk.failed</c> for an error of the file system; any other
    /// exception is given back as it is.
    /// </summary>
    /// <param name="error">What was thrown while <paramref name="path"/> was written or read.</param>
    /// <param name="path">The file or folder.</param>
    public static Exception Explain(Exception error, string path) => error switch
    {
        UnauthorizedAccessException => ReadOnly(path, error),
        DirectoryNotFoundException or FileNotFoundException => NotFound(path, error),
        IOException io when IsFull(io) => Full(path, error),
        IOException io when (io.HResult & 0xFFFF) == ReadOnlyFileSystem => ReadOnly(path, error),
        IOException => Failed(path, error),
        _ => error,
    };

    /// <summary><c>disk.full</c>.</summary>
    public static MitoshiException Full(string path, Exception? inner = null) => new("disk.full",
        found: ($"no space is left on the disk while writing {path}", $"{path} の書き込み中にディスクの空きがなくなりました"),
        expected: ("room for the output and the state of the job", "出力とジョブの状態が入る空き容量"),
        remedy: ("free some space, or write to another disk, and run the same command again; finished parts are kept",
            "空きを作るか別のディスクを指定し、同じコマンドをもう一度実行してください。済んだ部分は残っています"), inner);

    /// <summary><c>disk.read_only</c>.</summary>
    public static MitoshiException ReadOnly(string path, Exception? inner = null) => new("disk.read_only",
        found: ($"{path} may not be written", $"{path} に書き込めません"),
        expected: ("a folder that this user may write to", "このユーザーが書き込めるフォルダー"),
        remedy: ("choose another output folder, or change its permissions (ls -ld shows them)",
            "別の出力フォルダーを選ぶか、権限を変えてください (ls -ld で確認できます)"), inner);

    private static MitoshiException NotFound(string path, Exception inner) => new("disk.not_found",
        found: ($"{path} does not exist", $"{path} がありません"),
        expected: ("an existing file or folder", "存在するファイルまたはフォルダー"),
        remedy: ("check the spelling and the folder that the path starts from", "綴りと、パスの起点となるフォルダーを確認してください"), inner);

    private static MitoshiException Failed(string path, Exception inner) => new("disk.failed",
        found: ($"the disk refused {path}: {inner.Message}", $"ディスクが {path} を拒みました: {inner.Message}"),
        expected: ("a disk that reads and writes", "読み書きできるディスク"),
        remedy: ("run the command again; if it stays, check the disk (dmesg)", "もう一度実行し、直らなければディスクを調べてください (dmesg)"), inner);

    private static bool IsFull(IOException error)
        => (error.HResult & 0xFFFF) is NoSpace or FileTooLarge or QuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull;
}
