namespace Mitoshi.Lidar;

/// <summary>The decoders for the parts of a record, after checks that they belong together.</summary>
internal static class ItemDecoders
{
    /// <summary>Checks the items of a file against its records.</summary>
    public static void Check(string file, LazDescription laz, int recordLength)
    {
        bool isLayered = laz.Compressor == 3;
        int sum = 0;
        foreach (LazItem item in laz.Items)
        {
            sum += item.Size;
            if (!(isLayered ? IsLayered(item) : IsPointwise(item)))
            {
                throw LasErrors.UnsupportedCompression(file, $"compressor {laz.Compressor} with item {item.Type}, {item.Size} bytes, version {item.Version}");
            }
        }

        if (sum != recordLength || laz.Items[0].Type != (isLayered ? 10 : 6))
        {
            throw LasErrors.BadCompressionRecord(file, $"items of {sum} bytes for records of {recordLength}");
        }
    }

    /// <summary>Decoders for a point-wise file.</summary>
    public static PointItem[] Pointwise(LazDescription laz)
    {
        PointItem[] items = new PointItem[laz.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            LazItem item = laz.Items[i];
            items[i] = (item.Type, item.Version) switch
            {
                (6, 1) => new OldPoint10(),
                (6, _) => new Point10(),
                (7, 1) => new OldGpsTime11(),
                (7, _) => new GpsTime11(),
                (8, 1) => OldBytes.Colour(),
                (8, _) => new Rgb12(),
                (9, _) => new WavePacket13(),
                (_, 1) => OldBytes.Extra(item.Size),
                _ => new ExtraBytes10(item.Size),
            };
        }

        return items;
    }

    /// <summary>Decoders for a layered file.</summary>
    public static LayeredItem[] Layered(LazDescription laz)
    {
        LayeredItem[] items = new LayeredItem[laz.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            LazItem item = laz.Items[i];
            items[i] = item.Type switch
            {
                10 => new Point14(item.Version),
                11 => new Rgb14(item.Version),
                12 => new RgbNir14(item.Version),
                13 => new WavePacket14(item.Version),
                _ => new ExtraBytes14(item.Size, item.Version),
            };
        }

        return items;
    }

    private static bool IsPointwise(LazItem item) => item switch
    {
        { Type: 0, Size: > 0, Version: 1 or 2 } => true,
        { Type: 6, Size: 20, Version: 1 or 2 } => true,
        { Type: 7, Size: 8, Version: 1 or 2 } => true,
        { Type: 8, Size: 6, Version: 1 or 2 } => true,
        { Type: 9, Size: 29, Version: 1 } => true,
        _ => false,
    };

    private static bool IsLayered(LazItem item) => item switch
    {
        { Type: 10, Size: 30, Version: 3 or 4 } => true,
        { Type: 11, Size: 6, Version: 3 or 4 } => true,
        { Type: 12, Size: 8, Version: 3 or 4 } => true,
        { Type: 13, Size: 29, Version: 3 or 4 } => true,
        { Type: 14, Size: > 0, Version: 3 or 4 } => true,
        _ => false,
    };
}
