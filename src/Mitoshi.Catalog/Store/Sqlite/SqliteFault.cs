using Microsoft.Data.Sqlite;

namespace Mitoshi.Catalog.Store.Sqlite;

/// <summary>Turns what SQLite refuses into an error that says which file and what to do.</summary>
internal static class SqliteFault
{
    private const int Busy = 5, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public static T Explained<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Full || (error.SqliteErrorCode == InputOutput && DurableFile.IsDiskFull(path)))
        {
            throw DiskFault.Full(path, error);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is ReadOnly or CannotOpen)
        {
            throw DiskFault.ReadOnly(path, error);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw new MitoshiException("catalog.damaged", found: ($"{path} is damaged: {error.Message}", $"{path} が壊れています: {error.Message}"),
                expected: ("the catalogue as Mitoshi wrote it", "見通しが書いたままのカタログ"),
                remedy: ("Restore it from a backup, or move it away and run catalog add and sync again; products are found by themselves.", "バックアップから戻すか、よけて catalog add と sync をやり直してください。成果物は自動で見つかります。"), error);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == Busy)
        {
            throw new MitoshiException("catalog.busy", found: ($"another program has been writing to {path} for 30 seconds", $"別のプログラムが30秒間 {path} に書き込み続けています"),
                expected: ("one writer at a time", "書き手は同時に1つ"), remedy: ("Wait for it, then try again.", "終わるのを待ってからやり直してください。"), error);
        }
    }
}
