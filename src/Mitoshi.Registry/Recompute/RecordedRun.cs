namespace Mitoshi.Registry;

/// <summary>A process that was run, as its lineage tells it, and where its inputs lie in the copied workspace.</summary>
/// <param name="What">For people: the product's folder, the measurement, the claim.</param>
/// <param name="Lineage">Process, parameters, seed and inputs.</param>
/// <param name="Inputs">Place relative to the workspace, and SHA-256, of every input.</param>
internal sealed record RecordedRun(string What, Lineage Lineage, IReadOnlyList<(string Place, string Sha256)> Inputs)
{
    private const string Quantify = "credits_quantify";

    /// <summary>All runs behind a receipt, those of the claim last. What two measurements have in common is there once.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="claim">Its claim.</param>
    /// <param name="folder">The copied workspace.</param>
    public static IReadOnlyList<RecordedRun> Of(Receipt receipt, Claim claim, string folder)
    {
        List<RecordedRun> runs = [];
        foreach (string product in receipt.Files.Where(file => file.Role == EvidenceSearch.Product).Select(file => Path.GetDirectoryName(file.Path)!).Distinct().Order(StringComparer.Ordinal))
        {
            if (LineageJson.OfFolder(Path.Combine(folder, product)) is { } lineage)
            {
                runs.Add(Of(product, lineage));
            }
        }

        // A model comes before the maps that it makes: what is nearest to the scenes is shown first.
        runs = [.. runs.OrderBy(run => run.Inputs.Count(input => runs.Any(other => input.Place.StartsWith(other.What + "/", StringComparison.Ordinal))))];
        runs.AddRange(claim.Measurements.Select(measurement => Of(measurement.Id, measurement.Lineage)).DistinctBy(run => run.Lineage.Parameters));
        return OfClaim(receipt, claim) is { } last ? [.. runs, last] : runs;
    }

    private static RecordedRun Of(string what, Lineage lineage) => new(what, lineage, [.. lineage.Inputs.Select(input => (input.Name, input.Sha256))]);

    // The claim's own inputs are named relative to the project file; the receipt knows where they lay in the workspace.
    private static RecordedRun? OfClaim(Receipt receipt, Claim claim)
    {
        List<EvidenceFile> files = [.. claim.Inputs.Select(input => receipt.Files.FirstOrDefault(file => file.Name == input.Name && file.Sha256 == input.Sha256)).OfType<EvidenceFile>()];
        EvidenceFile? project = files.FirstOrDefault(file => file.Role == "project");
        if (project is null)
        {
            return null;
        }

        string parameters = $$"""{"file":"{{project.Path}}","output":"{{ClaimFolder}}"}""";
        return new RecordedRun("claim", new Lineage(Quantify, claim.SoftwareVersion, claim.Inputs, parameters, claim.Seed), [.. files.Select(file => (file.Path, file.Sha256))]);
    }

    /// <summary>Where the claim is made again.</summary>
    public const string ClaimFolder = "claim-again";
}
