using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>How far a scene must be moved to lie on the reference.</summary>
/// <param name="Scene">Name of the scene: role with orbit, or role with date or month.</param>
/// <param name="Rows">Pixels down.</param>
/// <param name="Columns">Pixels to the right.</param>
/// <param name="RSquared">Share of the reference's fine structure that the moved scene explains.</param>
/// <param name="RSquaredUnmoved">The same without moving it.</param>
public sealed record SceneShift(string Scene, double Rows, double Columns, double RSquared, double RSquaredUnmoved);

/// <summary>
/// Shifts of the scenes of one site. Radar is displaced in range by what its elevation model leaves out, optical scenes by up to a pixel and more
/// along the track; a shift of two pixels halves what a radar pixel says about the trees on it.
/// </summary>
/// <param name="Scenes">Scenes that move; all others stay.</param>
public sealed record SceneShifts(IReadOnlyList<SceneShift> Scenes)
{
    /// <summary>Nothing moves.</summary>
    public static SceneShifts None { get; } = new([]);

    /// <summary>The scene that a layer belongs to: radar by orbit, optical by date or month; null for layers that are never moved.</summary>
    public static string? SceneOf(CubeLayer layer) => layer.Role switch
    {
        LayerRole.Sentinel1 => $"sentinel1_{layer.Orbit}",
        LayerRole.Sentinel2 or LayerRole.Landsat or LayerRole.Palsar
            => $"{layer.Role.ToString().ToLowerInvariant()}_{layer.Date?.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture) ?? (layer.Month is { } month ? $"m{month:00}" : "all")}",
        _ => null,
    };

    /// <summary>Pixels that a layer moves.</summary>
    public (double Rows, double Columns) Of(CubeLayer layer)
    {
        string? scene = SceneOf(layer);
        foreach (SceneShift shift in Scenes)
        {
            if (string.Equals(shift.Scene, scene, StringComparison.Ordinal))
            {
                return (shift.Rows, shift.Columns);
            }
        }

        return (0, 0);
    }
}
