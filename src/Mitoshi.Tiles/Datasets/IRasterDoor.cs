namespace Mitoshi.Tiles;

/// <summary>The one way to rasters: what it does not open, nobody opens.</summary>
public interface IRasterDoor
{
    /// <summary>A text that changes when the raster's pixels may have changed; cheap.</summary>
    /// <exception cref="MitoshiException">The raster is not there or may not be read.</exception>
    string Identity(string address);

    /// <summary>Opens it.</summary>
    /// <param name="address">Path or URL.</param>
    /// <param name="identity">What <see cref="Identity"/> said.</param>
    /// <exception cref="MitoshiException">The raster is not there, may not be read or is damaged.</exception>
    TileDataset Open(string address, string identity);
}
