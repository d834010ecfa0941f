using Mitoshi.Forest.Protocol;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Accuracy;

/// <summary>A chip with its scenes and its label.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Cube">Its scenes, whole.</param>
/// <param name="ClearCube">The same without optical pixels of a cloud probability of 40 % or more: for statistics over months.</param>
/// <param name="Biomass">Above-ground biomass in Mg/ha, rows × columns.</param>
public sealed record ReferenceSite(string Name, ICube Cube, ICube ClearCube, float[] Biomass)
{
    // A chip with fewer months cannot speak for a year of scenes; the protocol leaves it out.
    private const int FewestMonths = 6;
    private const float CloudPercentMax = 40;

    /// <summary>Columns of the grid.</summary>
    public int Columns => Cube.Grid.Width;

    /// <summary>Rows of the grid.</summary>
    public int Rows => Cube.Grid.Height;

    /// <summary>Reads every chip of a folder that has a label and scenes of at least six months, in the order of their names.</summary>
    /// <param name="folder">Folder of chip folders.</param>
    /// <exception cref="MitoshiException"><c>forest.no_chip</c> when there is none; those of reading rasters.</exception>
    public static IReadOnlyList<ReferenceSite> ReadAll(string folder)
    {
        List<ReferenceSite> sites = [];
        IEnumerable<string> chips = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];
        foreach (string chip in chips.Where(chip => File.Exists(Path.Combine(chip, "agb.tif"))))
        {
            ChipCube cube = ChipCube.Read(chip);
            if (cube.Layers.Where(layer => layer.Role == LayerRole.Sentinel2).Select(layer => layer.Month).Distinct().Count() >= FewestMonths)
            {
                sites.Add(new ReferenceSite(Path.GetFileName(chip), cube, ChipCube.Read(chip, CloudPercentMax), ChipCube.ReadBiomass(chip, cube.Grid)));
            }
        }

        return sites.Count > 0 ? sites : throw ChipCube.NoChip(folder);
    }
}
