namespace Mitoshi.Learning;

/// <summary>Refuses settings outside their limits before LightGBM sees them: it prints its own refusals to the terminal.</summary>
internal static class BoostingChecks
{
    public static void Check(BoostingSettings settings, FeatureTable table)
    {
        Limit("rounds", settings.Rounds, settings.Rounds >= 1, "1 or more", "1以上");
        Limit("learning rate", settings.LearningRate, settings.LearningRate is > 0 and <= 1, "above 0 and at most 1", "0より大きく1以下");
        Limit("leaves", settings.Leaves, settings.Leaves is >= 2 and <= 131072, "2 to 131072", "2～131072");
        Limit("fewest samples of a leaf", settings.LeafSamplesMin, settings.LeafSamplesMin >= 1, "1 or more", "1以上");
        Limit("L2 penalty", settings.L2, settings.L2 is >= 0 and < double.PositiveInfinity, "0 or more", "0以上");
        Limit("bins", settings.Bins, settings.Bins is >= 2 and <= 65535, "2 to 65535", "2～65535");
        Limit("feature fraction", settings.FeatureFraction, settings.FeatureFraction is > 0 and <= 1, "above 0 and at most 1", "0より大きく1以下");
        Limit("bagging fraction", settings.BaggingFraction, settings.BaggingFraction is > 0 and <= 1, "above 0 and at most 1", "0より大きく1以下");
        Limit("quantile", settings.Quantile, settings.Quantile is > 0 and < 1, "between 0 and 1", "0と1の間");
        foreach ((string name, int direction) in settings.Monotone)
        {
            bool isNumeric = table.IndexOf(name) is int feature and >= 0 && !table.IsCategorical(feature);
            Limit($"monotone direction of {name}", direction, isNumeric && direction is >= -1 and <= 1, "-1, 0 or 1, of a numeric feature", "数値の特徴量に対する-1、0、1");
        }
    }

    private static void Limit(string setting, double found, bool isWithin, string expectedEn, string expectedJa)
    {
        if (!isWithin)
        {
            throw new MitoshiException("learning.bad_setting",
                found: ($"{setting} is {found}", $"{setting}が{found}です"),
                expected: (expectedEn, expectedJa),
                remedy: ("Correct this setting of the model", "モデルのこの設定を直してください"));
        }
    }
}
