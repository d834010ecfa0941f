namespace Mitoshi.Registry;

/// <summary>What can be wrong with notes, checkpoints and keys.</summary>
internal static class NoteErrors
{
    private static readonly Text FetchAgain = ("Get the file again from where it was published; don't edit it.", "公開元から取り直してください。編集してはいけません。");

    public static MitoshiException MalformedNote(string en, string ja) => new(
        "log.malformed_note", found: (en, ja),
        expected: ("text that ends in a newline, an empty line, then lines of em dash, name and base64 signature", "改行で終わる本文、空行、そして「—」と名前と base64 の署名からなる行"),
        remedy: FetchAgain);

    public static MitoshiException SignatureInvalid(string name) => new(
        "log.signature_invalid", found: ($"the signature of {name} doesn't fit the text", $"{name} の署名が本文と合いません"),
        expected: ("a signature by the key of that name", "その名前の鍵による署名"),
        remedy: ("The text or the signature was changed: get the original; don't rely on this copy.", "本文か署名が変わっています。原本を入手し、この写しには頼らないでください。"));

    public static MitoshiException NoKnownSignature(string names) => new(
        "log.no_known_signature", found: ("no signature by a key that you trust", "信頼する鍵による署名がありません"),
        expected: ($"a signature by {names}", $"{names} の署名"),
        remedy: ("Check that the key belongs to this log; its public half stands in keys/ and in the log's own documents.", "鍵がこのログのものか確かめてください。公開鍵は keys/ とログの文書にあります。"));

    public static MitoshiException MalformedCheckpoint(string en, string ja) => new(
        "log.malformed_checkpoint", found: (en, ja),
        expected: ("lines of origin, size without leading zeros, base64 root of 32 bytes, and no empty extension lines", "origin、先頭に 0 のない大きさ、32 バイトの base64 のルート、空でない拡張行"),
        remedy: FetchAgain);

    public static MitoshiException QuorumNotMet(int found, int needed) => new(
        "log.quorum_not_met", found: ($"{found} cosignatures by known witnesses", $"既知の証人の連署が {found} 個"),
        expected: ($"at least {needed}", $"{needed} 個以上"),
        remedy: ("Have the checkpoint cosigned (mitoshi log checkpoint --witness NAME) and make the receipt again.", "チェックポイントに連署を得て（mitoshi log checkpoint --witness NAME）、領収書を作り直してください。"));

    public static MitoshiException MalformedKey(string text) => new(
        "log.malformed_key", found: ($"\"{text}\" as a verifier key", $"検証鍵として「{text}」"),
        expected: ("name+8 hex digits+base64(type, key), with the digits that belong to the key", "名前+16進8桁+base64(種類と鍵)。8桁は鍵から決まります"),
        remedy: ("Copy the whole line from the .pub file of the key.", "鍵の .pub ファイルから行全体を写してください。"));

    public static MitoshiException InconsistentTree(ulong oldSize, ulong size, Exception? inner = null) => new(
        "log.inconsistent_tree", found: ($"no proof that the tree of {oldSize} is the beginning of the tree of {size}", $"大きさ {oldSize} の木が大きさ {size} の木の始まりであることが証明されていません"),
        expected: ("a log that only grows", "増えるだけのログ"),
        remedy: ("Don't sign and don't trust the newer checkpoint; keep both as evidence and ask the log's operator.", "新しいチェックポイントに署名せず、信頼もせず、両方を証拠として保存し、運営者に問い合わせてください。"),
        inner);
}
