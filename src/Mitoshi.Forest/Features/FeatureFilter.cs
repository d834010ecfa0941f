namespace Mitoshi.Forest.Features;

/// <summary>What is taken from the neighbourhood of a pixel.</summary>
public enum FilterKind
{
    /// <summary>The pixel itself.</summary>
    None,

    /// <summary>Mean weighted by a Gaussian.</summary>
    Gaussian,

    /// <summary>Standard deviation weighted by a Gaussian: texture.</summary>
    Deviation,
}

/// <summary>
/// A filter over a plane. Dates and pixels of backscatter are averaged and moved as power; the surroundings are smoothed in decibels, as one smooths
/// multiplicative noise: a geometric mean, whose low bias is a constant that trees don't see, and which one bright roof does not dominate.
/// </summary>
/// <param name="Kind">What it takes.</param>
/// <param name="SigmaPixels">Standard deviation of the Gaussian in pixels; it reaches to 3 of them.</param>
public sealed record FeatureFilter(FilterKind Kind, double SigmaPixels = 0)
{
    /// <summary>How many pixels around a pixel it looks at.</summary>
    public int Radius => Kind == FilterKind.None ? 0 : (int)((3 * SigmaPixels) + 0.5);

    /// <summary>What it appends to the name of the plane.</summary>
    public string Suffix => Kind switch
    {
        FilterKind.None => "",
        FilterKind.Gaussian => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_g{SigmaPixels:0.##}"),
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_d{SigmaPixels:0.##}"),
    };
}
