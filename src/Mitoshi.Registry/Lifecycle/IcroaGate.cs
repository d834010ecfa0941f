namespace Mitoshi.Registry;

/// <summary>The six requirements of ICROA, as parts that a claim must bring before it is issued.</summary>
/// <param name="HasMeasurement">Real: a measurement with the checksums of its scenes.</param>
/// <param name="ShowsAdditionality">Additional: a baseline or matched controls.</param>
/// <param name="HasUncertainty">Measurable: an uncertainty with its kind.</param>
/// <param name="HasBufferAndMonitoring">Permanent: buffer and duty to monitor.</param>
/// <param name="HasVerifierSignature">Independently verified: the verifier's signature on the claim's hash.</param>
/// <param name="HasOverlapCheck">Unique: checked against every other claim.</param>
public sealed record IcroaGate(
    bool HasMeasurement, bool ShowsAdditionality, bool HasUncertainty, bool HasBufferAndMonitoring, bool HasVerifierSignature, bool HasOverlapCheck)
{
    /// <summary>Refuses a claim with a part missing; the first one in the order of the list.</summary>
    /// <exception cref="MitoshiException">
    /// <c>registry.missing_measurement</c>, <c>registry.additionality_not_shown</c>, <c>registry.uncertainty_missing</c>,
    /// <c>registry.no_buffer_no_monitoring</c>, <c>registry.verifier_signature_missing</c> or <c>registry.overlap_check_missing</c>.
    /// </exception>
    public void Require()
    {
        RequirePart(HasMeasurement, "registry.missing_measurement", ("a measurement with scene checksums (real)", "シーンのチェックサム付きの測定値（実在性）"));
        RequirePart(ShowsAdditionality, "registry.additionality_not_shown", ("a baseline or matched controls (additional)", "ベースラインまたは対照区（追加性）"));
        RequirePart(HasUncertainty, "registry.uncertainty_missing", ("an uncertainty with its kind (measurable)", "種類の明示された不確かさ（測定可能性）"));
        RequirePart(HasBufferAndMonitoring, "registry.no_buffer_no_monitoring", ("a buffer and a monitoring duty (permanent)", "バッファと監視義務（永続性）"));
        RequirePart(HasVerifierSignature, "registry.verifier_signature_missing", ("a verifier's signature on the claim's hash (independently verified)", "請求のハッシュへの検証者の署名（独立検証）"));
        RequirePart(HasOverlapCheck, "registry.overlap_check_missing", ("a check against all other claims (unique)", "他のすべての請求との照合（唯一性）"));
    }

    private static void RequirePart(bool isThere, string code, Text part)
    {
        if (!isThere)
        {
            throw new MitoshiException(code, found: ("a claim without this part", "この要素のない請求"), expected: part,
                remedy: ("Add it to the claim and submit it again.", "請求に加えて、もう一度提出してください。"));
        }
    }
}
