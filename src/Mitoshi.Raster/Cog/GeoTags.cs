using System.Buffers.Binary;
using Mitoshi.Gdal;

namespace Mitoshi.Raster;

/// <summary>The tags that say where the pixels lie and what they mean, as GDAL writes them.</summary>
internal static class GeoTags
{
    private static readonly ushort[] s_wanted =
    [
        TiffTag.ModelPixelScale, TiffTag.ModelTiepoint, TiffTag.ModelTransformation, TiffTag.GeoKeyDirectory, TiffTag.GeoDoubleParams,
        TiffTag.GeoAsciiParams, TiffTag.GdalMetadata, TiffTag.GdalNoData,
    ];

    public static IReadOnlyList<TiffTag> Of(Grid grid, RasterFormat format)
    {
        // The template is GDAL's own, so its one directory can be trusted: classic, little endian.
        byte[] tiff = GeoTiffTemplate.Create(grid, format);
        int directory = (int)BinaryPrimitives.ReadUInt32LittleEndian(tiff.AsSpan(4));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(directory));
        List<TiffTag> tags = [];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = tiff.AsSpan(directory + 2 + (12 * i), 12);
            ushort id = BinaryPrimitives.ReadUInt16LittleEndian(entry), type = BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]);
            if (s_wanted.Contains(id))
            {
                int elements = (int)BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]), length = elements * (type switch { 3 => 2, 12 => 8, 4 => 4, _ => 1 });
                int position = (int)BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
                tags.Add(new TiffTag(id, type, elements, (length <= 4 ? entry.Slice(8, length) : tiff.AsSpan(position, length)).ToArray()));
            }
        }

        return tags;
    }
}
