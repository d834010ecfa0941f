namespace Mitoshi.Core;

/// <summary>A number with its uncertainty and how it was obtained.</summary>
/// <param name="Value">Point estimate.</param>
/// <param name="Unit">Unit of the value and of its error.</param>
/// <param name="Error">Standard error.</param>
/// <param name="DegreesOfFreedom">For Student's t; positive infinity when the normal quantile applies.</param>
/// <param name="Method">Name of the estimator, for example <c>greg.g_weight</c>.</param>
public sealed record Estimate(double Value, Unit Unit, StandardError Error, double DegreesOfFreedom, string Method);
