namespace Mitoshi.Raster;

/// <summary>One band of something, aligned to a grid.</summary>
/// <param name="Name">Short name, for example <c>hv_power</c>.</param>
/// <param name="Unit">Unit of its values; <c>1</c> for a pure number, empty when it isn't known.</param>
public sealed record Layer(string Name, string Unit = "1");
