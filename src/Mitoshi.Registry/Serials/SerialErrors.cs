namespace Mitoshi.Registry;

/// <summary>What can be wrong with serial numbers.</summary>
internal static class SerialErrors
{
    public static MitoshiException Malformed(string text) => new(
        "registry.malformed_serial", found: ($"the serial number \"{text}\"", $"シリアル番号「{text}」"),
        expected: ("the registry's fields in order, digits where digits belong, an end not before the start, dates that exist",
            "登録簿の項目が順に並び、数字の欄は数字、終わりは始まり以後、実在する日付"),
        remedy: ("Copy it again from the registry's own record; watch for the letter O in place of a zero.", "登録簿の記録から写し直してください。ゼロの代わりの文字 O に注意してください。"));

    public static MitoshiException Unknown(string text, string? registry) => new(
        "registry.unknown_format", found: ($"the serial number \"{text}\"{(registry is null ? "" : " of " + registry)}", $"{registry} のシリアル番号「{text}」"),
        expected: ("a serial of Verra, Gold Standard, ACR, CAR or Mitoshi; no real serial of ART or FCPF was found, so none is read",
            "Verra、Gold Standard、ACR、CAR、Mitoshi のシリアル。ART と FCPF は実例が見つからないため読みません"),
        remedy: ("Keep the text as it is, and reconcile by the registry's own totals.", "文字列のまま保存し、登録簿の合計と照合してください。"));
}
