using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>What one step of a check found.</summary>
/// <param name="What">What was checked.</param>
/// <param name="Problem">Why it failed; null when it held.</param>
public sealed record CheckedStep(Text What, Text? Problem)
{
    /// <summary>Why it could not be checked; that is no failure, but not a proof either.</summary>
    public Text? Unchecked { get; init; }

    /// <summary>A step that could not be taken.</summary>
    internal static CheckedStep NotRun(Text what, Text why) => new(what, null) { Unchecked = why };
}

/// <summary>Walks a receipt from the serial number down to the files of the scenes. It needs no network, no log and no key but the public ones.</summary>
internal static class ReceiptCheck
{
    private static readonly string[] Steps = [ClaimSubmitted.Name, ClaimVerified.Name, ClaimRegistered.Name, UnitsIssued.Name];

    /// <summary>The part that the receipt alone decides.</summary>
    /// <returns>The state that its events make, as of its checkpoint.</returns>
    /// <exception cref="MitoshiException">The first thing that is wrong.</exception>
    public static (Checkpoint Checkpoint, Batch Batch, Claim Claim) Require(Receipt receipt)
    {
        Checkpoint checkpoint = RequireProofs(receipt);
        byte[] claimBytes = CanonicalJson.Write(receipt.Claim);
        string claimSha256 = Digest.Of(claimBytes).ToString(), filesSha256 = CanonicalJson.Sha256(EvidenceFile.ToJson(receipt.Files));
        Dictionary<string, string> byKind = [];
        RegistryState state = new(receipt.Log.Name, new OneClaim(claimSha256, claimBytes));
        foreach (RegistryEvent happened in receipt.Events.Select(proven => proven.Event))
        {
            RequireAbout(happened, claimSha256, filesSha256);

            // The receipt holds the events of this claim only: a key's other events are missing, so its numbers have gaps.
            Replay(state, happened);
            byKind.TryAdd(happened.Kind, happened.Actor);
        }

        foreach (string step in Steps.Where(step => !byKind.ContainsKey(step)))
        {
            throw LogProof.Malformed($"no event {step}", $"イベント {step} がありません");
        }

        Claim claim = ClaimJson.Read(claimBytes, "claim");
        Batch batch = state.Batches.Count == 1 ? state.Batches.GetAt(0).Value : throw LogProof.Malformed("more than one issue", "発行が複数あります");
        RequireSerial(receipt.Serial, batch);
        return (checkpoint, batch, claim);
    }

    /// <summary>Every file of the list against its hash, under a folder.</summary>
    public static IReadOnlyList<CheckedStep> Files(Receipt receipt, string folder)
    {
        EvidenceSearch search = new(folder, []);
        List<CheckedStep> steps = [];
        foreach (EvidenceFile file in receipt.Files)
        {
            string path = Path.Combine(folder, file.Path);
            Text? problem = null;
            if (file.Sha256.Length == 0)
            {
                steps.Add(CheckedStep.NotRun(($"{file.Role}: {file.Name}", $"{file.Role}: {file.Name}"), ("read by URL; its bytes were not recorded", "URLから読まれたもので、チェックサムがありません")));
                continue;
            }

            if (file.Path.Length == 0)
            {
                problem = search.Locate(file.Name, file.Sha256) is null ? ("not in this copy, and wasn't in the registry's workspace either", "この写しにも登録時のワークスペースにもありません") : null;
            }
            else if (File.Exists(path))
            {
                string found = EvidenceFile.Sha256Of(path);
                problem = found == file.Sha256 ? null : ($"changed: SHA-256 {found}, expected {file.Sha256}", $"変更されています: SHA-256 は {found}、期待値は {file.Sha256}");
            }
            else if (search.Locate(file.Name, file.Sha256) is null)
            {
                problem = ("missing", "ありません");
            }

            string shown = file.Path.Length == 0 ? file.Name : file.Path;
            steps.Add(new CheckedStep(($"{file.Role}: {shown}", $"{file.Role}: {shown}"), problem));
        }

        return steps;
    }

    private static Checkpoint RequireProofs(Receipt receipt)
    {
        Checkpoint? one = null;
        ulong last = 0;
        foreach (ProvenEvent proven in receipt.Events)
        {
            bool isKnown = proven.Proof.Extra is null && proven.Proof.Checkpoint.Signatures.All(signature =>
                receipt.Witnesses.Append(receipt.Log).Any(key => key.Name == signature.Name && key.Id == signature.KeyId));
            if (!isKnown)
            {
                throw LogProof.Malformed("a signature by a key that the receipt doesn't list", "領収書にない鍵の署名");
            }

            Checkpoint checkpoint = proven.Proof.Verify(MerkleHash.Leaf(proven.Entry.Span), receipt.Log, receipt.Witnesses, receipt.Witnesses.Count);
            bool follows = one is null || (checkpoint.Body == one.Body && proven.Proof.Index > last);
            if (!follows || checkpoint.Origin != receipt.Log.Name)
            {
                throw LogProof.Malformed("events under different checkpoints or out of order", "チェックポイントが異なるか、順序が違うイベント");
            }

            (one, last) = (checkpoint, proven.Proof.Index);
        }

        return one ?? throw LogProof.Malformed("no events", "イベントがありません");
    }

    private static void RequireAbout(RegistryEvent happened, string claimSha256, string filesSha256)
    {
        if (happened.Body.TextOrNull("claim") is string claim && claim != claimSha256)
        {
            throw EvidenceErrors.Changed("claim", claim, claimSha256);
        }

        if (happened.Kind == ClaimSubmitted.Name && happened.Body.Text("files") != filesSha256)
        {
            throw EvidenceErrors.Changed("files", happened.Body.Text("files"), filesSha256);
        }
    }

    private static void Replay(RegistryState state, RegistryEvent happened)
    {
        IEventRule rule = EventRules.Find(happened.Kind);
        EnrolledKey actor = state.Keys.GetValueOrDefault(happened.Actor) ?? rule.FirstActor(state, happened)
            ?? throw LogProof.Malformed($"an event of {happened.Actor}, whose key isn't entered before", $"鍵が登録されていない {happened.Actor} のイベント");
        happened.RequireSignature(actor.Key);
        state.Skip(happened.Actor, happened.Sequence);
        state.Apply(happened, isChecked: true);
    }

    private static void RequireSerial(string serial, Batch batch)
    {
        SerialNumber parsed = SerialNumber.Parse(serial, "MTS");
        SerialBlock block = parsed.Block!.Value;
        bool isOfBatch = SerialNumber.Own(batch.Id.Project, batch.Id.Vintage, batch.Id.Number, block) == serial && batch.Ledger.Issued.Intersect(block) == block;
        if (!isOfBatch)
        {
            throw LogProof.Malformed($"the serial number {serial}, which this issue doesn't hold", $"この発行に含まれないシリアル番号 {serial}");
        }
    }

    private sealed class OneClaim(string sha256, byte[] content) : IContentStore
    {
        public string Put(ReadOnlySpan<byte> content) => throw new NotSupportedException("a receipt is only read");

        public byte[] Get(string asked) => asked == sha256 ? content : throw EvidenceErrors.Changed("claim", asked, sha256);
    }
}
