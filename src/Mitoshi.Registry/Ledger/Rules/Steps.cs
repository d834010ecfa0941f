namespace Mitoshi.Registry;

/// <summary>What several rules ask.</summary>
internal static class Steps
{
    /// <summary>State of units by who holds them: with their first holder they are issued, with another one transferred.</summary>
    public static ClaimState StateOf(Batch batch, string holder) => holder == batch.FirstHolder ? ClaimState.Issued : ClaimState.Transferred;

    public static MitoshiException NotAllowed(Role found, Role needed) => new(
        "registry.role_not_allowed", found: ($"this step by the role {Lifecycle.NameOf(found)}", $"役割 {Lifecycle.NameOf(found)} によるこの操作"),
        expected: ($"the role {Lifecycle.NameOf(needed)}", $"役割 {Lifecycle.NameOf(needed)}"),
        remedy: ($"Sign with a key of the role {Lifecycle.NameOf(needed)} (--key NAME).", $"役割 {Lifecycle.NameOf(needed)} の鍵で署名してください（--key 名前）。"));

    public static MitoshiException NotForIssuance(string en, string ja) => new(
        "registry.not_for_issuance", found: (en, ja),
        expected: ("rules and factors of mark V or C, or of mark S with a confirmed clause", "根拠の印が V か C の規則と係数、または条項が確認された S"),
        remedy: ("Read the official document. If a clause confirms an S rule: mitoshi credits confirm CLAIM --person NAME --document NAME --clause NUMBER.",
            "公式文書を読んでください。条項で S の規則が確認できるなら: mitoshi credits confirm CLAIM --person 氏名 --document 文書 --clause 番号"));
}
