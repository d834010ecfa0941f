using System.Globalization;
using System.Text;

namespace Mitoshi.Registry;

/// <summary>Where tiles lie (C2SP tlog-tiles): <c>tile/L/N[.p/W]</c>, N in groups of three digits with x before all but the last.</summary>
public static class TilePath
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>Path of a tile of hashes.</summary>
    /// <param name="level">0 to 63; tile level, eight levels of the tree each.</param>
    /// <param name="index">Position among the tiles of its level.</param>
    /// <param name="width">Hashes in it, 1 to 256.</param>
    /// <exception cref="MitoshiException"><c>log.out_of_range</c>.</exception>
    public static string OfHashes(int level, ulong index, int width)
        => level is >= 0 and <= 63 ? Of(level.ToString(CultureInfo.InvariantCulture), index, width) : throw OutOfRange($"level {level}", "0..63");

    /// <summary>Path of a bundle of entries.</summary>
    /// <exception cref="MitoshiException"><c>log.out_of_range</c>.</exception>
    public static string OfEntries(ulong index, int width) => Of("entries", index, width);

    internal static MitoshiException OutOfRange(string found, string range) => new(
        "log.out_of_range", found: (found, found), expected: ($"within {range}", $"{range} の範囲"),
        remedy: ("Give a value in the range.", "範囲内の値を指定してください。"));

    private static string Of(string level, ulong index, int width)
    {
        if (width is < 1 or > FullWidth)
        {
            throw OutOfRange($"width {width}", "1..256");
        }

        StringBuilder path = new();
        path.Append((index % 1000).ToString("d3", CultureInfo.InvariantCulture));
        for (ulong rest = index / 1000; rest > 0; rest /= 1000)
        {
            path.Insert(0, "x" + (rest % 1000).ToString("d3", CultureInfo.InvariantCulture) + "/");
        }

        return $"tile/{level}/{path}" + (width == FullWidth ? "" : $".p/{width}");
    }
}
