using System.Buffers.Binary;
using System.Text;

namespace Mitoshi.Forest.Simulation;

/// <summary>A small point cloud of the lidar survey: a square of 100 m with about five points per square metre, ground and canopy.</summary>
/// <remarks>Source: ASPRS, LAS specification 1.2, point data record format 1, with the CRS as GeoTIFF keys.</remarks>
internal static class LidarSample
{
    private const int HeaderBytes = 227, RecordHeaderBytes = 54, KeyBytes = 32, PointBytes = 28, SquarePixels = 10;
    private const double PointsPerSquareMetre = 5, Centimetre = 0.01;

    /// <summary>The bytes of the file.</summary>
    /// <param name="landscape">Ground and grid.</param>
    /// <param name="survey">Canopy.</param>
    /// <param name="random">Its stream.</param>
    /// <param name="date">Day of the flight, for the header.</param>
    public static byte[] Make(Landscape landscape, AirborneLidar survey, RandomStream random, DateOnly date)
    {
        double edge = SquarePixels * Landscape.PixelMetres;
        int column = (survey.FirstColumn + survey.ColumnEnd - SquarePixels) / 2, row = landscape.Size / 2, count = (int)(edge * edge * PointsPerSquareMetre);
        (double west, double north) = landscape.Grid.Transform.ToMap(column, row);
        int offset = HeaderBytes + RecordHeaderBytes + KeyBytes;
        byte[] file = new byte[offset + (count * PointBytes)];
        Extent extent = new(double.MaxValue, double.MaxValue, double.MaxValue, double.MinValue, double.MinValue, double.MinValue);
        for (int index = 0; index < count; index++)
        {
            double east = edge * random.NextDouble(), south = edge * random.NextDouble();
            int pixel = ((row + (int)(south / Landscape.PixelMetres)) * landscape.Size) + column + (int)(east / Landscape.PixelMetres);
            double canopy = survey.Canopy((int)(((column * Landscape.PixelMetres) + east) / 2), (int)(((row * Landscape.PixelMetres) + south) / 2));
            bool isGround = random.NextDouble() < 0.3 || canopy < 0.3;
            double depth = random.NextDouble(), above = isGround ? 0.03 * random.NextNormal() : canopy * (1 - (0.35 * depth * depth));
            (double x, double y, double z) = (west + east, north - south, landscape.Terrain.Elevation[pixel] + above);
            WritePoint(file.AsSpan(offset + (index * PointBytes)), x, y, z, isGround, index);
            extent = extent.With(x, y, z);
        }

        WriteHeader(file, count, offset, date, extent);
        WriteKeys(file.AsSpan(HeaderBytes));
        return file;
    }

    private static void WritePoint(Span<byte> point, double x, double y, double z, bool isGround, int index)
    {
        BinaryPrimitives.WriteInt32LittleEndian(point, (int)Math.Round(x / Centimetre));
        BinaryPrimitives.WriteInt32LittleEndian(point[4..], (int)Math.Round(y / Centimetre));
        BinaryPrimitives.WriteInt32LittleEndian(point[8..], (int)Math.Round(z / Centimetre));
        BinaryPrimitives.WriteUInt16LittleEndian(point[12..], (ushort)(isGround ? 900 : 500));
        point[14] = 0b_0000_1001;                       // return 1 of 1
        point[15] = (byte)(isGround ? 2 : 5);           // ground, high vegetation
        BinaryPrimitives.WriteDoubleLittleEndian(point[20..], 300_000 + (index * 1e-5));
    }

    private static void WriteHeader(Span<byte> header, int count, int offset, DateOnly date, Extent extent)
    {
        Encoding.ASCII.GetBytes("LASF", header);
        (header[24], header[25]) = (1, 2);
        Encoding.ASCII.GetBytes("SIMULATED DATA", header[26..]);
        Encoding.ASCII.GetBytes("Mitoshi", header[58..]);
        BinaryPrimitives.WriteUInt16LittleEndian(header[90..], (ushort)date.DayOfYear);
        BinaryPrimitives.WriteUInt16LittleEndian(header[92..], (ushort)date.Year);
        BinaryPrimitives.WriteUInt16LittleEndian(header[94..], HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header[96..], offset);
        BinaryPrimitives.WriteInt32LittleEndian(header[100..], 1);
        header[104] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header[105..], PointBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header[107..], count);
        BinaryPrimitives.WriteInt32LittleEndian(header[111..], count);
        double[] numbers = [Centimetre, Centimetre, Centimetre, 0, 0, 0, extent.East, extent.West, extent.North, extent.South, extent.Top, extent.Bottom];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(header[(131 + (8 * i))..], i < 6 ? numbers[i] : Math.Round(numbers[i] / Centimetre) * Centimetre);
        }
    }

    // GeoTIFF keys: projected model, pixel is area, EPSG:32654.
    private static void WriteKeys(Span<byte> record)
    {
        Encoding.ASCII.GetBytes("LASF_Projection", record[2..]);
        BinaryPrimitives.WriteUInt16LittleEndian(record[18..], 34735);
        BinaryPrimitives.WriteUInt16LittleEndian(record[20..], KeyBytes);
        ushort[] keys = [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32654];
        for (int i = 0; i < keys.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(record[(RecordHeaderBytes + (2 * i))..], keys[i]);
        }
    }

    private readonly record struct Extent(double West, double South, double Bottom, double East, double North, double Top)
    {
        public Extent With(double x, double y, double z)
            => new(Math.Min(West, x), Math.Min(South, y), Math.Min(Bottom, z), Math.Max(East, x), Math.Max(North, y), Math.Max(Top, z));
    }
}
