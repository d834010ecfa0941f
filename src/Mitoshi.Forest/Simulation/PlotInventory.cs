using System.Globalization;
using System.Text;

namespace Mitoshi.Forest.Simulation;

/// <summary>A simple random sample of forest land in the first year, measured in every year: permanent plots of 0.1 ha with nested circles.</summary>
internal sealed class PlotInventory
{
    private const double RadiusMetres = 17.841241, PositionErrorMetres = 1.0;
    private const int SubPixels = 20, EdgePixels = 3;

    private readonly Landscape _landscape;
    private readonly RandomStream _random;
    private readonly IReadOnlyList<(double X, double Y)> _centres;

    private PlotInventory(Landscape landscape, RandomStream random, IReadOnlyList<(double X, double Y)> centres)
        => (_landscape, _random, _centres) = (landscape, random, centres);

    /// <summary>Draws the plots: points that are uniform over the forest pixels of the first year, a few pixels away from the edge.</summary>
    public static PlotInventory Draw(Landscape landscape, ForestState first, int plotCount, RandomStream random)
    {
        RandomStream places = random.Fork("places");
        List<(double X, double Y)> centres = [];
        int attempts = 0, inner = landscape.Size - (2 * EdgePixels);
        while (centres.Count < plotCount && attempts++ < 200 * plotCount)
        {
            double column = EdgePixels + (inner * places.NextDouble()), row = EdgePixels + (inner * places.NextDouble());
            if ((LandCoverClass)first.LandCover[((int)row * landscape.Size) + (int)column] >= LandCoverClass.Cleared)
            {
                centres.Add(landscape.Grid.Transform.ToMap(column, row));
            }
        }

        return new PlotInventory(landscape, random, centres);
    }

    /// <summary>The tables of a year.</summary>
    /// <param name="state">What stands there.</param>
    /// <returns>Both as CSV; the truth of each plot stands in a table of its own.</returns>
    public (string Plots, string Trees, string Truth) Measure(ForestState state)
    {
        StringBuilder plots = new("plot,x,y,date,area_ha,agb,height,species,trees\n"), trees = new("plot,tree,species,dbh_cm,height_m,circle_ha\n");
        StringBuilder truth = new("plot,x,y,agb,height\n");
        for (int index = 0; index < _centres.Count; index++)
        {
            RandomStream random = _random.Fork($"plot/{index}");
            (double x, double y) = _centres[index];
            (double agb, double height, byte code) = CircleMean(state, x, y);
            double recordedX = x + (PositionErrorMetres * random.NextNormal()), recordedY = y + (PositionErrorMetres * random.NextNormal());
            SpeciesTraits? species = code == 0 ? null : SpeciesTraits.All[code - 1];
            IReadOnlyList<MeasuredTree> measured = species is null ? [] : PlotTrees.Measure(random, species, agb, height);
            double expanded = species is null ? 0 : PlotTrees.Expand(measured, species);
            string name = $"P{index + 1:000}";
            Append(plots, $"{name},{recordedX:0.0},{recordedY:0.0},{state.Year}-10-01,0.1,{expanded:0.00},{PlotTrees.LoreyHeight(measured):0.00},{species?.Name},{measured.Count}");
            Append(truth, $"{name},{x:0.000},{y:0.000},{agb:0.000},{height:0.000}");
            for (int tree = 0; tree < measured.Count; tree++)
            {
                Append(trees, $"{name},{tree + 1},{species!.Name},{measured[tree].DiameterCentimetres:0.0},{measured[tree].HeightMetres:0.0},{measured[tree].CircleHectares:0.00}");
            }
        }

        return (plots.ToString(), trees.ToString(), truth.ToString());
    }

    /// <summary>Area-weighted means over the plot, and the species that holds most of its biomass (0 without trees).</summary>
    internal (double Agb, double Height, byte Species) CircleMean(ForestState state, double x, double y)
    {
        (double column, double row) = _landscape.Grid.Transform.ToPixel(x, y);
        double radius = RadiusMetres / Landscape.PixelMetres, area = 0, agb = 0, height = 0;
        Span<double> bySpecies = stackalloc double[SpeciesTraits.All.Count + 1];
        bySpecies.Clear();
        for (int pixelRow = (int)(row - radius); pixelRow <= row + radius; pixelRow++)
        {
            for (int pixelColumn = (int)(column - radius); pixelColumn <= column + radius; pixelColumn++)
            {
                double part = Overlap(pixelColumn - column, pixelRow - row, radius);
                int pixel = (pixelRow * _landscape.Size) + pixelColumn;
                area += part;
                agb += part * state.Agb[pixel];
                height += part * state.Height[pixel];
                bySpecies[state.Species[pixel]] += part * state.Agb[pixel];
            }
        }

        byte largest = 0;
        for (byte code = 1; code < bySpecies.Length; code++)
        {
            largest = bySpecies[code] > (largest == 0 ? 0 : bySpecies[largest]) ? code : largest;
        }

        return (agb / area, height / area, largest);
    }

    // Part of a pixel inside a circle around the origin, by a raster of points.
    private static double Overlap(double left, double top, double radius)
    {
        int inside = 0;
        for (int i = 0; i < SubPixels; i++)
        {
            for (int j = 0; j < SubPixels; j++)
            {
                double x = left + ((j + 0.5) / SubPixels), y = top + ((i + 0.5) / SubPixels);
                inside += (x * x) + (y * y) <= radius * radius ? 1 : 0;
            }
        }

        return (double)inside / (SubPixels * SubPixels);
    }

    private static void Append(StringBuilder table, FormattableString row) => table.Append(row.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
