namespace Mitoshi.Core;

/// <summary>
/// A quantity of credits that a project asks for, with everything it rests on. Credits makes it, the verifier signs its
/// <see cref="ClaimJson.Sha256(Claim)"/>, the registry issues only that hash.
/// </summary>
public sealed record Claim
{
    /// <summary>Identifier of the project, as in serial numbers: letters, digits and <c>_</c>.</summary>
    public required string Project { get; init; }

    /// <summary>Name of the project.</summary>
    public required Text Name { get; init; }

    /// <summary>Programme: <c>JCM</c>, <c>ART</c>, <c>VCS</c>, <c>J-Credit</c>, <c>CDM</c>.</summary>
    public required string Programme { get; init; }

    /// <summary>Methodology: <c>KH_AM004</c>, <c>VM0047</c>.</summary>
    public required string Methodology { get; init; }

    /// <summary>Version of the methodology.</summary>
    public required string MethodologyVersion { get; init; }

    /// <summary>First day of the period.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Day after the last one; the period is half open.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Year that the units carry.</summary>
    public required int Vintage { get; init; }

    /// <summary>Carbon pools: <c>agb</c>, <c>bgb</c>, <c>deadwood</c>, <c>litter</c>, <c>soc</c>.</summary>
    public required IReadOnlyList<string> Pools { get; init; }

    /// <summary>The land as GeoJSON text (geometry or feature, WGS 84), or empty when it was not given.</summary>
    public required string Boundary { get; init; }

    /// <summary>Who takes part.</summary>
    public required IReadOnlyList<Party> Parties { get; init; }

    /// <summary>What was measured, with lineages down to the scenes.</summary>
    public required IReadOnlyList<Measurement> Measurements { get; init; }

    /// <summary>Every file that was read for the claim, the project file and the tables of measurements included.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>The calculation, line by line.</summary>
    public required IReadOnlyList<ClaimLine> Lines { get; init; }

    /// <summary>From gross to net.</summary>
    public required Waterfall Waterfall { get; init; }

    /// <summary>Uncertainty of the gross quantity: half-width of the 90 % interval in percent of it, or null when the method has none.</summary>
    public decimal? HalfWidth90Percent { get; init; }

    /// <summary>Worst mark of all equations and factors.</summary>
    public required Mark Mark { get; init; }

    /// <summary>Why it must never be issued as it is: a mark R, a missing citation or boundary, a refusal of the method. Empty when it may.</summary>
    public required IReadOnlyList<Text> NotForIssuance { get; init; }

    /// <summary>Rules and factors of mark S whose clause a named person must confirm in the log before the claim is issued.</summary>
    public IReadOnlyList<Text> NeedsConfirmation { get; init; } = [];

    /// <summary>SHA-256 of the registered controls that additionality rests on, or null.</summary>
    public string? ControlsSha256 { get; init; }

    /// <summary>Years for which the project must go on monitoring after the period.</summary>
    public int MonitoringYears { get; init; }

    /// <summary>Version of Mitoshi.</summary>
    public required string SoftwareVersion { get; init; }

    /// <summary>Seed of all random streams.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whole units that the registry may issue to the holder.</summary>
    public long Credits => Waterfall.Credits;

    /// <summary>Whole units that go to the buffer pool.</summary>
    public long BufferUnits => Waterfall.Buffer;
}

/// <summary>Somebody who takes part in a project.</summary>
/// <param name="Role"><c>proponent</c>, <c>verifier</c>, <c>registry</c>, <c>holder</c>.</param>
/// <param name="Name">Name.</param>
/// <param name="Country">ISO 3166 code, or empty.</param>
public sealed record Party(string Role, string Name, string Country);

/// <summary>The way from the gross quantity to the credits, in tCO2e; the deductions are positive numbers.</summary>
/// <param name="Gross">Quantity before any deduction: the stock gained by a removal project, the reference emissions of a reduction project.</param>
/// <param name="Baseline">What is taken from it to be a difference: the removals without the project, or the emissions with it.</param>
/// <param name="Leakage">Emissions pushed elsewhere.</param>
/// <param name="Uncertainty">Deducted for uncertainty.</param>
/// <param name="Other">Everything else that the method deducts (emissions of the project, risk discount).</param>
/// <param name="Buffer">Whole units kept for reversals, rounded up.</param>
/// <param name="Net">What is left, before rounding down; may be negative.</param>
/// <param name="Credits">Whole units, rounded down, not below zero.</param>
public sealed record Waterfall(
    decimal Gross, decimal Baseline, decimal Leakage, decimal Uncertainty, decimal Other, long Buffer, decimal Net, long Credits);

/// <summary>One line of the calculation.</summary>
/// <param name="Equation">Number of the equation in its source.</param>
/// <param name="Name">What the line gives.</param>
/// <param name="Formula">The equation in the symbols of its source.</param>
/// <param name="Value">The result, an exact decimal.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Mark">How well the equation is known.</param>
/// <param name="Source">Document and section.</param>
/// <param name="Rounding">How it was rounded, or empty when it was not.</param>
/// <param name="Inputs">What went in.</param>
public sealed record ClaimLine(
    string Equation, Text Name, string Formula, decimal Value, Unit Unit, Mark Mark, string Source, Text Rounding, IReadOnlyList<ClaimInput> Inputs);

/// <summary>A value that went into a line.</summary>
/// <param name="Symbol">Symbol of the source.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Citation">Document of a factor, name of a measurement, or the number of the line it came from.</param>
/// <param name="Mark">How well a factor is known; null for measurements and earlier lines.</param>
public sealed record ClaimInput(string Symbol, Text Name, decimal Value, Unit Unit, string Citation, Mark? Mark);
