namespace Mitoshi.Tiles;

/// <summary>Formats of pictures.</summary>
public enum PictureFormat
{
    /// <summary>PNG, without loss.</summary>
    Png,

    /// <summary>JPEG, quality 80; what is not valid is black.</summary>
    Jpeg,

    /// <summary>WebP, quality 80, with transparency; without loss for heights and classes.</summary>
    WebP,

    /// <summary>GeoTIFF of the values themselves, single precision, NaN where there are none.</summary>
    GeoTiff,

    /// <summary>NumPy array of the values: (bands + 1) × rows × columns, single precision; the last plane is 255 where valid.</summary>
    Npy,
}
