namespace Mitoshi.Lidar;

/// <summary>What can be wrong with a point cloud file.</summary>
internal static class LasErrors
{
    private static readonly Text s_readAgain = (
        "Fetch the file again and compare its length with the source; then write it anew with the program that made it",
        "ファイルを取得し直して元の大きさと比べ、作成したプログラムで書き出し直してください");

    public static MitoshiException NotFound(string path) => new("las.not_found",
        found: ($"there is no file {path}", $"{path} というファイルがありません"),
        expected: ("the path of a LAS or LAZ file", "LASまたはLAZファイルのパス"),
        remedy: ("Check the path; quotes keep the shell from expanding * itself", "パスを確認してください"));

    public static MitoshiException NotLas(string file, string what) => new("las.not_las",
        found: ($"{file} is no point cloud: {what}", $"{file} は点群ファイルではありません: {what}"),
        expected: ("a LAS file of version 1.0 to 1.4, or LAZ, which begins with the letters LASF", "「LASF」で始まるLAS 1.0～1.4またはLAZファイル"),
        remedy: ("Name a .las or .laz file; other formats must be converted first", ".lasか.lazのファイルを指定してください。他の形式は先に変換してください"));

    public static MitoshiException BadHeader(string file, string what) => new("las.bad_header",
        found: ($"{file} has a header that contradicts itself: {what}", $"{file} のヘッダーに矛盾があります: {what}"),
        expected: ("a header as in the ASPRS LAS specification 1.0 to 1.4", "ASPRSのLAS仕様1.0～1.4に従うヘッダー"),
        remedy: s_readAgain);

    public static MitoshiException UnsupportedFormat(string file, int format) => new("las.unsupported_format",
        found: ($"{file} has point records of format {format}", $"{file} の点レコードの形式は{format}です"),
        expected: ("point data record format 0 to 10", "点データレコード形式0～10"),
        remedy: ("Write the file with a format of LAS 1.4", "LAS 1.4の形式で書き出してください"));

    public static MitoshiException Truncated(string file, string what) => new("las.truncated",
        found: ($"{file} ends too early: {what}", $"{file} が途中で終わっています: {what}"),
        expected: ("all the points that the header promises", "ヘッダーが示すすべての点"),
        remedy: s_readAgain);

    public static MitoshiException BadCompressionRecord(string file, string what) => new("laz.bad_record",
        found: ($"{file} says that it is compressed, but not how: {what}", $"{file} は圧縮されていますが、圧縮方法の記述が不正です: {what}"),
        expected: ("a record \"laszip encoded\" (22204) that fits the point records", "点レコードに合う「laszip encoded」(22204)レコード"),
        remedy: s_readAgain);

    public static MitoshiException UnsupportedCompression(string file, string what) => new("laz.unsupported",
        found: ($"{file} is compressed in a way that is not known: {what}", $"{file} の圧縮方法に対応していません: {what}"),
        expected: ("compressor 1 or 2 with items of version 1 or 2, or compressor 3 with items of version 3 or 4", "圧縮方式1・2(項目の版1・2)または3(項目の版3・4)"),
        remedy: ("Write the file with a current LASzip", "現在のLASzipで書き出し直してください"));

    public static MitoshiException BadChunkTable(string file, string what) => new("laz.bad_chunk_table",
        found: ($"the chunk table of {file} cannot be right: {what}", $"{file} のチャンク表が不正です: {what}"),
        expected: ("a table that accounts for every point of the file", "ファイルのすべての点を説明する表"),
        remedy: s_readAgain);

    public static MitoshiException DamagedChunk(string file, int chunkIndex, string what) => new("laz.damaged_chunk",
        found: ($"chunk {chunkIndex} of {file} is damaged: {what}", $"{file} のチャンク{chunkIndex}が壊れています: {what}"),
        expected: ("compressed points as an encoder writes them", "圧縮された正しい点データ"),
        remedy: s_readAgain);

    public static MitoshiException ChunkTooLarge(string file, long byteCount) => new("laz.chunk_too_large",
        found: ($"{file} has a chunk of {byteCount} bytes", $"{file} に{byteCount}バイトのチャンクがあります"),
        expected: ("chunks of at most 1 GiB", "1 GiB以下のチャンク"),
        remedy: ("Write the file with chunks of 50,000 points, the usual size", "通常の5万点ごとのチャンクで書き出し直してください"));
}
