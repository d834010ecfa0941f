namespace Mitoshi.Forest.Simulation;

/// <summary>The trees of a plot: enough of them to make up the plot's biomass exactly, of which nested circles measure a part.</summary>
/// <remarks>
/// Circles of the Japanese national forest inventory: 0.01, 0.04 and 0.10 ha for diameters of 1-5, 5-18 and from 18 cm on. Measuring the small trees on a part
/// of the plot only, and heights with an error, makes the biomass of a plot differ from the truth by several per cent; that is the stated noise.
/// </remarks>
internal static class PlotTrees
{
    private const double PlotHectares = 0.10, PlotRadiusMetres = 17.841241, HeightError = 0.03;

    /// <summary>Draws the trees of a plot and measures them.</summary>
    /// <param name="random">A stream of its own for the plot; the same one in each year keeps the ranks of the trees.</param>
    /// <param name="species">Of all trees.</param>
    /// <param name="agb">Biomass density of the plot, Mg/ha.</param>
    /// <param name="heightMetres">Canopy height of the plot.</param>
    public static IReadOnlyList<MeasuredTree> Measure(RandomStream random, SpeciesTraits species, double agb, double heightMetres)
    {
        double targetKilograms = agb * 1000 * PlotHectares, meanDiameter = Math.Max(species.DiameterPerHeight * heightMetres, 1.2), total = 0;
        List<(double Diameter, double Height, double Distance, double Error)> trees = [];
        while (total < targetKilograms)
        {
            bool isSmall = random.NextDouble() < 0.15;
            double size = isSmall ? 0.15 + (0.4 * random.NextDouble()) : Math.Exp((0.26 * random.NextNormal()) - 0.034);
            double diameter = Math.Max(size * meanDiameter, 1), height = Math.Max(heightMetres * Math.Pow(size, 0.35), 1.4);
            trees.Add((diameter, height, PlotRadiusMetres * Math.Sqrt(random.NextDouble()), random.NextNormal()));
            total += species.TreeMass(diameter, height);
        }

        // The crew chooses the circle by the diameter that it reads. Mass goes with D^(2b): one factor for all diameters brings the sum to the plot's biomass.
        double factor = total > 0 ? Math.Pow(targetKilograms / total, 1 / (2 * species.AllometryB)) : 1;
        return [.. trees.Select(tree => (Tree: tree, Diameter: Math.Round(tree.Diameter * factor, 1)))
            .Where(pair => pair.Diameter >= 1 && pair.Tree.Distance <= Radius(Circle(pair.Diameter)))
            .Select(pair => new MeasuredTree(pair.Diameter, Math.Round(pair.Tree.Height * (1 + (HeightError * pair.Tree.Error)), 1), Circle(pair.Diameter)))];
    }

    /// <summary>Biomass density that measured trees expand to, Mg/ha.</summary>
    public static double Expand(IEnumerable<MeasuredTree> trees, SpeciesTraits species)
        => trees.Sum(tree => species.TreeMass(tree.DiameterCentimetres, tree.HeightMetres) / 1000 / tree.CircleHectares);

    /// <summary>Lorey's height: the mean weighted by basal area, m; 0 without trees.</summary>
    public static double LoreyHeight(IReadOnlyList<MeasuredTree> trees)
    {
        double weights = trees.Sum(Weight);
        return weights == 0 ? 0 : trees.Sum(tree => Weight(tree) * tree.HeightMetres) / weights;

        static double Weight(MeasuredTree tree) => tree.DiameterCentimetres * tree.DiameterCentimetres / tree.CircleHectares;
    }

    private static double Circle(double diameterCentimetres) => diameterCentimetres < 5 ? 0.01 : diameterCentimetres < 18 ? 0.04 : 0.10;

    private static double Radius(double hectares) => Math.Sqrt(hectares * 10_000 / Math.PI);
}
