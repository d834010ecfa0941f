using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Vector modules of notes, checkpoints, cosignatures, witnesses and receipts.</summary>
public sealed class NoteVectors : IVectorModules
{
    /// <inheritdoc/>
    public IEnumerable<VectorModule> Modules =>
    [
        new("note.verify", VerifyNote),
        new("note.key_id", KeyId),
        new("checkpoint.sign", SignCheckpoint),
        new("checkpoint.parse", ParseCheckpoint),
        new("cosignature.v1.message", Message),
        new("cosignature.v1.sign", Cosign),
        new("cosignature.v1.parse", ParseCosignature),
        new("cosignature.v1.verify", VerifyCosignature),
        new("witness.add_checkpoint", AddCheckpoint),
        new("receipt.verify", VerifyReceipt),
    ];

    private static List<NoteKey> Keys(JsonElement inputs, string one, string several)
        => [.. (inputs.Has(one) ? [inputs.Text(one)] : inputs.ListOrEmpty(several).Select(key => key.GetString() ?? "")).Select(NoteKey.Parse)];

    private static JsonObject VerifyNote(JsonElement inputs)
    {
        SignedNote note = SignedNote.Parse(inputs.Text("note"));
        IReadOnlyList<NoteKey> signed = note.Verify(Keys(inputs, "vkey", "vkeys"));
        return new JsonObject { ["valid"] = true, ["text"] = note.Text, ["key_id_hex"] = $"{signed[0].Id:x8}", ["signatures"] = signed.Count };
    }

    private static JsonObject KeyId(JsonElement inputs)
    {
        string name = inputs.Text("name");
        NoteKey key = new(NoteKey.IsName(name) ? name : throw NoteErrors.MalformedNote($"the name \"{name}\"", $"名前「{name}」"),
            (NoteKeyType)inputs.Size("type"), inputs.Hex("public_key_hex"));
        return new JsonObject { ["key_id_hex"] = $"{key.Id:x8}", ["vkey"] = key.Text };
    }

    private static JsonObject SignCheckpoint(JsonElement inputs)
    {
        string origin = inputs.Text("origin");
        using NoteSigner log = new(inputs.TextOrNull("name") ?? origin, NoteKeyType.Ed25519, inputs.Hex("seed_hex"));
        Checkpoint checkpoint = new(origin, inputs.Size("size"), inputs.Digest("root_hex"))
        {
            Extensions = [.. inputs.ListOrEmpty("extensions").Select(line => line.GetString() ?? "")],
        };
        return new JsonObject { ["checkpoint"] = checkpoint.Sign(log).ToString(), ["body"] = checkpoint.Body, ["vkey"] = log.Public.Text };
    }

    private static JsonObject ParseCheckpoint(JsonElement inputs)
    {
        SignedNote note = SignedNote.Parse(inputs.Text("checkpoint"));
        List<NoteKey> keys = Keys(inputs, "vkey", "vkeys");
        if (keys.Count > 0)
        {
            _ = note.Verify(keys);
        }

        Checkpoint checkpoint = Checkpoint.Parse(note.Text);
        return new JsonObject
        {
            ["origin"] = checkpoint.Origin,
            ["size"] = checkpoint.Size,
            ["root_hex"] = checkpoint.Root.ToString(),
            ["extensions"] = new JsonArray([.. checkpoint.Extensions.Select(line => (JsonNode)line)]),
        };
    }

    private static JsonObject Message(JsonElement inputs)
        => new() { ["message"] = Cosignature.Message(inputs.Text("checkpoint_body"), inputs.Size("timestamp")) };

    private static JsonObject Cosign(JsonElement inputs)
    {
        using NoteSigner witness = new(inputs.Text("name"), NoteKeyType.Cosignature, inputs.Hex("seed_hex"));
        NoteSignature signature = Cosignature.Sign(witness, inputs.Text("checkpoint_body"), inputs.Size("timestamp"));
        return new JsonObject { ["line"] = signature.Line, ["key_id_hex"] = $"{witness.Public.Id:x8}", ["vkey"] = witness.Public.Text };
    }

    private static JsonObject ParseCosignature(JsonElement inputs)
    {
        NoteSignature signature = NoteSignature.Parse(inputs.Text("line").TrimEnd('\n'));
        return new JsonObject
        {
            ["name"] = signature.Name,
            ["key_id_hex"] = $"{signature.KeyId:x8}",
            ["timestamp"] = Cosignature.TimeOf(signature),
            ["signature_bytes"] = signature.Signature.Length - 8,
        };
    }

    private static JsonObject VerifyCosignature(JsonElement inputs)
    {
        SignedNote note = SignedNote.Parse(inputs.Text("checkpoint"));
        if (inputs.Has("log_vkey"))
        {
            _ = note.Verify(NoteKey.Parse(inputs.Text("log_vkey")));
        }

        List<NoteKey> witnesses = Keys(inputs, "witness_vkey", "witness_vkeys");
        if (inputs.Has("policy"))
        {
            LogProof.RequireQuorum(note, witnesses, (int)inputs.Part("policy").Size("k"));
        }

        IReadOnlyList<NoteKey> signed = note.Verify(witnesses);
        NoteSignature first = note.Signatures.First(s => s.Name == signed[0].Name && s.KeyId == signed[0].Id);
        return new JsonObject { ["valid"] = true, ["timestamp"] = Cosignature.TimeOf(first), ["cosignatures"] = signed.Count };
    }

    private static JsonObject AddCheckpoint(JsonElement inputs)
    {
        ulong oldSize = inputs.Size("old_size");
        Digest oldRoot = oldSize == 0 && !inputs.Has("old_root_hex") ? MerkleHash.Empty : inputs.Digest("old_root_hex");
        Witness.RequireContinuation(oldSize, oldRoot, inputs.Size("new_size"), inputs.Digest("new_root_hex"), inputs.Proof("proof_hex"));
        return new JsonObject { ["accepted"] = true };
    }

    private static JsonObject VerifyReceipt(JsonElement inputs)
    {
        LogProof proof = LogProof.Parse(inputs.Text("receipt"));
        List<NoteKey> witnesses = Keys(inputs, "witness_vkey", "witness_vkeys");
        int quorum = inputs.Has("k") ? (int)inputs.Size("k") : witnesses.Count;
        Digest leaf = inputs.Has("leaf_hash_hex") ? inputs.Digest("leaf_hash_hex") : MerkleHash.Leaf(inputs.Hex("leaf_hex"));
        Checkpoint checkpoint = proof.Verify(leaf, NoteKey.Parse(inputs.Text("log_vkey")), witnesses, quorum);
        return new JsonObject { ["valid"] = true, ["index"] = proof.Index, ["size"] = checkpoint.Size, ["root_hex"] = checkpoint.Root.ToString() };
    }
}
