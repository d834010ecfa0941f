using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>Files of values instead of colours.</summary>
internal static class ValueFiles
{
    /// <summary>Writes a GeoTIFF or a NumPy array; true when no pixel is valid.</summary>
    public static bool Write(QuadPicture shown, Grid grid, PictureFormat format, PooledBytes file)
    {
        int count = shown.Width * shown.Height;
        float[] values = ArrayPool<float>.Shared.Rent((shown.BandCount + 1) * count);
        try
        {
            shown.CopyBands(values);
            if (format == PictureFormat.Npy)
            {
                WriteNpy(values.AsSpan(0, (shown.BandCount + 1) * count), shown, file);
            }
            else
            {
                WriteGeoTiff(values.AsSpan(0, shown.BandCount * count), shown.BandCount, grid, file);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(values);
        }

        return !shown.IsFull && shown.IsEmpty();
    }

    // NumPy format 1.0: magic, version, length of the header, header padded to 64 bytes (NEP 1).
    private static void WriteNpy(Span<float> values, QuadPicture shown, PooledBytes file)
    {
        int count = shown.Width * shown.Height;
        for (int i = 0; i < count; i++)
        {
            values[(shown.BandCount * count) + i] = float.IsNaN(values[i]) ? 0 : 255;
        }

        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shown.BandCount + 1}, {shown.Height}, {shown.Width}), }}";
        header = header.PadRight(((header.Length + 11 + 63) / 64 * 64) - 11) + "\n";
        ReadOnlySpan<byte> data = MemoryMarshal.AsBytes(values);
        Span<byte> target = file.GetSpan(10 + header.Length + data.Length);
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]).CopyTo(target);
        Encoding.ASCII.GetBytes(header, target[10..]);
        data.CopyTo(target[(10 + header.Length)..]);
        file.Advance(10 + header.Length + data.Length);
    }

    private static void WriteGeoTiff(ReadOnlySpan<float> values, int bandCount, Grid grid, PooledBytes file)
    {
        string folder = Directory.CreateTempSubdirectory("mitoshi-tile-").FullName;
        try
        {
            string path = Path.Combine(folder, "picture.tif");
            using (RasterWriter writer = RasterWriter.Create(path, grid, new RasterFormat(PixelType.Float32, bandCount) { NoData = double.NaN, TileSize = 256 }))
            {
                for (int band = 0; band < bandCount; band++)
                {
                    writer.Write(grid.Whole, band, values.Slice(band * grid.Width * grid.Height, grid.Width * grid.Height));
                }

                writer.Commit();
            }

            byte[] bytes = File.ReadAllBytes(path);
            bytes.CopyTo(file.GetSpan(bytes.Length));
            file.Advance(bytes.Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
