namespace Mitoshi.Registry;

/// <summary>What can be wrong with a proof.</summary>
internal static class ProofErrors
{
    public static MitoshiException IndexOutOfRange(ulong index, ulong size) => new(
        "log.index_out_of_range", found: ($"index or size {index} against a tree of {size}", $"大きさ {size} の木に対して番号または大きさ {index}"),
        expected: ("an index below the size; for consistency an old size from 1 to the new size", "大きさ未満の番号。整合性の証明では 1 以上、新しい大きさ以下の古い大きさ"),
        remedy: ("Ask for an entry that the checkpoint covers: mitoshi log checkpoint shows its size.", "チェックポイントに含まれる項目を指定してください。大きさは mitoshi log checkpoint で分かります。"));

    public static MitoshiException Length(int expected, int found) => new(
        "log.proof_length", found: ($"a proof of {found} hashes", $"{found} 個のハッシュからなる証明"),
        expected: ($"{expected} for this index and size", $"この番号と大きさでは {expected} 個"),
        remedy: ("The proof was cut, lengthened or made for another tree: make it again with mitoshi log prove.", "証明が切れているか、別の木のものです。mitoshi log prove で作り直してください。"));

    public static MitoshiException Mismatch(Digest computed, Digest stated) => new(
        "log.proof_mismatch", found: ($"the proof leads to the root {computed}", $"証明から求めたルートは {computed}"),
        expected: ($"the root {stated}", $"ルート {stated}"),
        remedy: ("The entry, the proof or the checkpoint was changed: get a fresh copy of the receipt, and run mitoshi log fsck on the log.", "項目、証明、チェックポイントのどれかが変わっています。領収書を取り直し、ログに mitoshi log fsck を実行してください。"));
}
