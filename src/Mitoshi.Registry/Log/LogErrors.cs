namespace Mitoshi.Registry;

/// <summary>What can be wrong with a log.</summary>
internal static class LogErrors
{
    public static MitoshiException Locked(string folder) => new(
        "log.locked", found: ($"another process writes to {folder}", $"{folder} には別のプロセスが書き込み中です"),
        expected: ("one writing process; a second one could fork the log", "書き込みは一つのプロセスだけ。二つあるとログが分岐します"),
        remedy: ("Wait until it has ended, or keep the log in PostgreSQL when several write.", "終わるのを待つか、複数で書くときは PostgreSQL を使ってください。"));

    public static MitoshiException Damaged(string file, string en, string ja, Exception? inner = null) => new(
        "log.damaged", found: ($"{file}: {en}", $"{file}: {ja}"),
        expected: ("what the signed checkpoint commits to", "署名されたチェックポイントと一致する内容"),
        remedy: ("Stop writing. Put this file back from a backup and run mitoshi log fsck; the tree shows whether the copy is right.", "書き込みを止め、バックアップからこのファイルを戻し、mitoshi log fsck を実行してください。正しいかどうかは木で確かめられます。"),
        inner);

    public static MitoshiException WriteFailed(Exception inner) => new(
        "log.write_failed", found: ($"the log couldn't be written: {inner.Message}", $"ログに書き込めませんでした: {inner.Message}"),
        expected: ("a disk or server that takes and keeps the entry", "書き込みを受け付け保持するディスクまたはサーバー"),
        remedy: ("Free space or mend the disk, then start again: what was acknowledged is kept, and the unfinished rest is cut back.", "空き容量を作るかディスクを直してから、やり直してください。受領済みのものは残り、途中の書き込みは取り除かれます。"),
        inner);

    public static MitoshiException NoLog(string folder) => new(
        "log.not_found", found: ($"no log in {folder}", $"{folder} にログがありません"),
        expected: ("a folder that a writer has started", "書き込み側が作成したフォルダー"),
        remedy: ("Name the workspace that holds the log, or start one: mitoshi credits key registry --role registry --party NAME", "ログのあるワークスペースを指定するか、作成してください: mitoshi credits key registry --role registry --party 名前"));

    public static MitoshiException WrongKey(string found, string expected) => new(
        "log.wrong_key", found: ($"the key {found}", $"鍵 {found}"), expected: ($"the key that the log was started with, {expected}", $"ログの作成に使われた鍵 {expected}"),
        remedy: ("Put the log's own key back into keys/; a log never changes its key.", "keys/ にこのログの鍵を戻してください。ログの鍵は変えられません。"));
}
