namespace Mitoshi.Learning;

/// <summary>Error within one class of truth or of prediction.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Count">Samples in it.</param>
/// <param name="Bias">Mean of prediction - truth; NaN when the class is empty.</param>
/// <param name="Rmse">Root mean squared error; NaN when the class is empty.</param>
public sealed record ClassScore(string Class, int Count, double Bias, double Rmse);

/// <summary>Scores by class. Bias by class of truth cannot vanish at R² below 1 (regression to the mean); bias by class of prediction can and should.</summary>
public static class ClassScores
{
    /// <summary>Scores for each class of <paramref name="by"/>.</summary>
    /// <param name="truth">Reference values, length n.</param>
    /// <param name="prediction">Predictions.</param>
    /// <param name="by">Decides the class: the truth or the prediction.</param>
    /// <param name="classes">The classes.</param>
    public static IReadOnlyList<ClassScore> Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> prediction, ReadOnlySpan<double> by, ValueClasses classes)
    {
        Require.SameLength(truth.Length, prediction.Length, nameof(prediction));
        Require.SameLength(truth.Length, by.Length, nameof(by));
        int[] counts = new int[classes.Count];
        double[] errors = new double[classes.Count], squares = new double[classes.Count];
        for (int i = 0; i < truth.Length; i++)
        {
            int index = classes.Of(by[i]);
            double error = prediction[i] - truth[i];
            counts[index]++;
            errors[index] += error;
            squares[index] += error * error;
        }

        ClassScore[] scores = new ClassScore[classes.Count];
        for (int index = 0; index < scores.Length; index++)
        {
            scores[index] = new ClassScore(classes.Name(index), counts[index], errors[index] / counts[index], Math.Sqrt(squares[index] / counts[index]));
        }

        return scores;
    }
}
