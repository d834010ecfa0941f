using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Submit a claim to verification.</summary>
[Process("credits_submit", En = "Submit a claim to verification", Ja = "請求を検証に提出する",
    Examples = ["credits submit claim.json --key proponent"])]
public sealed record SubmitClaim : RegistryStep
{
    /// <summary>Path of the claim that credits quantify wrote.</summary>
    [Parameter(En = "Claim file (claim.json)", Ja = "請求ファイル（claim.json）", Position = 0, IsPath = true)]
    public required string Claim { get; init; }

    /// <summary>Folders in which the files that the claim names are looked for, beside the claim's own and the workspace.</summary>
    [Parameter(En = "Folders that hold the evidence files", Ja = "証拠ファイルのあるフォルダー", IsPath = true)]
    public string[] Evidence { get; init; } = [];

    /// <summary>Accuracy of the boundary.</summary>
    [Parameter(En = "Accuracy of the boundary", Ja = "境界の精度", Unit = "m", Min = 0)]
    public double Accuracy { get; init; } = 10;

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        byte[] content = context.Files.Exists(Claim) ? context.Files.ReadAllBytes(Claim) : throw EvidenceErrors.Missing(Claim);
        Claim claim = ClaimJson.Read(content, Path.GetFileName(Claim));
        EvidenceSearch search = new(context.Workspace.Root, [Path.GetDirectoryName(Path.GetFullPath(Claim))!, .. Evidence]);
        IReadOnlyList<EvidenceFile> files = search.Find(claim);
        IContentStore contents = desk.Contents;
        string sha256 = contents.Put(content), list = contents.Put(CanonicalJson.Write(EvidenceFile.ToJson(files)));
        JsonObject body = new()
        {
            ["claim"] = sha256,
            ["files"] = list,
            ["project"] = claim.Project,
            ["programme"] = claim.Programme,
            ["methodology"] = claim.Methodology,
            ["credits"] = claim.Credits,
            ["buffer"] = claim.BufferUnits,
            ["accuracyMetres"] = DecimalText.Of((decimal)Accuracy),
        };
        int absent = files.Count(file => file.Path.Length == 0);
        return Record(desk, ClaimSubmitted.Name, body,
            [(("Claim (SHA-256)", "請求（SHA-256）"), sha256), (("Credits, buffer", "クレジット、バッファ"), $"{claim.Credits}, {claim.BufferUnits}"),
                (("Evidence files found, absent", "証拠ファイル：あり、なし"), $"{files.Count - absent}, {absent}")],
            ($"A verifier of another party: mitoshi credits verify {sha256[..12]} --key NAME", $"別組織の検証者が: mitoshi credits verify {sha256[..12]} --key 名前"));
    }
}
