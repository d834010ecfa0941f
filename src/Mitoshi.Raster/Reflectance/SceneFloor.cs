namespace Mitoshi.Raster;

/// <summary>A scene and how dark it gets.</summary>
/// <param name="SceneName">Name for messages.</param>
/// <param name="Date">Day of acquisition.</param>
/// <param name="Level">From <see cref="ReflectanceFloor.Level"/>; NaN when no pixel was clear.</param>
public sealed record SceneFloor(string SceneName, DateOnly Date, double Level);
