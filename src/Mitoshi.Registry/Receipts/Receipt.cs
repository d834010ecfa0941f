using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>
/// Everything that a third party needs to check a block of units offline: the events that made it with their places in the log, the claim,
/// and the list of files behind it. One canonical JSON text; a changed byte anywhere is noticed.
/// </summary>
/// <param name="Serial">The block.</param>
/// <param name="Log">Key of the log.</param>
/// <param name="Witnesses">Keys of the witnesses that cosigned; all must verify.</param>
/// <param name="Events">Entries of the log with proofs under one checkpoint, in the order of the log.</param>
/// <param name="Claim">The claim's canonical JSON.</param>
/// <param name="Files">The files that it rests on.</param>
public sealed record Receipt(
    string Serial, NoteKey Log, IReadOnlyList<NoteKey> Witnesses, IReadOnlyList<ProvenEvent> Events, JsonNode Claim, IReadOnlyList<EvidenceFile> Files)
{
    private const string Format = "mitoshi-receipt-1";

    /// <summary>
    /// The file's bytes. Log and signatures cover what matters; the checksum at the end also covers the serial number, so that a slip of a
    /// digit isn't read as another block of the same issue.
    /// </summary>
    public byte[] Write()
    {
        JsonObject json = Unsummed();
        json["sha256"] = CanonicalJson.Sha256(json);
        return CanonicalJson.Write(json);
    }

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_receipt</c>, <c>json.not_canonical</c>, <c>log.malformed_key</c> or <c>log.malformed_note</c>.</exception>
    public static Receipt Read(ReadOnlySpan<byte> content)
    {
        JsonNode json = CanonicalJson.Read(content);
        try
        {
            JsonObject parts = json.AsObject();
            if (parts.Count != 8 || parts["format"]!.GetValue<string>() != Format)
            {
                throw LogProof.Malformed("other members than a receipt has", "項目が違います");
            }

            Receipt receipt = new(
                parts["serial"]!.GetValue<string>(),
                NoteKey.Parse(parts["log"]!.GetValue<string>()),
                [.. parts["witnesses"]!.AsArray().Select(key => NoteKey.Parse(key!.GetValue<string>()))],
                [.. parts["events"]!.AsArray().Select(pair => new ProvenEvent(CanonicalJson.Write(pair!["event"]), LogProof.Parse(pair["proof"]!.GetValue<string>())))],
                parts["claim"]!.DeepClone(),
                EvidenceFile.FromJson(parts["files"]));
            return receipt.Write().AsSpan().SequenceEqual(content) ? receipt : throw LogProof.Malformed("text that is read and written differently", "読み書きで一致しない文字列");
        }
        catch (Exception error) when (error is InvalidOperationException or NullReferenceException or FormatException)
        {
            throw LogProof.Malformed("a member of another kind", "項目の型が違います", error);
        }
    }

    private JsonObject Unsummed() => new()
    {
        ["format"] = Format,
        ["serial"] = Serial,
        ["log"] = Log.Text,
        ["witnesses"] = new JsonArray([.. Witnesses.Select(witness => (JsonNode)witness.Text)]),
        ["events"] = new JsonArray([.. Events.Select(proven => new JsonObject { ["event"] = JsonNode.Parse(proven.Entry.Span), ["proof"] = proven.Proof.ToString() })]),
        ["claim"] = Claim.DeepClone(),
        ["files"] = EvidenceFile.ToJson(Files),
    };
}

/// <summary>An entry of the log with the proof that it stands there.</summary>
/// <param name="Entry">Its bytes.</param>
/// <param name="Proof">Index, path and checkpoint.</param>
public sealed record ProvenEvent(ReadOnlyMemory<byte> Entry, LogProof Proof)
{
    /// <summary>What the entry says.</summary>
    internal RegistryEvent Event { get; } = RegistryEvent.Read(Entry.Span);
}
