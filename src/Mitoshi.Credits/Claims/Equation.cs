namespace Mitoshi.Credits;

/// <summary>An equation of a methodology, as the report prints it beside its result.</summary>
/// <param name="Number">Number in its source.</param>
/// <param name="Name">What it gives.</param>
/// <param name="Formula">In the symbols of the source.</param>
/// <param name="Mark">How well it is known.</param>
/// <param name="Source">Document and section.</param>
internal sealed record Equation(string Number, Text Name, string Formula, Mark Mark, string Source);
