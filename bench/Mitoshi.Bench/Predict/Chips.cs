using System.Runtime.InteropServices;
using Mitoshi.Learning;

namespace Mitoshi.Bench.Predict;

/// <summary>The chips' features, labels and folds, as the peer left them.</summary>
internal sealed class Chips
{
    private const int Side = 256, Cell = 4;

    // Shares of a circle of 17.84 m in the 4 x 4 pixels of 10 m around its centre; a quarter, the rest by symmetry.
    private static readonly double[,] CircleQuarter = { { 0.0128495, 0.0685683 }, { 0.0685683, 0.1000139 } };

    public Chips(string folder)
    {
        Labels = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, "labels.f32"))).ToArray();
        Folds = File.ReadAllBytes(Path.Combine(folder, "folds.u8"));
        float[] planar = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, "features.f32"))).ToArray();
        Table = new FeatureTable([.. Enumerable.Range(0, planar.Length / Labels.Length).Select(i => $"f{i}")], planar, Labels.Length);
    }

    public FeatureTable Table { get; }

    public float[] Labels { get; }

    public byte[] Folds { get; }

    public int[] RowsWhere(Func<byte, bool> fold) => [.. Enumerable.Range(0, Labels.Length).Where(row => fold(Folds[row]))];

    /// <summary>One sample per 0.1 ha circle: area-weighted means of features and label; NaN where a pixel of it has no value.</summary>
    public (FeatureTable Table, float[] Labels, byte[] Folds) ToCircles()
    {
        int columns = Side / Cell, circles = Labels.Length / (Cell * Cell);
        float[] planar = new float[Table.FeatureCount * circles], labels = new float[circles];
        byte[] folds = new byte[circles];
        for (int circle = 0; circle < circles; circle++)
        {
            int row = circle / columns * Cell, column = circle % columns * Cell;
            labels[circle] = MeanOfCircle(Labels, row, column);
            folds[circle] = Folds[(row * Side) + column];
            for (int feature = 0; feature < Table.FeatureCount; feature++)
            {
                planar[(feature * circles) + circle] = MeanOfCircle(Table.Column(feature), row, column);
            }
        }

        return (new FeatureTable(Table.Names, planar, circles), labels, folds);
    }

    private static float MeanOfCircle(ReadOnlySpan<float> pixels, int row, int column)
    {
        double mean = 0;
        for (int i = 0; i < Cell * Cell; i++)
        {
            int r = i / Cell, c = i % Cell;
            mean += CircleQuarter[Math.Min(r, 3 - r), Math.Min(c, 3 - c)] * pixels[((row + r) * Side) + column + c];
        }

        return (float)mean;
    }

    /// <summary>Root mean square error at the pixel and at the 0.1 ha circle.</summary>
    public (double Pixel, double Circle) Rmse(float[] prediction)
    {
        double pixelSum = 0, circleSum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            pixelSum += Math.Pow(prediction[i] - Labels[i], 2);
        }

        int circles = 0;
        for (int row = 0; row < prediction.Length / Side; row += Cell)
        {
            for (int column = 0; column < Side; column += Cell, circles++)
            {
                double error = MeanOfCircle(prediction, row, column) - (double)MeanOfCircle(Labels, row, column);
                circleSum += error * error;
            }
        }

        return (Math.Sqrt(pixelSum / prediction.Length), Math.Sqrt(circleSum / circles));
    }
}
