using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Errors of measuring a tree.</summary>
/// <param name="DbhRelative">Relative standard deviation of a diameter.</param>
/// <param name="HeightRelative">Relative standard deviation of a height.</param>
internal readonly record struct MeasurementErrors(double DbhRelative, double HeightRelative);

/// <summary>
/// Sums trees to plots. Errors are simulated: each tree has its own measurement and spread around the equation; the factors of a species are
/// drawn once per draw for all plots, because their error does not average out.
/// </summary>
internal sealed class PlotCalculator(PlotDesign design, TreeAllometry allometry, MeasurementErrors errors, int draws, RandomStream stream)
{
    private readonly SharedDraws _shared = new(stream.Fork("shared"), draws);
    private readonly double[] _sharedSum = new double[draws];
    private int _plots;

    /// <summary>Trees below the smallest diameter of the design.</summary>
    public int TreesTooThin { get; private set; }

    public PlotValue Calculate(PlotSite site, IReadOnlyList<Tree> trees, IReadOnlyDictionary<string, HeightCurve> curves)
    {
        double stems = 0, basalArea = 0, volume = 0, agb = 0, bgb = 0, carbon = 0;
        int count = 0;
        double[] simulated = new double[draws], sharedOnly = new double[draws];
        for (int i = 0; i < trees.Count; i++)
        {
            Tree tree = trees[i];
            double factor = design.ExpansionFactor(tree.DbhCentimetres, site.InsideShare, site.SlopeDegrees);
            if (factor == 0)
            {
                TreesTooThin++;
                continue;
            }

            bool isMeasured = !double.IsNaN(tree.HeightMetres);
            HeightCurve? curve = isMeasured ? null : curves[tree.Species.Key];
            double height = curve?.Height(tree.DbhCentimetres) ?? tree.HeightMetres;
            double heightError = curve?.RelativeDeviation ?? errors.HeightRelative;
            InventoryFactors factors = allometry.Factors(tree.Species, site.AgeYears);
            double kilograms = allometry.Kilograms(tree, tree.DbhCentimetres, height, factors), perHectare = kilograms * factor / 1000;
            count++;
            stems += factor;
            basalArea += factor * Math.PI * tree.DbhCentimetres * tree.DbhCentimetres / 40000;
            volume += factor * allometry.Volume(tree, tree.DbhCentimetres, height);
            agb += perHectare;
            bgb += perHectare * factors.RootShoot;
            carbon += perHectare * (1 + factors.RootShoot) * factors.CarbonFraction;
            Simulate(tree, height, heightError, factors, factor, stream.Fork($"{site.Id}/{i}"), simulated, sharedOnly, perHectare);
        }

        _plots++;
        for (int k = 0; k < draws; k++)
        {
            _sharedSum[k] += sharedOnly[k];
        }

        double deviation = draws > 1 && count > 0 ? new DrawSummary(simulated).Deviation.Magnitude : 0;
        double shared = draws > 1 && count > 0 ? new DrawSummary(sharedOnly).Deviation.Magnitude : 0;
        Estimate estimate = new(agb, Unit.MegagramPerHectare, new StandardError(deviation), double.PositiveInfinity, "plot." + allometry.Kind);
        return new PlotValue(
            site.Id, site.X, site.Y, count, stems, basalArea, allometry.Kind == AllometryKind.JapanInventory ? volume : double.NaN, estimate,
            new StandardError(shared), bgb, carbon, site.InsideShare);
    }

    /// <summary>Standard error of the mean over all plots that comes from the shared factors alone, Mg/ha.</summary>
    public StandardError MeanErrorShared()
        => _plots == 0 || draws < 2 ? new StandardError(0) : new StandardError(new DrawSummary(_sharedSum).Deviation.Magnitude / _plots);

    private void Simulate(
        in Tree tree, double height, double heightError, InventoryFactors factors, double factor, RandomStream own, double[] simulated,
        double[] sharedOnly, double perHectare)
    {
        if (draws < 2)
        {
            return;
        }

        // exp(s z - s^2/2) has mean 1; the shared draws are cached by name, so every plot sees the same ones.
        double spread = allometry.TreeDeviation(tree.Species), centre = -spread * spread / 2;
        double[] shared = SharedFactor(tree.Species);
        for (int k = 0; k < draws; k++)
        {
            double dbh = tree.DbhCentimetres * Math.Max(1 + (errors.DbhRelative * own.NextNormal()), 0.2);
            double tall = height * Math.Max(1 + (heightError * own.NextNormal()), 0.2);
            double kilograms = allometry.Kilograms(tree, dbh, tall, factors) * Math.Exp((spread * own.NextNormal()) + centre);
            simulated[k] += kilograms * factor / 1000 * shared[k];
            sharedOnly[k] += perHectare * shared[k];
        }
    }

    private readonly Dictionary<string, double[]> _factors = new(StringComparer.Ordinal);

    private double[] SharedFactor(TreeSpecies species)
    {
        string name = allometry.SharedName(species);
        if (!_factors.TryGetValue(name, out double[]? values))
        {
            _factors[name] = values = _shared.LogNormal(name, 1, allometry.SharedDeviation(species));
        }

        return values;
    }
}
