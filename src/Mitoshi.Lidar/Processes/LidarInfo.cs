using System.Globalization;

namespace Mitoshi.Lidar;

/// <summary>What <see cref="ShowLidarInfo"/> found.</summary>
/// <param name="Files">One entry per file.</param>
public sealed record LidarInfo(IReadOnlyList<LidarFileInfo> Files) : ProcessResult
{
    private static readonly string[] s_classes =
    [
        "created", "unclassified", "ground", "low vegetation", "medium vegetation", "high vegetation", "building", "low point", "reserved",
        "water", "rail", "road", "overlap", "wire guard", "wire", "tower", "connector", "bridge", "high noise",
    ];

    /// <inheritdoc/>
    public override Summary Summarise()
    {
        List<SummaryTable> tables =
        [
            new(("Files", "ファイル"),
                [("File", "ファイル"), ("LAS", "LAS"), ("Format", "形式"), ("Compression", "圧縮"), ("Points", "点数"), ("Per m2", "点/m2"), ("CRS", "座標参照系"), ("Extent", "範囲")],
                [.. Files.Select(Row)]),
        ];
        if (Files.Any(file => file.ByClass.Count > 0))
        {
            tables.Add(Counts(("Points by class", "クラス別の点数"), file => file.ByClass, ClassName));
            tables.Add(Counts(("Points by return", "リターン別の点数"), file => file.ByReturn, number => FormattableString.Invariant($"{number}")));
        }

        return new Summary(("Point clouds", "点群"))
        {
            Tables = tables,
            Notes = [.. Files.SelectMany(file => file.Warnings)],
        };
    }

    private SummaryTable Counts(Text title, Func<LidarFileInfo, IReadOnlyDictionary<int, long>> counts, Func<int, string> name)
    {
        SortedDictionary<int, long> sums = [];
        foreach ((int key, long count) in Files.SelectMany(counts))
        {
            sums[key] = sums.GetValueOrDefault(key) + count;
        }

        return new SummaryTable(title, [("Kind", "種別"), ("Points", "点数")],
            [.. sums.Select(pair => (IReadOnlyList<Text>)[name(pair.Key), pair.Value.ToString("N0", CultureInfo.InvariantCulture)])]);
    }

    private static string ClassName(int number)
        => FormattableString.Invariant($"{number} {(number < s_classes.Length ? s_classes[number] : "user-defined")}");

    private static IReadOnlyList<Text> Row(LidarFileInfo file) =>
    [
        file.Name,
        file.Version,
        FormattableString.Invariant($"{file.Format}{(file.ExtraByteCount > 0 ? $" + {file.ExtraByteCount}" : "")}"),
        file.Compression,
        file.PointCount.ToString("N0", CultureInfo.InvariantCulture),
        file.Density.ToString("0.0", CultureInfo.InvariantCulture),
        file.Crs,
        file.Extent,
    ];
}
