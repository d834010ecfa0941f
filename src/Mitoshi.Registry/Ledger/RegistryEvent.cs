using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Something that somebody did, as it stands in the log: canonical JSON, signed by the key of the one who did it.</summary>
/// <param name="Origin">Name of the log that it was made for: an event can't be replayed into another one.</param>
/// <param name="Actor">Name of the key.</param>
/// <param name="Sequence">1, 2, 3 … for each key: a copy of an event, or one out of order, is refused.</param>
/// <param name="Kind">What was done: <c>units_retired</c>.</param>
/// <param name="Time">When, UTC. For people; no rule depends on it.</param>
/// <param name="Body">The particulars.</param>
public sealed record RegistryEvent(string Origin, string Actor, long Sequence, string Kind, DateTimeOffset Time, JsonObject Body)
{
    private const string Format = "mitoshi-event-1";
    private static readonly string[] Members = ["actor", "body", "format", "kind", "origin", "sequence", "signature", "time"];

    /// <summary>Ed25519 over <c>mitoshi-event-1</c>, a newline, and the canonical JSON without the signature.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The entry for the log.</summary>
    public byte[] Write()
    {
        JsonObject json = Unsigned();
        json["signature"] = Convert.ToBase64String(Signature.Span);
        return CanonicalJson.Write(json);
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="MitoshiException"><c>json.not_canonical</c> or <c>registry.malformed_event</c>.</exception>
    public static RegistryEvent Read(ReadOnlySpan<byte> entry)
    {
        JsonObject json = CanonicalJson.Read(entry) as JsonObject ?? throw Malformed("not an object", "オブジェクトではありません");
        try
        {
            bool isWhole = json.Count == Members.Length && Members.All(json.ContainsKey) && json["format"]!.GetValue<string>() == Format;
            byte[] signature = NoteKey.FromBase64(json["signature"]!.GetValue<string>());
            return isWhole && signature.Length == 64
                ? new RegistryEvent(json["origin"]!.GetValue<string>(), json["actor"]!.GetValue<string>(), json["sequence"]!.GetValue<long>(), json["kind"]!.GetValue<string>(),
                    DateTimeOffset.ParseExact(json["time"]!.GetValue<string>(), "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                    (JsonObject)json["body"]!.DeepClone()) { Signature = signature }
                : throw Malformed("other members than an event has", "項目が違います");
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or InvalidCastException or NullReferenceException)
        {
            throw Malformed("a member of another kind", "項目の型が違います", error);
        }
    }

    /// <summary>The event with the signature of a key.</summary>
    public RegistryEvent Sign(NoteSigner signer) => this with { Signature = signer.Sign(Message()) };

    /// <summary>Refuses an event that the key didn't sign.</summary>
    /// <exception cref="MitoshiException"><c>registry.signature_invalid</c>.</exception>
    public void RequireSignature(NoteKey key)
    {
        if (!key.Verifies(Message(), Signature.Span))
        {
            throw new MitoshiException("registry.signature_invalid", found: ($"the signature of {Actor} doesn't fit event {Sequence} ({Kind})", $"{Actor} の署名が {Sequence} 番目のイベント（{Kind}）と合いません"),
                expected: ("a signature by the key that is enrolled under that name", "その名前で登録された鍵の署名"),
                remedy: ("Sign with the right key; if the event stands in a log, run mitoshi log fsck.", "正しい鍵で署名してください。ログにある場合は mitoshi log fsck を実行してください。"));
        }
    }

    internal static MitoshiException Malformed(string en, string ja, Exception? inner = null) => new(
        "registry.malformed_event", found: (en, ja), expected: ("an event as Mitoshi writes it", "Mitoshi が書いたイベント"),
        remedy: ("Don't edit events; run mitoshi log fsck.", "イベントを編集せず、mitoshi log fsck を実行してください。"), inner);

    private byte[] Message() => [.. Encoding.UTF8.GetBytes(Format + "\n"), .. CanonicalJson.Write(Unsigned())];

    private JsonObject Unsigned() => new()
    {
        ["format"] = Format,
        ["origin"] = Origin,
        ["actor"] = Actor,
        ["sequence"] = Sequence,
        ["kind"] = Kind,
        ["time"] = Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["body"] = Body.DeepClone(),
    };
}
