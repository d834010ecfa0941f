using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>The registry's content in the tables of the Climate Action Data Trust model, each row checked against it.</summary>
internal static class CadTrustExport
{
    public static JsonObject Of(RegistryState state, string link)
    {
        JsonArray projects = [], issuances = [], units = [];
        HashSet<string> seen = [];
        foreach (Batch batch in state.Batches.Values)
        {
            ClaimEntry entry = state.ClaimOf(batch.ClaimSha256);
            if (seen.Add(batch.Id.Project))
            {
                projects.Add(Checked("project", Project(entry, link)));
            }

            issuances.Add(Checked("issuance", Issuance(batch, entry)));
            AddUnits(units, batch, entry, link);
        }

        return new JsonObject { ["projects"] = projects, ["issuances"] = issuances, ["units"] = units };
    }

    private static JsonObject Checked(string table, JsonObject row)
    {
        CadTrustTable.All[table].Require(row);
        return row;
    }

    private static JsonObject Project(ClaimEntry entry, string link)
    {
        Claim claim = entry.Claim;
        bool isRemoval = IsRemoval(claim);
        return new JsonObject
        {
            ["projectId"] = claim.Project,
            ["originProjectId"] = claim.Project,
            ["registryOfOrigin"] = RegistryOf(claim.Programme),
            ["projectName"] = claim.Name.En,
            ["projectLink"] = $"{link}/projects/{claim.Project}",
            ["projectDeveloper"] = entry.Proponent,
            ["sector"] = "Agriculture; forestry and fishing",
            ["projectType"] = isRemoval ? "Reforestation and Revegetation" : "REDD+: Reduced Emissions from Deforestation and Degradation",
            ["coveredByNDC"] = "Unknown",
            ["projectStatus"] = "Registered",
            ["projectStatusDate"] = $"{claim.To:yyyy-MM-dd}",
            ["unitMetric"] = "tCO2e",
            ["methodology"] = $"{claim.Programme} - {claim.Methodology}",
        };
    }

    private static JsonObject Issuance(Batch batch, ClaimEntry entry) => new()
    {
        ["issuanceId"] = IdOf(batch),
        ["projectId"] = batch.Id.Project,
        ["startDate"] = $"{entry.Claim.From:yyyy-MM-dd}",
        ["endDate"] = $"{entry.Claim.To.AddDays(-1):yyyy-MM-dd}",
        ["verificationApproach"] = "third party",
        ["verificationReportDate"] = $"{entry.Claim.To:yyyy-MM-dd}",
        ["verificationBody"] = entry.Verifier,
    };

    private static void AddUnits(JsonArray units, Batch batch, ClaimEntry entry, string link)
    {
        void Add(IEnumerable<SerialBlock> blocks, string status, string owner, string? reason)
        {
            foreach (SerialBlock block in blocks)
            {
                JsonObject row = new()
                {
                    ["issuanceId"] = IdOf(batch),
                    ["serialNumberBlock"] = SerialNumber.Own(batch.Id.Project, batch.Id.Vintage, batch.Id.Number, block),
                    ["unitOwner"] = owner,
                    ["countryJurisdictionOfOwner"] = batch.UsingParty ?? "Not specified",
                    ["unitBlockStart"] = $"{block.Start}",
                    ["unitBlockEnd"] = $"{block.End}",
                    ["unitCount"] = block.Count,
                    ["vintageYear"] = batch.Id.Vintage,
                    ["unitType"] = IsRemoval(entry.Claim) ? "Removal - nature" : "Reduction - nature",
                    ["unitStatus"] = status,
                    ["unitRegistryLink"] = $"{link}/units/{IdOf(batch)}",
                    ["correspondingAdjustmentDeclaration"] = batch.Authorization is null ? "Unknown" : "Committed",
                    ["correspondingAdjustmentStatus"] = batch.FirstTransferred > 0 ? "Pending" : "Not Started",
                };
                if (reason is not null)
                {
                    row["unitStatusReason"] = reason;
                }

                units.Add(Checked("unit", row));
            }
        }

        foreach ((string holder, BlockSet held) in batch.Ledger.Holders)
        {
            Add(held.Blocks, "Held", holder, null);
        }

        foreach ((string holder, BlockSet frozen) in batch.Ledger.OnHold)
        {
            Add(frozen.Blocks, "Held", holder, "on hold by the registry");
        }

        Add(batch.Ledger.Buffer.Blocks, "Buffer", "buffer pool", null);
        Add(batch.Ledger.Retired.Blocks, "Retired", "retired", "retired in the registry's log");
        Add(batch.Ledger.Cancelled.Blocks, "Cancelled", "cancelled", "cancelled in the registry's log");
    }

    private static string IdOf(Batch batch) => $"MTS-{batch.Id.Project}-{batch.Id.Vintage}-{batch.Id.Number}";

    private static bool IsRemoval(Claim claim)
        => claim.Methodology.Contains("VM0047", StringComparison.OrdinalIgnoreCase) || claim.Methodology.StartsWith("FO", StringComparison.OrdinalIgnoreCase) || claim.Methodology.StartsWith("AR", StringComparison.OrdinalIgnoreCase);

    // The platform's list has no place for a registry of one's own; units of programmes outside it are shown under the treaty's name.
    private static string RegistryOf(string programme) => programme.ToUpperInvariant() switch
    {
        "JCM" => "Joint Crediting Mechanism",
        "VCS" => "Verra",
        "GS" or "GOLD STANDARD" => "Gold Standard",
        "CDM" => "CDM Registry",
        "ART" => "Carbon Assets Trading System (CATS)",
        _ => "UNFCCC",
    };
}
