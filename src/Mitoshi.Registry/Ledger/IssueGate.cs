namespace Mitoshi.Registry;

/// <summary>What stands between a registered claim and its units.</summary>
internal static class IssueGate
{
    /// <exception cref="MitoshiException"><c>registry.not_for_issuance</c> or one of the six requirements' refusals.</exception>
    public static void Require(ClaimEntry entry)
    {
        Claim claim = entry.Claim;
        if (claim.Mark == Mark.Reconstructed || claim.NotForIssuance.Count > 0)
        {
            Text why = claim.NotForIssuance.Count > 0 ? claim.NotForIssuance[0] : ($"a claim of mark {claim.Mark.Letter()}", $"根拠の印が {claim.Mark.Letter()} の請求");
            throw Steps.NotForIssuance(why.En, why.Ja);
        }

        if ((claim.Mark == Mark.Secondary || claim.NeedsConfirmation.Count > 0) && entry.Confirmation is null)
        {
            throw Steps.NotForIssuance("a claim of mark S without a confirmed clause", "条項が確認されていない根拠の印 S の請求");
        }

        new IcroaGate(
            HasMeasurement: claim.Measurements.Count > 0 && claim.Measurements.All(m => m.Lineage.Inputs.Count > 0),
            ShowsAdditionality: claim.ControlsSha256 is not null || claim.Waterfall.Baseline != 0 || claim.Lines.Any(IsBaseline),
            HasUncertainty: claim.HalfWidth90Percent is not null || claim.Measurements.All(m => double.IsFinite(m.Estimate.Error.Magnitude)),
            HasBufferAndMonitoring: claim.BufferUnits > 0 || claim.MonitoringYears > 0,
            HasVerifierSignature: entry.Verifier is not null,
            HasOverlapCheck: entry.Land is not null).Require();
    }

    private static bool IsBaseline(ClaimLine line)
        => line.Name.En.Contains("baseline", StringComparison.OrdinalIgnoreCase) || line.Name.En.Contains("reference level", StringComparison.OrdinalIgnoreCase);
}
