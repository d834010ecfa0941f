namespace Mitoshi.Credits;

/// <summary>A number that a methodology takes from a document.</summary>
/// <param name="Key">Its name in the table.</param>
/// <param name="Written">The value as the table prints it.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Mark">How well it is known.</param>
/// <param name="Citation">Document and place.</param>
internal sealed record Factor(string Key, string Written, string Unit, Mark Mark, string Citation)
{
    /// <summary>Standard error of the value; zero when none is stated.</summary>
    public decimal StandardError { get; init; }

    /// <summary>The exact value.</summary>
    public decimal Value => decimal.Parse(Written, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The factor as an input of a line.</summary>
    public ClaimInput As(string symbol, Text name) => new(symbol, name, Value, new Unit(Unit), Citation, Mark);
}
