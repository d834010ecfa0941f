using System.Globalization;

namespace Mitoshi.Lidar;

/// <summary>What came out of <see cref="MapLidarCanopy"/>.</summary>
public sealed record LidarCanopy : ProcessResult
{
    /// <summary>Files read.</summary>
    public required int FileCount { get; init; }

    /// <summary>Points in them.</summary>
    public required long PointCount { get; init; }

    /// <summary>Points left out: noise, withheld, too high.</summary>
    public required long DroppedCount { get; init; }

    /// <summary>True when ground points came from class 2, false when the filter found them.</summary>
    public required bool UsedGroundClass { get; init; }

    /// <summary>Area with a canopy height, in hectares.</summary>
    public required double AreaHectares { get; init; }

    /// <summary>Mean canopy height in metres.</summary>
    public required double CanopyMeanMetres { get; init; }

    /// <summary>Highest canopy height in metres.</summary>
    public required double CanopyMaxMetres { get; init; }

    /// <summary>Number of tree tops.</summary>
    public required long TreeTopCount { get; init; }

    /// <summary>The files made.</summary>
    public required IReadOnlyList<OutputFile> Files { get; init; }

    /// <inheritdoc/>
    public override Summary Summarise() => new(("Canopy from airborne lidar", "航空レーザーによる樹冠"))
    {
        Tables =
        [
            new SummaryTable(("Canopy", "樹冠"), [("Figure", "項目"), ("Value", "値")],
            [
                Row(("Files", "ファイル数"), $"{FileCount:N0}"),
                Row(("Points", "点数"), $"{PointCount:N0}"),
                Row(("Left out: noise, withheld, too high", "除外 (ノイズ・除外指定・高すぎる点)"), $"{DroppedCount:N0}"),
                Row(("Area", "面積"), $"{AreaHectares:N2} ha"),
                Row(("Mean canopy height", "平均樹冠高"), $"{CanopyMeanMetres:N2} m"),
                Row(("Highest", "最高"), $"{CanopyMaxMetres:N1} m"),
                Row(("Tree tops", "樹頂点"), $"{TreeTopCount:N0}"),
            ]),
        ],
        Notes =
        [
            UsedGroundClass
                ? ("Ground: points of class 2 as delivered.", "地面: 提供データのクラス2の点")
                : ("Ground: found by the filter; look at ground.tif where it is steep or built up.", "地面: フィルターで抽出。急傾斜地や建物の多い場所では ground.tif を確認してください"),
        ],
        Files = Files,
    };

    private static IReadOnlyList<Text> Row(Text name, FormattableString figure) => [name, figure.ToString(CultureInfo.InvariantCulture)];
}
