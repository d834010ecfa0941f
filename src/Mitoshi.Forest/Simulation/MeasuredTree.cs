namespace Mitoshi.Forest.Simulation;

/// <summary>A tree as the crew writes it down.</summary>
/// <param name="DiameterCentimetres">At breast height, to a millimetre.</param>
/// <param name="HeightMetres">With an error of 3 %, to a decimetre.</param>
/// <param name="CircleHectares">Area of the circle on which trees of its size are measured; its reciprocal expands the tree to a hectare.</param>
internal readonly record struct MeasuredTree(double DiameterCentimetres, double HeightMetres, double CircleHectares);
