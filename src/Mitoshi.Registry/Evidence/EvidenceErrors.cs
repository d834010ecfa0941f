namespace Mitoshi.Registry;

/// <summary>What can be wrong with the files behind a claim.</summary>
internal static class EvidenceErrors
{
    public static MitoshiException Missing(string file) => new(
        "registry.content_missing", found: ($"{file} is missing", $"{file} がありません"),
        expected: ("the file that the log names by its SHA-256", "ログが SHA-256 で指しているファイル"),
        remedy: ("Copy the whole folder again, or name the folder that holds it with --evidence.", "フォルダー全体を写し直すか、--evidence でファイルのあるフォルダーを指定してください。"));

    public static MitoshiException Changed(string file, string expected, string found) => new(
        "registry.content_changed", found: ($"{file} has the SHA-256 {found}", $"{file} の SHA-256 は {found}"),
        expected: (expected, expected),
        remedy: ("The file isn't the one that was claimed and verified: get the original, or make a new claim.", "請求・検証されたファイルではありません。原本を入手するか、新しい請求を作ってください。"));
}
