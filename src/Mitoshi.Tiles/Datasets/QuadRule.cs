using System.Runtime.Intrinsics;
using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>How stored numbers of up to three bands become a quad.</summary>
/// <param name="NoData">The number of each band that means "no data"; NaN for none.</param>
/// <param name="Scale">Stored × scale + offset; 0 for a band that is not wanted.</param>
/// <param name="Offset">See <paramref name="Scale"/>.</param>
internal readonly record struct QuadRule(Vector128<float> NoData, Vector128<float> Scale, Vector128<float> Offset)
{
    /// <summary>The rule for some bands of a file.</summary>
    /// <param name="bands">All bands of the file.</param>
    /// <param name="chosen">One to three of them.</param>
    /// <param name="isPhysical">True to apply the file's scale and offset.</param>
    public static QuadRule Of(IReadOnlyList<RasterBand> bands, ReadOnlySpan<int> chosen, bool isPhysical)
    {
        Vector128<float> noData = Vector128.Create(float.NaN), scale = Vector128<float>.Zero, offset = Vector128<float>.Zero;
        for (int i = 0; i < chosen.Length; i++)
        {
            RasterBand band = bands[chosen[i]];
            noData = noData.WithElement(i, (float)(band.NoData ?? double.NaN));
            scale = scale.WithElement(i, isPhysical ? (float)band.Scale : 1);
            offset = offset.WithElement(i, isPhysical ? (float)band.Offset : 0);
        }

        return new QuadRule(noData, scale, offset);
    }

    /// <summary>The quad of three stored numbers (lane 3 is not read).</summary>
    public Vector128<float> Apply(Vector128<float> stored)
    {
        // A lane that is not a number, or equals "no data", spoils the pixel. NaN as "no data" equals nothing.
        Vector128<float> bad = Vector128.Equals(stored, NoData) | ~Vector128.Equals(stored, stored);
        return bad == Vector128<float>.Zero ? ((stored * Scale) + Offset).WithElement(3, 1) : Vector128<float>.Zero;
    }
}
