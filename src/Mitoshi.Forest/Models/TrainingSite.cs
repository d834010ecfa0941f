using Mitoshi.Forest.Features;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Models;

/// <summary>A site that is ready to train on: its scenes, its labels, how its scenes are moved.</summary>
/// <param name="Name">Name.</param>
/// <param name="Cube">Scenes.</param>
/// <param name="Agb">Reference AGB in Mg/ha, rows × columns, NaN is unknown; empty when plots are the reference.</param>
/// <param name="Height">Reference canopy height in metres, or null.</param>
internal sealed record TrainingSite(string Name, ICube Cube, float[] Agb, float[]? Height)
{
    /// <summary>Fits the shifts of the scenes to the reference, or to a part of it; null to take scenes as they lie.</summary>
    public SceneRegistration? Registration { get; init; }

    /// <summary>Plots instead of a raster.</summary>
    public PlotLabels? Plots { get; init; }

    /// <summary>Shifts that see the whole reference: those of the final model.</summary>
    public SceneShifts Shifts { get; init; } = SceneShifts.None;

    /// <summary>The site with shifts that never saw one fold's labels.</summary>
    /// <param name="folds">Fold of every pixel.</param>
    /// <param name="fold">The fold that is held out.</param>
    public TrainingSite WithoutFold(int[] folds, int fold)
        => Registration is null ? this : this with { Shifts = Registration.ToReference(Agb, [.. folds.Select(own => own != fold)]) };
}
