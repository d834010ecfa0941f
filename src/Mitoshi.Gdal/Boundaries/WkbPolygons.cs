using System.Buffers.Binary;

namespace Mitoshi.Gdal;

/// <summary>The rings of the polygons in a well-known binary (ISO, little endian); heights and measures are left out, points and lines skipped.</summary>
internal static class WkbPolygons
{
    public static IReadOnlyList<IReadOnlyList<WkbRing>> Read(ReadOnlySpan<byte> wkb)
    {
        List<IReadOnlyList<WkbRing>> polygons = [];
        int at = 0;
        Read(wkb, ref at, polygons);
        return polygons;
    }

    private static void Read(ReadOnlySpan<byte> wkb, ref int at, List<IReadOnlyList<WkbRing>> polygons)
    {
        at++;
        int type = Count(wkb, ref at), pointBytes = 8 * ((type / 1000) switch { 1 or 2 => 3, 3 => 4, _ => 2 });
        switch (type % 1000)
        {
            case 1:
                at += pointBytes;
                break;
            case 2:
                int length = Count(wkb, ref at);
                at += length * pointBytes;
                break;
            case 3:
                polygons.Add(Rings(wkb, ref at, pointBytes));
                break;
            default:
                int parts = Count(wkb, ref at);
                for (int i = 0; i < parts; i++)
                {
                    Read(wkb, ref at, polygons);
                }

                break;
        }
    }

    private static List<WkbRing> Rings(ReadOnlySpan<byte> wkb, ref int at, int pointBytes)
    {
        List<WkbRing> rings = [];
        int count = Count(wkb, ref at);
        for (int r = 0; r < count; r++)
        {
            int points = Count(wkb, ref at);
            double[] x = new double[points], y = new double[points];
            for (int i = 0; i < points; i++)
            {
                x[i] = BinaryPrimitives.ReadDoubleLittleEndian(wkb[at..]);
                y[i] = BinaryPrimitives.ReadDoubleLittleEndian(wkb[(at + 8)..]);
                at += pointBytes;
            }

            rings.Add(new WkbRing(x, y));
        }

        return rings;
    }

    private static int Count(ReadOnlySpan<byte> wkb, ref int at)
    {
        at += sizeof(int);
        return BinaryPrimitives.ReadInt32LittleEndian(wkb[(at - sizeof(int))..]);
    }
}

/// <summary>A ring in the coordinates of its layer.</summary>
internal readonly record struct WkbRing(double[] X, double[] Y);
