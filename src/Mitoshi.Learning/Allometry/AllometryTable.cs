namespace Mitoshi.Learning;

/// <summary>Height allometries by class of forest (species, forest type), with one over all samples for classes that have too few.</summary>
/// <param name="ByClass">The classes with enough samples.</param>
/// <param name="Overall">The curve for every other class.</param>
public sealed record AllometryTable(IReadOnlyDictionary<int, HeightAllometry> ByClass, HeightAllometry Overall)
{
    /// <summary>Fits the table.</summary>
    /// <param name="classes">Class of each sample.</param>
    /// <param name="heightMetres">Height of each sample.</param>
    /// <param name="agbMgPerHa">Biomass of each sample.</param>
    /// <param name="samplesMin">A class with fewer samples than this takes the overall curve.</param>
    /// <exception cref="MitoshiException"><c>learning.too_few_samples</c> when not even the overall curve can be fitted.</exception>
    public static AllometryTable Fit(ReadOnlySpan<int> classes, ReadOnlySpan<double> heightMetres, ReadOnlySpan<double> agbMgPerHa, int samplesMin = 20)
    {
        Require.SameLength(classes.Length, heightMetres.Length, nameof(heightMetres));
        HeightAllometry overall = HeightAllometry.Fit(heightMetres, agbMgPerHa);
        SortedDictionary<int, (List<double> Heights, List<double> Agb)> samples = [];
        for (int i = 0; i < classes.Length; i++)
        {
            if (!samples.TryGetValue(classes[i], out (List<double> Heights, List<double> Agb) own))
            {
                samples[classes[i]] = own = ([], []);
            }

            if (heightMetres[i] > 0 && agbMgPerHa[i] > 0)
            {
                own.Heights.Add(heightMetres[i]);
                own.Agb.Add(agbMgPerHa[i]);
            }
        }

        SortedDictionary<int, HeightAllometry> byClass = [];
        foreach ((int name, (List<double> heights, List<double> agb)) in samples)
        {
            if (heights.Count >= samplesMin && heights.Max() > heights.Min())
            {
                byClass[name] = HeightAllometry.Fit([.. heights], [.. agb]);
            }
        }

        return new AllometryTable(byClass, overall);
    }

    /// <summary>The curve of a class.</summary>
    public HeightAllometry Of(int forestClass) => ByClass.GetValueOrDefault(forestClass, Overall);
}
