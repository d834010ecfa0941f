namespace Mitoshi.Learning;

/// <summary>
/// Samples by feature, stored planar (features × rows) as a <see cref="Block"/> is, <c>float32</c>, NaN is "missing". A categorical feature
/// holds non-negative whole numbers that name classes; their order means nothing.
/// </summary>
public sealed class FeatureTable
{
    private readonly float[] _values;
    private readonly bool[] _isCategorical;

    /// <summary>Wraps planar values without copying them.</summary>
    /// <param name="names">Name of each feature, each once.</param>
    /// <param name="planarValues">Features × rows; the values of one feature stand together.</param>
    /// <param name="rowCount">Number of samples.</param>
    /// <param name="categorical">Names of the features that are classes.</param>
    /// <exception cref="ArgumentException">The length is not features × rows, a name comes twice, or a categorical name is not a feature.</exception>
    public FeatureTable(IReadOnlyList<string> names, float[] planarValues, int rowCount, IReadOnlyCollection<string>? categorical = null)
    {
        Require.SameLength(checked(names.Count * rowCount), planarValues.Length, nameof(planarValues));
        Names = [.. names];
        RowCount = rowCount;
        _values = planarValues;
        _isCategorical = new bool[names.Count];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!seen.Add(name))
            {
                throw new ArgumentException($"feature {name} comes twice", nameof(names));
            }
        }

        foreach (string name in categorical ?? [])
        {
            int index = IndexOf(name);
            if (index < 0)
            {
                throw new ArgumentException($"{name} is not a feature", nameof(categorical));
            }

            _isCategorical[index] = true;
        }
    }

    /// <summary>Name of each feature.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of samples.</summary>
    public int RowCount { get; }

    /// <summary>Number of features.</summary>
    public int FeatureCount => Names.Count;

    /// <summary>All values, feature after feature.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>True for a feature whose values are classes.</summary>
    public bool IsCategorical(int featureIndex) => _isCategorical[featureIndex];

    /// <summary>Names of the features that are classes.</summary>
    public IReadOnlyList<string> CategoricalNames
    {
        get
        {
            List<string> names = [];
            for (int feature = 0; feature < FeatureCount; feature++)
            {
                if (_isCategorical[feature])
                {
                    names.Add(Names[feature]);
                }
            }

            return names;
        }
    }

    /// <summary>The values of one feature, one per sample.</summary>
    public ReadOnlySpan<float> Column(int featureIndex) => _values.AsSpan(featureIndex * RowCount, RowCount);

    /// <summary>Place of a feature, or -1.</summary>
    public int IndexOf(string name)
    {
        for (int feature = 0; feature < Names.Count; feature++)
        {
            if (string.Equals(Names[feature], name, StringComparison.Ordinal))
            {
                return feature;
            }
        }

        return -1;
    }

    /// <summary>Makes a table from samples that stand row by row (rows × features).</summary>
    /// <exception cref="ArgumentException">The length is not rows × features.</exception>
    public static FeatureTable FromRows(IReadOnlyList<string> names, ReadOnlySpan<float> rowMajorValues, IReadOnlyCollection<string>? categorical = null)
    {
        int featureCount = names.Count, rowCount = featureCount == 0 ? 0 : rowMajorValues.Length / featureCount;
        Require.SameLength(rowCount * featureCount, rowMajorValues.Length, nameof(rowMajorValues));
        float[] planar = new float[rowMajorValues.Length];
        for (int row = 0; row < rowCount; row++)
        {
            for (int feature = 0; feature < featureCount; feature++)
            {
                planar[(feature * rowCount) + row] = rowMajorValues[(row * featureCount) + feature];
            }
        }

        return new FeatureTable(names, planar, rowCount, categorical);
    }

    /// <summary>The given samples, in the given order; one may come more than once.</summary>
    public FeatureTable SelectRows(ReadOnlySpan<int> rows)
    {
        float[] planar = new float[checked(FeatureCount * rows.Length)];
        for (int feature = 0; feature < FeatureCount; feature++)
        {
            ReadOnlySpan<float> from = Column(feature);
            Span<float> to = planar.AsSpan(feature * rows.Length, rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                to[i] = from[rows[i]];
            }
        }

        return new FeatureTable(Names, planar, rows.Length, CategoricalNames);
    }

    /// <summary>The given features, in the given order.</summary>
    /// <exception cref="ArgumentException">A name is not a feature.</exception>
    public FeatureTable SelectFeatures(IReadOnlyList<string> names)
    {
        float[] planar = new float[checked(names.Count * RowCount)];
        List<string> categorical = [];
        for (int i = 0; i < names.Count; i++)
        {
            int feature = IndexOf(names[i]);
            if (feature < 0)
            {
                throw new ArgumentException($"{names[i]} is not a feature", nameof(names));
            }

            Column(feature).CopyTo(planar.AsSpan(i * RowCount));
            if (_isCategorical[feature])
            {
                categorical.Add(names[i]);
            }
        }

        return new FeatureTable(names, planar, RowCount, categorical);
    }
}
