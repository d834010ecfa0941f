using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Register matched controls before any outcome is read.</summary>
[Process("credits_controls", En = "Register matched controls before any outcome is read", Ja = "結果を見る前に対照区を登録する",
    Examples = ["credits controls controls.json --key proponent"])]
public sealed record RegisterControls : RegistryStep
{
    /// <summary>File with identifiers, weights, covariates and seed.</summary>
    [Parameter(En = "File of the controls", Ja = "対照区のファイル", Position = 0, IsPath = true)]
    public required string File { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
    {
        string sha256 = Digest.Of(context.Files.Exists(File) ? context.Files.ReadAllBytes(File) : throw EvidenceErrors.Missing(File)).ToString();
        return Record(desk, ControlsRegistered.Name, new JsonObject { ["controls"] = sha256 }, [(("Controls (SHA-256)", "対照区（SHA-256）"), sha256)]);
    }
}
