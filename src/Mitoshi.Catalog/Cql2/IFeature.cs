namespace Mitoshi.Catalog.Cql2;

/// <summary>What a filter is asked about.</summary>
public interface IFeature
{
    /// <summary>
    /// The value of a property: null (unknown), <see cref="bool"/>, <see cref="double"/>, <see cref="string"/> (also dates and times, as
    /// written), <see cref="NetTopologySuite.Geometries.Geometry"/>, or <c>object?[]</c> of these.
    /// </summary>
    object? ValueOf(string property);
}

/// <summary>The open end of an interval as a value.</summary>
internal sealed class OpenMark
{
    private OpenMark()
    {
    }

    public static OpenMark Instance { get; } = new();
}
