namespace Mitoshi.Forest;

/// <summary>One shot of GEDI over a circle of about 25 m.</summary>
public sealed record Footprint
{
    /// <summary>Number of the shot, unique over the mission.</summary>
    public required ulong Shot { get; init; }

    /// <summary>Granule file that it came from.</summary>
    public required string Granule { get; init; }

    /// <summary>Beam, for example <c>BEAM0101</c>.</summary>
    public required string Beam { get; init; }

    /// <summary>Degrees east, WGS 84.</summary>
    public required double Longitude { get; init; }

    /// <summary>Degrees north.</summary>
    public required double Latitude { get; init; }

    /// <summary>Height of the ground above the ellipsoid, m.</summary>
    public double ElevationMetres { get; init; } = double.NaN;

    /// <summary>Seconds since 2018-01-01.</summary>
    public double DeltaTime { get; init; } = double.NaN;

    /// <summary>RH98, m: from L2A, or back from the predictors of L4A.</summary>
    public double Rh98Metres { get; init; } = double.NaN;

    /// <summary>Relative heights 0 to 100 %, m; null for L4A.</summary>
    public IReadOnlyList<double>? RelativeHeights { get; init; }

    /// <summary>L4A stratum; empty for L2A.</summary>
    public string Stratum { get; init; } = string.Empty;

    /// <summary>Transformed predictors of L4A, as many as the model has; empty for L2A.</summary>
    public IReadOnlyList<double> Predictors { get; init; } = [];

    /// <summary>Biomass as the product gives it, Mg/ha; NaN for L2A or no value.</summary>
    public double Agbd { get; init; } = double.NaN;

    /// <summary>Biomass in the model's square-root space as the product gives it (agbd_t); NaN for L2A or no value.</summary>
    public double Transformed { get; init; } = double.NaN;

    /// <summary>Biomass recomputed from predictors and model.</summary>
    public GediBiomass? Recomputed { get; init; }

    /// <summary>Beam sensitivity, 0 to 1.</summary>
    public required double Sensitivity { get; init; }

    /// <summary>1 when the product calls the shot good (l4_quality_flag, or quality_flag of L2A).</summary>
    public required int Quality { get; init; }

    /// <summary>Not 0 while pointing or positioning was degraded.</summary>
    public required int Degrade { get; init; }

    /// <summary>predictor_limit_flag; 255 = not filled.</summary>
    public int PredictorLimit { get; init; } = 255;

    /// <summary>response_limit_flag; 255 = not filled.</summary>
    public int ResponseLimit { get; init; } = 255;

    /// <summary>Sun above the horizon, degrees; negative at night.</summary>
    public double SolarElevation { get; init; } = double.NaN;
}
