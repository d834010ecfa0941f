using Mitoshi.Learning.Bits;

namespace Mitoshi.Learning;

/// <summary>A table as bytes: for a numeric feature how many of its candidate thresholds lie below the value, for classes the place of the class; 255 is missing.</summary>
internal sealed class BinnedTable
{
    private readonly byte[] _codes;
    private readonly float[][] _thresholds;
    private readonly int[]?[] _classes;

    public BinnedTable(FeatureTable table)
    {
        RowCount = table.RowCount;
        _codes = new byte[checked(table.FeatureCount * table.RowCount)];
        _thresholds = new float[table.FeatureCount][];
        _classes = new int[table.FeatureCount][];
        for (int feature = 0; feature < table.FeatureCount; feature++)
        {
            Span<byte> codes = _codes.AsSpan(feature * RowCount, RowCount);
            if (table.IsCategorical(feature))
            {
                SortedSet<int> classes = [];
                foreach (float value in table.Column(feature))
                {
                    if (value is > -1 and < int.MaxValue)
                    {
                        classes.Add((int)value);
                    }
                }

                _classes[feature] = [.. classes];
                _thresholds[feature] = [];
                new ClassPlane(feature, classes).Encode(table.Column(feature), codes);
            }
            else
            {
                _thresholds[feature] = Candidates(table.Column(feature));
                new ThresholdPlane(feature, _thresholds[feature]).Encode(table.Column(feature), codes, KernelPaths.Best);
            }
        }
    }

    public int RowCount { get; }

    public int FeatureCount => _thresholds.Length;

    public ReadOnlySpan<byte> Codes(int feature) => _codes.AsSpan(feature * RowCount, RowCount);

    /// <summary>The classes of a categorical feature, ascending; null for a numeric one.</summary>
    public int[]? Classes(int feature) => _classes[feature];

    /// <summary>The threshold above a code: values with this code or less go left. Beyond the last one is infinity: only missing values go right.</summary>
    public double Threshold(int feature, int code) => code < _thresholds[feature].Length ? _thresholds[feature][code] : double.PositiveInfinity;

    // Midpoints between neighbouring distinct values; with more of them than a byte counts, those at even steps of the sorted samples.
    private static float[] Candidates(ReadOnlySpan<float> column)
    {
        float[] sorted = column.ToArray();
        sorted = Array.FindAll(sorted, value => !float.IsNaN(value));
        Array.Sort(sorted);
        int distinct = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            distinct += i == 0 || sorted[i] > sorted[i - 1] ? 1 : 0;
        }

        bool takesAll = distinct <= ThresholdPlane.ThresholdsMax + 1;
        List<float> thresholds = [];
        double due = 0, step = sorted.Length / (ThresholdPlane.ThresholdsMax + 1.0);
        for (int i = 1; i < sorted.Length && thresholds.Count < ThresholdPlane.ThresholdsMax; i++)
        {
            if (sorted[i] > sorted[i - 1] && (takesAll || i >= due + step))
            {
                float middle = (float)((sorted[i - 1] + (double)sorted[i]) / 2);
                thresholds.Add(middle < sorted[i] ? middle : sorted[i - 1]);
                due = takesAll ? 0 : Math.Max(due + step, i);
            }
        }

        return [.. thresholds];
    }
}
