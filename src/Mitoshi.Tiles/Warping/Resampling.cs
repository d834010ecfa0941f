namespace Mitoshi.Tiles;

/// <summary>How a pixel of the picture is made from pixels of the raster.</summary>
public enum Resampling
{
    /// <summary>The pixel that holds the point: for classes.</summary>
    Nearest,

    /// <summary>Linear between the four pixels around the point.</summary>
    Bilinear,

    /// <summary>Mean of the pixels whose centres the picture's pixel covers; bilinear where it covers less than two.</summary>
    Average,
}
