namespace Mitoshi.Catalog.Products;

/// <summary>How a raster is drawn when nobody says otherwise: the same for every date, so that maps can be compared by eye.</summary>
/// <param name="Colours">Name of a colour map that the tiles know: <c>biomass</c>.</param>
/// <param name="Min">Value of its first colour, in the unit of the raster.</param>
/// <param name="Max">Value of its last colour.</param>
/// <remarks>STAC render extension 2.0.0: <c>colormap_name</c> and <c>rescale</c>.</remarks>
public sealed record AssetRender(string Colours, double Min, double Max);
