namespace Mitoshi.Forest;

/// <summary>Why a shot was left out; the first reason that holds counts.</summary>
public enum GediReason
{
    /// <summary>Kept.</summary>
    Kept,

    /// <summary>Outside the bounds.</summary>
    OutsideBounds,

    /// <summary>No biomass or height (fill value).</summary>
    NoValue,

    /// <summary>The product's quality flag is not 1.</summary>
    LowQuality,

    /// <summary>Pointing or positioning was degraded.</summary>
    Degraded,

    /// <summary>Sensitivity below the limit: the beam may not reach the ground.</summary>
    LowSensitivity,

    /// <summary>Predictors beyond those of the training data.</summary>
    BeyondPredictors,

    /// <summary>Biomass beyond that of the training data.</summary>
    BeyondResponse,

    /// <summary>Taken by day, when only night was asked for.</summary>
    Daylight,
}

/// <summary>Which shots may be used.</summary>
/// <param name="SensitivityMin">Smallest sensitivity outside the tropics, 0.95.</param>
/// <param name="SensitivityMinTropics">Smallest sensitivity between the tropics, 0.98.</param>
/// <param name="AllowsDegraded">True to keep shots with a degrade flag.</param>
/// <param name="NightOnly">True to leave out shots with the sun up.</param>
/// <param name="Bounds">West, south, east, north in degrees, or null.</param>
internal sealed record GediFilter(
    double SensitivityMin, double SensitivityMinTropics, bool AllowsDegraded, bool NightOnly, (double West, double South, double East, double North)? Bounds)
{
    private const double TropicDegrees = 23.44;

    public GediReason Judge(Footprint shot)
    {
        if (Bounds is { } box && !(shot.Longitude >= box.West && shot.Longitude <= box.East && shot.Latitude >= box.South && shot.Latitude <= box.North))
        {
            return GediReason.OutsideBounds;
        }

        bool isBiomass = shot.RelativeHeights is null;
        if (isBiomass ? double.IsNaN(shot.Agbd) : double.IsNaN(shot.Rh98Metres))
        {
            return GediReason.NoValue;
        }

        if (shot.Quality != 1)
        {
            return GediReason.LowQuality;
        }

        if (shot.Degrade != 0 && !AllowsDegraded)
        {
            return GediReason.Degraded;
        }

        double sensitivityMin = Math.Abs(shot.Latitude) <= TropicDegrees ? SensitivityMinTropics : SensitivityMin;
        if (!(shot.Sensitivity >= sensitivityMin))
        {
            return GediReason.LowSensitivity;
        }

        if (isBiomass && IsBeyondPredictors(shot))
        {
            return GediReason.BeyondPredictors;
        }

        if (isBiomass && IsBeyondResponse(shot))
        {
            return GediReason.BeyondResponse;
        }

        return NightOnly && shot.SolarElevation > 0 ? GediReason.Daylight : GediReason.Kept;
    }

    // 255 means that the flag was not filled; the model's own limits then decide.
    private static bool IsBeyondPredictors(Footprint shot)
    {
        if (shot.PredictorLimit != 255)
        {
            return shot.PredictorLimit is 1 or 2;
        }

        GediModel? model = GediModel.TryFind(shot.Stratum);
        for (int k = 0; model is not null && k < shot.Predictors.Count; k++)
        {
            if (shot.Predictors[k] > model.PredictorMax[k])
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBeyondResponse(Footprint shot)
        => shot.ResponseLimit != 255 ? shot.ResponseLimit is 1 or 2 : GediModel.TryFind(shot.Stratum) is { } model && shot.Agbd > model.ResponseMax;
}
