namespace Mitoshi.Gdal;

/// <summary>Features of one kind.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Crs">CRS of the geometries, or null when the file has none.</param>
/// <param name="Fields">Names and kinds of the attributes.</param>
/// <param name="Features">In the order of the file.</param>
public sealed record VectorLayer(string Name, Crs? Crs, IReadOnlyList<VectorField> Fields, IReadOnlyList<VectorFeature> Features);

/// <summary>An attribute's name and kind.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="IsNumber">True for numbers, false for text (dates are text, ISO-like as GDAL prints them).</param>
public sealed record VectorField(string Name, bool IsNumber);

/// <summary>A geometry with attributes.</summary>
/// <param name="Id">The file's own number of it.</param>
/// <param name="Geometry">Well-known binary (ISO, little endian), or null for none.</param>
/// <param name="Attributes">One for each field, in order.</param>
public sealed record VectorFeature(long Id, byte[]? Geometry, IReadOnlyList<VectorAttribute> Attributes);

/// <summary>An attribute of a feature: text, a number, or nothing.</summary>
/// <param name="Text">Set for text, and for numbers as GDAL prints them; null for nothing.</param>
/// <param name="Number">NaN for text and for nothing.</param>
public readonly record struct VectorAttribute(string? Text, double Number)
{
    /// <summary>No value.</summary>
    public static VectorAttribute Nothing { get; } = new(null, double.NaN);

    /// <summary>A text.</summary>
    public static VectorAttribute Of(string text) => new(text, double.NaN);

    /// <summary>A number.</summary>
    public static VectorAttribute Of(double number) => new(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture), number);
}

/// <summary>What a layer to be written holds.</summary>
public enum VectorGeometry
{
    /// <summary>Any kind.</summary>
    Any = 0,

    /// <summary>Points.</summary>
    Point = 1,

    /// <summary>Lines.</summary>
    LineString = 2,

    /// <summary>Polygons.</summary>
    Polygon = 3,

    /// <summary>Many polygons in one feature.</summary>
    MultiPolygon = 6,
}
