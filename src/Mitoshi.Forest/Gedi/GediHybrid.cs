using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Hybrid estimate of mean biomass from L4A shots: tracks are the clusters, the models' covariances the second part of the variance.</summary>
internal static class GediHybrid
{
    /// <returns>Null with fewer than two tracks.</returns>
    /// <remarks>Source: Patterson et al. 2019, Environ. Res. Lett. 14:065007; Ståhl et al. 2016, For. Ecosyst. 3:5.</remarks>
    public static HybridEstimate? Mean(IReadOnlyList<Footprint> shots)
    {
        SortedDictionary<string, List<double>> tracks = new(StringComparer.Ordinal);
        SortedDictionary<string, (double[] Gradient, double[,] Covariance)> fits = new(StringComparer.Ordinal);
        int count = 0;
        foreach (Footprint shot in shots)
        {
            if (shot.Recomputed is not { } biomass || GediModel.TryFind(shot.Stratum) is not { } model)
            {
                continue;
            }

            string track = shot.Granule + "/" + shot.Beam;
            if (!tracks.TryGetValue(track, out List<double>? values))
            {
                tracks[track] = values = [];
            }

            values.Add(biomass.Agbd);
            count++;
            double[] gradient = model.Gradient([.. shot.Predictors]);
            if (fits.TryGetValue(model.FitStratum, out (double[] Gradient, double[,] Covariance) fit) && fit.Gradient.Length == gradient.Length)
            {
                for (int k = 0; k < gradient.Length; k++)
                {
                    fit.Gradient[k] += gradient[k];
                }
            }
            else
            {
                fits[model.FitStratum] = (gradient, model.Covariance);
            }
        }

        if (tracks.Count < 2)
        {
            return null;
        }

        double modelVariance = 0;
        foreach ((double[] gradient, double[,] covariance) in fits.Values)
        {
            modelVariance += SpatialMean.ParameterVariance([.. gradient.Select(sum => sum / count)], covariance);
        }

        return HybridEstimator.Mean([.. tracks.Values], modelVariance, Unit.MegagramPerHectare);
    }
}
