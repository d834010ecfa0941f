using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Vector modules of trees and tiles.</summary>
public sealed class MerkleVectors : IVectorModules
{
    /// <inheritdoc/>
    public IEnumerable<VectorModule> Modules =>
    [
        new("merkle.root", Root),
        new("merkle.inclusion", Inclusion),
        new("merkle.consistency", Consistency),
        new("merkle.verify_inclusion", VerifyInclusion),
        new("merkle.verify_consistency", VerifyConsistency),
        new("tiles.path", Path),
        new("tiles.layout", Layout),
        new("tiles.hash_full", HashFull),
        new("tiles.entry_bundle", Bundle),
    ];

    private static List<Digest> Leaves(JsonElement inputs)
        => [.. inputs.List("leaves_hex").Select(leaf => MerkleHash.Leaf(VectorInputs.HexOf(leaf.GetString() ?? "", "leaves_hex")))];

    private static Digest RootOf(List<Digest> leaves) => MerkleTree.Root(new LeavesInMemory(leaves), (ulong)leaves.Count);

    private static JsonObject Root(JsonElement inputs) => new() { ["root_hex"] = RootOf(Leaves(inputs)).ToString() };

    private static JsonObject Inclusion(JsonElement inputs)
    {
        List<Digest> leaves = Leaves(inputs);
        return new JsonObject
        {
            ["proof_hex"] = MerkleTree.Inclusion(new LeavesInMemory(leaves), inputs.Size("index"), (ulong)leaves.Count).ToJson(),
            ["root_hex"] = RootOf(leaves).ToString(),
        };
    }

    private static JsonObject Consistency(JsonElement inputs)
    {
        List<Digest> leaves = Leaves(inputs);
        ulong oldSize = inputs.Size("size1"), size = inputs.Has("size2") ? inputs.Size("size2") : (ulong)leaves.Count;
        if (size > (ulong)leaves.Count)
        {
            throw ProofErrors.IndexOutOfRange(size, (ulong)leaves.Count);
        }

        LeavesInMemory nodes = new(leaves);
        return new JsonObject
        {
            ["proof_hex"] = MerkleTree.Consistency(nodes, oldSize, size).ToJson(),
            ["root1_hex"] = MerkleTree.Root(nodes, oldSize).ToString(),
            ["root2_hex"] = MerkleTree.Root(nodes, size).ToString(),
        };
    }

    private static JsonObject VerifyInclusion(JsonElement inputs)
    {
        ProofCheck.Inclusion(inputs.Digest("leaf_hash_hex"), inputs.Size("index"), inputs.Size("size"), inputs.Proof("proof_hex"), inputs.Digest("root_hex"));
        return new JsonObject { ["valid"] = true };
    }

    private static JsonObject VerifyConsistency(JsonElement inputs)
    {
        ProofCheck.Consistency(inputs.Size("size1"), inputs.Size("size2"), inputs.Digest("root1_hex"), inputs.Digest("root2_hex"), inputs.Proof("proof_hex"));
        return new JsonObject { ["valid"] = true };
    }

    private static JsonObject Path(JsonElement inputs)
    {
        int width = inputs.Has("width") ? checked((int)Math.Min(inputs.Size("width"), int.MaxValue)) : TilePath.FullWidth;
        bool isEntries = inputs.Has("level") && inputs.Part("level").ValueKind == JsonValueKind.String;
        return new JsonObject
        {
            ["path"] = isEntries
                ? TilePath.OfEntries(inputs.Size("index"), width)
                : TilePath.OfHashes((int)Math.Min(inputs.Size("level"), int.MaxValue), inputs.Size("index"), width),
        };
    }

    private static JsonObject Layout(JsonElement inputs) => new()
    {
        ["tiles"] = new JsonArray([.. TileLayout.Of(inputs.Size("size")).Select(level =>
            (JsonNode)new JsonObject { ["level"] = level.Level, ["full"] = level.Full, ["partial_width"] = level.PartialWidth })]),
    };

    // The published case names its leaves in words: the 256 single bytes 00 to ff. Any other tile comes as leaves_hex.
    private static JsonObject HashFull(JsonElement inputs)
    {
        List<Digest> leaves = inputs.Has("leaves_hex") ? Leaves(inputs) : [.. Enumerable.Range(0, TilePath.FullWidth).Select(b => MerkleHash.Leaf([(byte)b]))];
        return leaves.Count == TilePath.FullWidth
            ? new JsonObject { ["level1_hash_hex"] = RootOf(leaves).ToString() }
            : throw TilePath.OutOfRange($"{leaves.Count} hashes", "256..256");
    }

    private static JsonObject Bundle(JsonElement inputs) => new()
    {
        ["bundle_hex"] = Convert.ToHexStringLower(EntryBundle.Write(
            [.. inputs.List("entries_hex").Select(entry => (ReadOnlyMemory<byte>)VectorInputs.HexOf(entry.GetString() ?? "", "entries_hex"))])),
    };
}
