namespace Mitoshi.Statistics;

/// <summary>Agreement of predictions with the reference.</summary>
/// <param name="Count">n.</param>
/// <param name="Rmse">Root mean squared error, in the unit of the values.</param>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Bias">Mean of prediction - reference.</param>
/// <param name="RSquared">1 - SSE / SST; may be negative. Not the squared correlation.</param>
/// <param name="CorrelationSquared">Squared Pearson correlation.</param>
/// <param name="MapePercent">Mean absolute percentage error over references above the floor; NaN when there is none.</param>
/// <param name="RmsePercent">RMSE in percent of the mean reference.</param>
/// <param name="ErrorDeviation">Standard deviation of the errors, with n - 1.</param>
public sealed record MapAccuracy(
    int Count, double Rmse, double Mae, double Bias, double RSquared, double CorrelationSquared, double MapePercent, double RmsePercent,
    StandardDeviation ErrorDeviation)
{
    /// <summary>Computes all of them.</summary>
    /// <param name="reference">Reference values, length n of at least 2.</param>
    /// <param name="prediction">Predictions.</param>
    /// <param name="referenceFloor">MAPE uses references above this; state it.</param>
    /// <exception cref="MitoshiException"><c>statistics.too_few</c>, <c>statistics.shape_mismatch</c>, <c>statistics.not_finite</c>.</exception>
    public static MapAccuracy Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> prediction, double referenceFloor = 0)
    {
        StatisticsErrors.RequireSameLength(reference.Length, prediction.Length, ("predictions", "予測値"));
        int n = reference.Length;
        if (n < 2)
        {
            throw StatisticsErrors.TooFew(("pairs of reference and prediction", "参照値と予測値の対"), n, 2);
        }

        StatisticsErrors.RequireFinite(reference, ("reference", "参照値"));
        StatisticsErrors.RequireFinite(prediction, ("predictions", "予測値"));
        double referenceMean = SampleMoments.Mean(reference), predictionMean = SampleMoments.Mean(prediction);
        double squares = 0, absolute = 0, bias = 0, sst = 0, ssp = 0, cross = 0, relative = 0;
        int relativeCount = 0;
        double[] errors = new double[n];
        for (int i = 0; i < n; i++)
        {
            double error = prediction[i] - reference[i], dr = reference[i] - referenceMean, dp = prediction[i] - predictionMean;
            errors[i] = error;
            squares += error * error;
            absolute += Math.Abs(error);
            bias += error;
            sst += dr * dr;
            ssp += dp * dp;
            cross += dr * dp;
            if (reference[i] > referenceFloor)
            {
                relative += Math.Abs(error) / reference[i];
                relativeCount++;
            }
        }

        double rmse = Math.Sqrt(squares / n);
        return new MapAccuracy(
            n, rmse, absolute / n, bias / n, 1 - (squares / sst), cross * cross / (sst * ssp), 100 * relative / relativeCount,
            100 * rmse / referenceMean, new StandardDeviation(Math.Sqrt(SampleMoments.Variance(errors))));
    }
}
