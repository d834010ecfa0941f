using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>What a key is for.</summary>
public enum KeyUse
{
    /// <summary>Makes claims.</summary>
    Proponent,

    /// <summary>Verifies claims.</summary>
    Verifier,

    /// <summary>Runs the registry.</summary>
    Registry,

    /// <summary>Owns units.</summary>
    Holder,

    /// <summary>Cosigns checkpoints; isn't entered in the log.</summary>
    Witness,
}

/// <summary>Makes a signing key and enters it in the registry. The first one must be the registry's; it starts the log.</summary>
[Process("credits_key", En = "Make a signing key for a role and enter it in the registry", Ja = "役割ごとの署名鍵を作り、登録簿に登録する",
    Examples = ["credits key registry --role registry --party org:R", "credits key verifier --role verifier --party org:V --registry registry", "credits key w1 --role witness --party org:W"])]
public sealed record MakeKey : Process<MadeKey>
{
    /// <summary>Name of the key's files.</summary>
    [Parameter(En = "Name of the key", Ja = "鍵の名前", Position = 0)]
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    [Parameter(En = "Role", Ja = "役割")]
    public required KeyUse Role { get; init; }

    /// <summary>Whose it is.</summary>
    [Parameter(En = "Party that owns the key", Ja = "鍵を持つ組織")]
    public required string Party { get; init; }

    /// <summary>Key of the registry that enters it.</summary>
    [Parameter(En = "Registry key that enters it", Ja = "登録する登録簿の鍵")]
    public string Registry { get; init; } = "registry";

    /// <summary>Name of the log, when this is its first key.</summary>
    [Parameter(En = "Name of the log that the first key starts", Ja = "最初の鍵で始めるログの名前")]
    public string Origin { get; init; } = "mitoshi.example/registry";

    /// <inheritdoc/>
    protected override Task<MadeKey> RunAsync(ProcessContext context)
    {
        KeyFolder keys = new(context.Files, context.Workspace.Keys);
        if (Role == KeyUse.Witness)
        {
            using NoteSigner witness = keys.Make(Name, Name, NoteKeyType.Cosignature);
            return Task.FromResult(new MadeKey(witness.Public.Text, Path.Combine(context.Workspace.Keys, Name + ".pub"), null));
        }

        if (!keys.Has(KeyFolder.LogKey) && Role == KeyUse.Registry)
        {
            keys.Make(KeyFolder.LogKey, Origin, NoteKeyType.Ed25519).Dispose();
        }

        using RegistryDesk desk = RegistryDesk.Open(context);
        string enrolledBy = desk.State.Keys.Count == 0 ? Name : Registry;
        if (desk.State.Keys.Count == 0 && Role != KeyUse.Registry)
        {
            throw Steps.NotAllowed((Role)Role, Mitoshi.Registry.Role.Registry);
        }

        using NoteSigner signer = keys.Has(Name) && !desk.State.Keys.ContainsKey(Name) ? keys.Load(Name) : keys.Make(Name, Name, NoteKeyType.Ed25519);
        JsonObject body = KeyEnrolled.Body(signer.Public, (Role)Role, Party);
        return Task.FromResult(new MadeKey(signer.Public.Text, Path.Combine(context.Workspace.Keys, Name + ".pub"), desk.Record(enrolledBy, KeyEnrolled.Name, body)));
    }
}

/// <summary>A key that was made.</summary>
/// <param name="PublicKey">Public half.</param>
/// <param name="File">Its file.</param>
/// <param name="Index">Entry that enters it; null for a witness.</param>
public sealed record MadeKey(string PublicKey, string File, ulong? Index) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new((Index is null ? "Key made" : $"Key made and recorded as entry {Index}", Index is null ? "鍵を作りました" : $"鍵を作り、{Index} 番の項目として記録しました"))
    {
        Notes = [PublicKey, ("Keep the .key file secret: whoever has it acts in this name.", ".key ファイルは秘密に保管してください。持つ人がこの名義で操作できます。")],
        Files = [new OutputFile(("Public key", "公開鍵"), File)],
    };
}
