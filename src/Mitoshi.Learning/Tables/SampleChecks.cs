namespace Mitoshi.Learning;

/// <summary>What every trainer demands of its samples.</summary>
internal static class SampleChecks
{
    public static void EnoughSamples(int rowCount, int featureCount)
    {
        if (rowCount < 2 || featureCount < 1)
        {
            throw new MitoshiException("learning.too_few_samples",
                found: ($"{rowCount} samples of {featureCount} features", $"標本が{rowCount}個、特徴量が{featureCount}個です"),
                expected: ("at least 2 samples and 1 feature", "2個以上の標本と1個以上の特徴量"),
                remedy: ("Check that the plots lie on the map and that the inputs are not all no-data there", "調査区が地図の範囲内にあり、そこで入力がすべて欠測ではないことを確認してください"));
        }
    }

    public static void FiniteLabels(ReadOnlySpan<float> labels)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if (!float.IsFinite(labels[row]))
            {
                throw new MitoshiException("learning.bad_label",
                    found: ($"the label of sample {row} is {labels[row]}", $"標本{row}のラベルが{labels[row]}です"),
                    expected: ("a finite number for every sample", "すべての標本に有限の数"),
                    remedy: ("Leave out samples without a label before training", "ラベルのない標本を学習前に除いてください"));
            }
        }
    }
}
