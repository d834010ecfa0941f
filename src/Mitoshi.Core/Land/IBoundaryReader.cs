using System.Reflection;

namespace Mitoshi.Core;

/// <summary>
/// Reads land from a geographic file. The room that knows the formats implements it and is found by its type, so that those who need a boundary
/// need not know that room.
/// </summary>
public interface IBoundaryReader
{
    /// <summary>File name extensions with their point, lower case.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>The polygons of all layers, turned to WGS 84 longitude and latitude.</summary>
    /// <exception cref="MitoshiException"><c>boundary.no_crs</c>, <c>boundary.no_polygon</c>, <c>vector.*</c>, <c>crs.*</c>.</exception>
    LandOutline Read(string path);
}

/// <summary>Land as it was read.</summary>
/// <param name="GeoJson">A MultiPolygon; its member <c>source</c> says file, layers, CRS and what turned it to WGS 84.</param>
/// <param name="Files">Every file that was read: a shapefile has several.</param>
public sealed record LandOutline(string GeoJson, IReadOnlyList<string> Files);

/// <summary>The readers of all rooms.</summary>
public static class BoundaryReaders
{
    /// <summary>The reader of a file's format; null when no room knows it.</summary>
    public static IBoundaryReader? Of(string path, IEnumerable<Assembly> rooms)
        => rooms.SelectMany(room => room.GetTypes())
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IBoundaryReader)))
            .Select(type => (IBoundaryReader)Activator.CreateInstance(type, nonPublic: true)!)
            .FirstOrDefault(reader => reader.Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()));
}
