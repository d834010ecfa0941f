using System.Buffers.Binary;

namespace Mitoshi.Forest;

/// <summary>Points as well-known binary.</summary>
internal static class PlotGeometry
{
    /// <summary>A 2-D point, little endian.</summary>
    public static byte[] Point(double x, double y)
    {
        byte[] wkb = new byte[21];
        wkb[0] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(wkb.AsSpan(1), 1);
        BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(5), x);
        BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(13), y);
        return wkb;
    }

    /// <summary>x and y of a point, or of the first vertex of a multipoint; null for anything else.</summary>
    public static (double X, double Y)? Read(byte[]? wkb)
    {
        if (wkb is null || wkb.Length < 21 || wkb[0] != 1)
        {
            return null;
        }

        uint type = BinaryPrimitives.ReadUInt32LittleEndian(wkb.AsSpan(1)) % 1000;
        int at = type switch
        {
            1 => 5,
            4 when wkb.Length >= 30 => 14,
            _ => -1,
        };
        return at < 0 ? null : (BinaryPrimitives.ReadDoubleLittleEndian(wkb.AsSpan(at)), BinaryPrimitives.ReadDoubleLittleEndian(wkb.AsSpan(at + 8)));
    }
}
