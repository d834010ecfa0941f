namespace Mitoshi.Tiles;

/// <summary>Values that become the darkest and the brightest colour.</summary>
/// <param name="Min">Darkest.</param>
/// <param name="Max">Brightest; not <paramref name="Min"/>.</param>
public readonly record struct Stretch(double Min, double Max);
