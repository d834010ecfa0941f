using Mitoshi.Forest.Inputs;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Projects;

/// <summary>The lattice that a project file proposes where the files of a site do not share one in metres.</summary>
/// <param name="Extent">CRS and edges.</param>
/// <param name="From">The file that they were taken from.</param>
internal sealed record ProjectLattice(MapExtent Extent, string From)
{
    /// <summary>The lattice of the reference raster, else that of the first input in its UTM zone; null where all files lie in one metric CRS, or where one cannot be read.</summary>
    /// <param name="files">Files of a site.</param>
    /// <param name="resolution">Pixel size of the map in metres.</param>
    public static ProjectLattice? Of(IReadOnlyList<(string Path, FileGuess Guess)> files, double resolution)
    {
        List<(string Path, FileGuess Guess, Grid Grid)> rasters = [];
        foreach ((string path, FileGuess guess) in files.Where(file => file.Guess.Use is "input" or "agb" or "height"))
        {
            try
            {
                using RasterFile file = RasterFile.Open(path);
                rasters.Add((path, guess, file.Grid));
            }
            catch (MitoshiException error) when (error.Code.StartsWith("raster.", StringComparison.Ordinal) || error.Code.StartsWith("grid.", StringComparison.Ordinal))
            {
                // What cannot be opened is named when the project is run; the file is written all the same.
                return null;
            }
        }

        if (rasters.Count == 0 || (!SpatialReference.IsGeographic(rasters[0].Grid.Crs) && rasters.All(raster => SpatialReference.AreSame(raster.Grid.Crs, rasters[0].Grid.Crs))))
        {
            return null;
        }

        (string of, _, Grid grid) = rasters.OrderBy(raster => raster.Guess.Use switch { "agb" => 0, "height" => 1, _ => 2 }).First();
        MapExtent extent = MapExtent.Of(grid);
        return new ProjectLattice((SpatialReference.IsGeographic(grid.Crs) ? extent.In(extent.UtmZone()) : extent).Snapped(resolution), of);
    }
}
