namespace Mitoshi.Credits.Vcs.Vm0047;

/// <summary>Conditions of the area-based approach, the donor pool and the census (mark C).</summary>
internal static class AreaConditions
{
    private static readonly FactorTable Factors = AreaBased.Factors;

    /// <summary>At least 30 plots of 0.01 to 10 ha, at least 75 % inside.</summary>
    public static void RequirePlots(decimal plotCount, decimal? plotHectares, decimal? shareInside)
    {
        decimal least = Factors["min_project_plots"].Value;
        if (plotHectares is decimal hectares && (hectares < Factors["plot_min"].Value || hectares > Factors["plot_max"].Value))
        {
            throw Refusal.OutOfRange(($"plots of {hectares} ha", $"{hectares} haのプロット"), ("0.01 to 10 ha", "0.01から10 ha"));
        }

        if (shareInside is < 0.75m)
        {
            throw Refusal.NotApplicable(($"a plot with {shareInside:P0} of its area inside", $"境界内が{shareInside:P0}のプロット"), ("at least 75 % inside", "75 %以上が境界内"));
        }

        if (plotCount < least)
        {
            throw Refusal.SampleTooSmall(($"{plotCount} project plots", $"プロジェクトのプロット{plotCount}個"), ($"at least {least}", $"{least}個以上"));
        }
    }

    /// <summary>Land use that the approach excludes.</summary>
    public static void RequireLand(bool wasManagedForest, decimal? soilInversionCentimetres, bool hasSoilAtStart)
    {
        if (wasManagedForest)
        {
            throw Refusal.NotApplicable(("managed forest within the last 10 years", "過去10年以内の管理林"), ("land that was not", "それ以外の土地"));
        }

        if (soilInversionCentimetres > 25 && !hasSoilAtStart)
        {
            throw Refusal.NotApplicable(($"soil turned over to {soilInversionCentimetres} cm without a measurement before", $"事前の測定なしに{soilInversionCentimetres} cmまで土壌を反転"),
                ("up to 25 cm, or a measurement at t = 0", "25 cmまで、または開始時の測定"));
        }
    }

    /// <summary>The donor pool reaches 100 km, and 100 km more for each widening after a failed balance.</summary>
    public static void RequireDonorRadius(decimal radiusKilometres, int widenedSteps)
    {
        decimal most = Factors["donor_radius"].Value * (1 + widenedSteps);
        if (radiusKilometres < 0 || widenedSteps < 0 || radiusKilometres > most)
        {
            throw Refusal.OutOfRange(($"a donor radius of {radiusKilometres} km after {widenedSteps} widenings", $"{widenedSteps}回拡大後の対照範囲{radiusKilometres} km"), ($"at most {most} km", $"{most} km以下"));
        }
    }

    /// <summary>Census units: at most 50 per hectare, pro rata.</summary>
    public static void RequireDensity(decimal areaHectares, decimal units)
    {
        decimal most = Factors["census_density_max"].Value * Check.NotNegative(areaHectares, "area");
        if (Check.NotNegative(units, "units") > most)
        {
            throw Refusal.NotApplicable(($"{units} units on {areaHectares} ha", $"{areaHectares} haに{units}単位"), ($"at most {most}", $"{most}以下"));
        }
    }

    /// <summary>Census units must be told apart: spacing at least the accuracy of their positions.</summary>
    public static void RequireIdentifiable(decimal positionAccuracyMetres, decimal spacingMetres)
    {
        if (spacingMetres < positionAccuracyMetres)
        {
            throw Refusal.NotApplicable(($"spacing {spacingMetres} m below the position accuracy of {positionAccuracyMetres} m", $"間隔{spacingMetres} mが測位精度{positionAccuracyMetres} mより小さい"),
                ("a spacing of at least the accuracy", "測位精度以上の間隔"));
        }
    }

    /// <summary>Additional where the practice is adopted by less than 15 %.</summary>
    public static bool IsUncommon(decimal adoptionRate) => Check.Fraction(adoptionRate, "adoption rate") < Factors["common_practice"].Value;

    /// <summary>Leakage of the area-based approach is assessed by VMD0054, never assumed; the census approach has none.</summary>
    public static void RequireLeakage(string approach, string? leakage)
    {
        if (approach != "census" && leakage is null or "assumed_de_minimis" or "not_assessed" or "assumed_zero")
        {
            throw Refusal.LeakageNotAssessed(($"leakage {leakage ?? "absent"} in the area-based approach", $"面積法でリーケージが「{leakage ?? "なし"}」"));
        }
    }
}
