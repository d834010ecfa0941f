using System.Diagnostics;

namespace Mitoshi.Gdal;

/// <summary>Reduced copies (overviews) of a raster.</summary>
public sealed partial class RasterFile
{
    /// <summary>Columns and rows of the raster and of each reduced copy that all bands have, the largest first.</summary>
    public IReadOnlyList<(int Columns, int Rows)> LevelSizes()
    {
        int count = Bands.Min(band => band.OverviewCount);
        SafeDatasetHandle dataset = Rent();
        List<(int Columns, int Rows)> sizes = [(Grid.Width, Grid.Height)];
        for (int i = 0; i < count; i++)
        {
            nint overview = NativeMethods.GDALGetOverview(NativeMethods.GDALGetRasterBand(dataset, 1), i);
            sizes.Add((NativeMethods.GDALGetRasterBandXSize(overview), NativeMethods.GDALGetRasterBandYSize(overview)));
        }

        _idle.Add(dataset);
        return sizes;
    }

    /// <summary>Numbers as stored of one level, and what its mask says.</summary>
    /// <param name="level">0 is the raster itself; see <see cref="LevelSizes"/>.</param>
    /// <param name="window">Within that level.</param>
    /// <param name="bandIndexes">From 0.</param>
    /// <param name="numbers">Receives bands × rows × columns.</param>
    /// <param name="mask">Receives rows × columns, 0 where a mask or alpha band of any of the bands says "no data"; may be empty.</param>
    /// <inheritdoc cref="Read{T}(Window, ReadOnlySpan{int}, Span{T})" path="/exception"/>
    public unsafe void ReadLevel(int level, Window window, ReadOnlySpan<int> bandIndexes, Span<float> numbers, Span<byte> mask)
    {
        Require.SameLength(checked(window.PixelCount * bandIndexes.Length), numbers.Length, nameof(numbers));
        mask.Fill(255);
        byte[] maskOfBand = mask.IsEmpty || !Bands[bandIndexes[0]].HasMask ? [] : new byte[window.PixelCount];
        SafeDatasetHandle dataset = Rent();
        GdalErrors.Begin();
        long start = Stopwatch.GetTimestamp();
        int result = 0;
        for (int i = 0; i < bandIndexes.Length && result == 0; i++)
        {
            nint band = NativeMethods.GDALGetRasterBand(dataset, bandIndexes[i] + 1);
            nint copy = level == 0 ? band : NativeMethods.GDALGetOverview(band, level - 1);
            fixed (float* buffer = numbers.Slice(i * window.PixelCount, window.PixelCount))
            fixed (byte* validity = maskOfBand)
            {
                result = Read(copy, window, buffer, PixelType.Float32, sizeof(float));
                if (result == 0 && validity is not null)
                {
                    result = Read(NativeMethods.GDALGetMaskBand(copy), window, validity, PixelType.UInt8, 1);
                }
            }

            for (int pixel = 0; pixel < maskOfBand.Length; pixel++)
            {
                mask[pixel] &= maskOfBand[pixel];
            }
        }

        if (result != 0 || GdalErrors.Any)
        {
            dataset.Dispose();
            throw ReadFault(window, Stopwatch.GetElapsedTime(start));
        }

        _idle.Add(dataset);
    }

    private static unsafe int Read(nint band, Window window, void* buffer, PixelType type, int bytes)
        => NativeMethods.GDALRasterIOEx(
            band, 0, window.Column, window.Row, window.Columns, window.Rows, buffer, window.Columns, window.Rows, type.ToGdal(), bytes, (long)bytes * window.Columns, null);
}
