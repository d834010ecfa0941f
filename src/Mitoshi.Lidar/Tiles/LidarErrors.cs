namespace Mitoshi.Lidar;

/// <summary>What can be wrong with a job on point clouds.</summary>
internal static class LidarErrors
{
    public static MitoshiException NoFiles(string pattern) => new("lidar.no_files",
        found: ($"nothing matches {pattern}", $"{pattern} に一致するファイルがありません"),
        expected: ("LAS or LAZ files, a pattern such as tiles/*.laz, or a folder that holds some", "LAS・LAZファイル、tiles/*.laz のようなパターン、またはそれらを含むフォルダー"),
        remedy: ("Check the path and the folder from which the command runs", "パスと、コマンドを実行したフォルダーを確認してください"));

    public static MitoshiException NoPoints(int fileCount) => new("lidar.no_points",
        found: ($"the {fileCount} files hold no usable point", $"{fileCount}個のファイルに使える点がありません"),
        expected: ("points that are neither noise nor withheld", "ノイズでも除外指定でもない点"),
        remedy: ("See what is in them: mitoshi lidar info <files>", "中身を確認してください: mitoshi lidar info <ファイル>"));

    public static MitoshiException NoCrs(string file) => new("lidar.no_crs",
        found: ($"{file} declares no coordinate reference system", $"{file} に座標参照系の記述がありません"),
        expected: ("one in its records, or --crs", "ファイル内の記述、または --crs"),
        remedy: ("Name it: --crs EPSG:6677, or --crs local when there is none", "--crs EPSG:6677 のように指定してください。ない場合は --crs local"));

    public static MitoshiException MixedCrs(string file, Crs one, string otherFile, Crs other) => new("lidar.mixed_crs",
        found: ($"{file} is in {one}, {otherFile} in {other}", $"{file} は {one}、{otherFile} は {other} です"),
        expected: ("files in one coordinate reference system", "すべて同じ座標参照系のファイル"),
        remedy: ("Run each system on its own; if the records are wrong, say the right one with --crs", "座標参照系ごとに実行してください。記述が誤りなら --crs で正しいものを指定してください"));

    public static MitoshiException NotMetric(Crs crs, double metresPerUnit) => new("lidar.not_metric",
        found: ($"the unit of {crs} is {metresPerUnit} m", $"{crs} の単位は {metresPerUnit} m です"),
        expected: ("coordinates in metres", "メートル単位の座標"),
        remedy: ("Transform the points to a metric system first", "先に点群をメートル単位の座標系へ変換してください"));

    public static MitoshiException CellNotMultiple(double cell, double resolution) => new("lidar.cell_not_multiple",
        found: ($"cells of {cell} m do not consist of whole pixels of {resolution} m", $"{cell} m のセルは {resolution} m の画素で割り切れません"),
        expected: ("a multiple of the resolution", "解像度の整数倍"),
        remedy: ($"For example --cell {Math.Max(1, Math.Round(cell / resolution)) * resolution}", $"例: --cell {Math.Max(1, Math.Round(cell / resolution)) * resolution}"));

    public static MitoshiException ExtentTooLarge(Grid grid) => new("lidar.extent_too_large",
        found: ($"the points spread over {grid.Width} x {grid.Height} pixels", $"点の範囲が {grid.Width} × {grid.Height} 画素に及びます"),
        expected: ("at most 400 billion pixels, an area without stray points", "4,000億画素以下で、飛び離れた点のない範囲"),
        remedy: ("A file with wrong coordinates is the usual reason: look at the extents with mitoshi lidar info", "座標の誤ったファイルがよくある原因です。mitoshi lidar info で範囲を確認してください"));

    public static MitoshiException NoGroundClass() => new("lidar.no_ground_class",
        found: ("hardly any point carries class 2 (ground)", "クラス2(地面)の点がほとんどありません"),
        expected: ("classified points for --ground classes", "--ground classes には分類済みの点"),
        remedy: ("Let the ground be found: --ground filter", "--ground filter で地面を抽出してください"));
}
