using Mitoshi.Catalog.Items;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Mitoshi.Catalog.Store;

/// <summary>A footprint in a row: four numbers, and well-known binary where the outline is not the box.</summary>
internal static class Outline
{
    public static byte[]? Write(Geometry? outline) => outline is null ? null : new WKBWriter().Write(outline);

    public static ItemPlace? Read(double? west, double south, double east, double north, byte[]? outline)
        => west is null ? null : new(west.Value, south, east, north, outline is null ? null : new WKBReader().Read(outline));
}
