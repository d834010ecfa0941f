namespace Mitoshi.Tiles;

/// <summary>One band of an open raster.</summary>
/// <param name="Dataset">The raster.</param>
/// <param name="Band">From 0.</param>
public readonly record struct BandOf(TileDataset Dataset, int Band);
