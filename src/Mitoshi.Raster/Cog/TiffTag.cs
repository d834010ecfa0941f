using System.Buffers.Binary;

namespace Mitoshi.Raster;

/// <summary>An entry of a TIFF directory.</summary>
/// <param name="Id">Number of the tag.</param>
/// <param name="Type">2 text, 3 SHORT, 4 LONG, 12 DOUBLE, 16 LONG8.</param>
/// <param name="Count">Number of elements.</param>
/// <param name="Bytes">The elements, little endian.</param>
internal sealed record TiffTag(ushort Id, ushort Type, long Count, byte[] Bytes)
{
    public const ushort NewSubfileType = 254, ImageWidth = 256, ImageLength = 257, BitsPerSample = 258, Compression = 259, Photometric = 262,
        SamplesPerPixel = 277, RowsPerStrip = 278, PlanarConfiguration = 284, PredictorTag = 317, TileWidth = 322, TileLength = 323, TileOffsets = 324,
        TileByteCounts = 325, ExtraSamples = 338, SampleFormat = 339, ModelPixelScale = 33550, ModelTiepoint = 33922, ModelTransformation = 34264,
        GeoKeyDirectory = 34735, GeoDoubleParams = 34736, GeoAsciiParams = 34737, GdalMetadata = 42112, GdalNoData = 42113;

    public static TiffTag Shorts(ushort id, params ReadOnlySpan<ushort> numbers)
    {
        byte[] bytes = new byte[numbers.Length * 2];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * 2), numbers[i]);
        }

        return new TiffTag(id, 3, numbers.Length, bytes);
    }

    public static TiffTag Long(ushort id, uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return new TiffTag(id, 4, 1, bytes);
    }

    /// <summary>Room for file positions, filled in once they are known.</summary>
    public static TiffTag Positions(ushort id, int count, bool isBig) => new(id, isBig ? (ushort)16 : (ushort)4, count, new byte[count * (isBig ? 8 : 4)]);

    public void Set(int index, long position)
    {
        if (Type == 16)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(index * 8), position);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(index * 4), checked((uint)position));
        }
    }
}
