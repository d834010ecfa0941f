namespace Mitoshi.Forest;

/// <summary>Whether the models reproduce what the product says.</summary>
internal static class ProductCheck
{
    /// <summary>Largest relative difference of biomass over all shots that have some, each set of coefficients with its lost digits recovered.</summary>
    public static double Worst(IReadOnlyList<Footprint> shots)
    {
        double worst = 0;
        foreach (IGrouping<string, Footprint> fit in shots.Where(shot => shot.Recomputed is not null && shot.Agbd >= 0)
            .GroupBy(shot => string.Join(' ', GediModel.Find(shot.Stratum).Parameters)))
        {
            GediModel recovered = LostDigits.Recover(GediModel.Find(fit.First().Stratum),
                fit.Where(shot => double.IsFinite(shot.Transformed)).Select(shot => (shot.Predictors, shot.Transformed)));
            foreach (Footprint shot in fit)
            {
                GediModel model = GediModel.Find(shot.Stratum).With([.. recovered.Parameters]);
                double agbd = model.FromPredictors([.. shot.Predictors.Select(stored => LostDigits.Predictor(stored, out _))]).Agbd;
                double difference = Math.Abs(agbd - shot.Agbd);
                worst = Math.Max(worst, difference == 0 ? 0 : difference / shot.Agbd);
            }
        }

        return worst;
    }
}
