using System.Buffers;
using Mitoshi.Raster;

namespace Mitoshi.Tiles;

/// <summary>From rasters to a finished picture.</summary>
public static class PictureRenderer
{
    /// <summary>Renders a mosaic: where the first scene has no data, the second shows, and so on.</summary>
    /// <param name="mosaic">Scenes in order, each the same bands (in the order that an expression names them).</param>
    /// <param name="grid">The picture's pixels.</param>
    /// <param name="options">What it shows.</param>
    /// <exception cref="MitoshiException"><c>tiles.bands_do_not_fit</c>, <c>tiles.no_overviews</c>, or what reading a raster throws.</exception>
    public static Picture Render(IReadOnlyList<IReadOnlyList<BandOf>> mosaic, Grid grid, PictureOptions options)
    {
        int halo = options.Hillshade is null ? 0 : 1;
        Grid wide = halo == 0 ? grid : grid.Crop(grid.Whole.Grow(halo));
        QuadPicture shown = Compose(mosaic, wide, options);
        try
        {
            if (options.Hillshade is { } shade)
            {
                shown = Replace(shown, shade.Of(shown, wide));
            }

            if (options.Inside is { } area)
            {
                shown.Keep(Coverage.Of(area.ToPixels(grid), grid.Width, grid.Height));
            }

            PictureFormat format = options.Format ?? (shown.IsFull && IsContinuous(options) ? PictureFormat.Jpeg : PictureFormat.Png);
            PooledBytes file = new();
            try
            {
                bool isEmpty = Write(shown, grid, options, format, file);
                return new Picture(file, PictureFormats.MediaType(format), isEmpty);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        finally
        {
            shown.Dispose();
        }
    }

    /// <summary>The values of a mosaic on a grid, after the expression: results × rows × columns, NaN where there are none.</summary>
    /// <inheritdoc cref="Render" path="/exception"/>
    public static float[] Values(IReadOnlyList<IReadOnlyList<BandOf>> mosaic, Grid grid, PictureOptions options)
    {
        using QuadPicture shown = Compose(mosaic, grid, options);
        float[] values = new float[shown.BandCount * grid.Width * grid.Height];
        shown.CopyBands(values);
        return values;
    }

    private static QuadPicture Compose(IReadOnlyList<IReadOnlyList<BandOf>> mosaic, Grid grid, PictureOptions options)
    {
        QuadPicture quads = Warp.Render(mosaic[0], grid, options.Resampling, options.IsPhysical);
        try
        {
            for (int scene = 1; scene < mosaic.Count && !quads.IsFull; scene++)
            {
                using QuadPicture next = Warp.Render(mosaic[scene], grid, options.Resampling, options.IsPhysical);
                quads.FillFrom(next);
            }

            // One raster's three bands are in one group already; three rasters' are not.
            return options.Expression is not null || (quads.GroupCount > 1 && quads.BandCount <= 3) ? Replace(quads, Evaluate(quads, options.Expression)) : quads;
        }
        catch
        {
            quads.Dispose();
            throw;
        }
    }

    private static QuadPicture Evaluate(QuadPicture quads, Expression? expression)
    {
        int count = quads.Width * quads.Height, results = expression?.ResultCount ?? quads.BandCount;
        float[] bands = ArrayPool<float>.Shared.Rent(quads.BandCount * count), values = ArrayPool<float>.Shared.Rent(results * count);
        try
        {
            quads.CopyBands(bands);
            if (expression is null)
            {
                return QuadPicture.Of(bands, results, quads.Width, quads.Height);
            }

            expression.Evaluate(bands.AsSpan(0, quads.BandCount * count), count, values.AsSpan(0, results * count));
            return QuadPicture.OfMany(values, results, quads.Width, quads.Height);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(bands);
            ArrayPool<float>.Shared.Return(values);
        }
    }

    private static QuadPicture Replace(QuadPicture old, QuadPicture shown)
    {
        old.Dispose();
        return shown;
    }

    // Loss is for photographs: coded colours, classes and heights must stay what they are.
    private static bool IsContinuous(PictureOptions options) => options.Terrain is null && options.Colours is null && options.Classes.Count == 0;

    private static bool Write(QuadPicture shown, Grid grid, PictureOptions options, PictureFormat format, PooledBytes file)
    {
        if (format is PictureFormat.GeoTiff or PictureFormat.Npy)
        {
            return ValueFiles.Write(shown, grid, format, file);
        }

        if (options.Terrain is null && (options.Colours is not null || options.Classes.Count > 0))
        {
            return WritePalette(shown, options, format, file);
        }

        byte[] rgba = ArrayPool<byte>.Shared.Rent(shown.Width * shown.Height * 4);
        Span<byte> pixels = rgba.AsSpan(0, shown.Width * shown.Height * 4);
        if (options.Terrain is { } code)
        {
            BandsMustBe(shown.BandCount == 1, shown.BandCount, "1");
            code.Encode(shown.Group(0), pixels);
        }
        else
        {
            BandsMustBe(shown.BandCount is 1 or 3, shown.BandCount, "1, 3");
            QuadPainter.Paint(shown, options.Hillshade is null ? options.Stretches : [new Stretch(0, 255)], pixels);
        }

        bool isTerrain = options.Terrain is not null;
        PictureFormats.Encode(pixels, shown.Width, shown.Height, isTerrain || shown.IsFull, format, isLossless: isTerrain, file);
        bool isEmpty = !isTerrain && !shown.IsFull && shown.IsEmpty();
        ArrayPool<byte>.Shared.Return(rgba);
        return isEmpty;
    }

    private static bool WritePalette(QuadPicture shown, PictureOptions options, PictureFormat format, PooledBytes file)
    {
        BandsMustBe(shown.BandCount == 1, shown.BandCount, "1");
        int count = shown.Width * shown.Height;
        Palette palette = options.Classes.Count > 0 ? Palette.Of(options.Classes) : Palette.Of(options.Colours!, options.Stretches[0]);
        float[] values = ArrayPool<float>.Shared.Rent(count);
        byte[] indexes = ArrayPool<byte>.Shared.Rent(count);
        shown.CopyBand(0, values.AsSpan(0, count));
        palette.Index(values.AsSpan(0, count), indexes);
        if (format == PictureFormat.Png)
        {
            PngEncoder.EncodeIndexes(indexes.AsSpan(0, count), shown.Width, shown.Height, palette.Rgba, file);
        }
        else
        {
            byte[] rgba = ArrayPool<byte>.Shared.Rent(count * 4);
            palette.Paint(indexes.AsSpan(0, count), rgba);
            PictureFormats.Encode(rgba.AsSpan(0, count * 4), shown.Width, shown.Height, shown.IsFull, format, isLossless: options.Classes.Count > 0, file);
            ArrayPool<byte>.Shared.Return(rgba);
        }

        ArrayPool<float>.Shared.Return(values);
        ArrayPool<byte>.Shared.Return(indexes);
        return !shown.IsFull && shown.IsEmpty();
    }

    private static void BandsMustBe(bool isRight, int found, string expected)
    {
        if (!isRight)
        {
            throw new MitoshiException("tiles.bands_do_not_fit",
                found: ($"{found} bands or results for a picture", $"画像に対して {found} 個のバンドまたは結果"),
                expected: ($"{expected} of them: one for grey, a colour map, heights or shade; three for red, green and blue", $"{expected} 個。1 個なら灰色・カラーマップ・標高・陰影、3 個なら赤緑青"),
                remedy: ("choose bands with bidx, or one result of the expression", "bidx でバンドを選ぶか、式の結果を絞ってください"));
        }
    }
}
