namespace Mitoshi.Registry;

/// <summary>What can be wrong with a record's fields.</summary>
internal static class RecordErrors
{
    public static MitoshiException OutOfRange(string found, string range) => new(
        "registry.out_of_range", found: (found, found), expected: ($"within {range}", $"{range} の範囲"),
        remedy: ("Give a value in the range.", "範囲内の値を指定してください。"));

    public static MitoshiException MissingField(string table, string field) => new(
        "registry.missing_field", found: ($"no {field} in the {table}", $"{table} に {field} がありません"),
        expected: ("every required field, not empty", "空でない必須項目すべて"),
        remedy: ($"Add {field}.", $"{field} を加えてください。"));

    public static MitoshiException NotInPicklist(string field, string found, IReadOnlyCollection<string> list) => new(
        "registry.not_in_picklist", found: ($"{field} = \"{found}\"", $"{field} =「{found}」"),
        expected: (string.Join("; ", list), string.Join("; ", list)),
        remedy: ("Use one of the listed values.", "一覧にある値を使ってください。"));

    public static MitoshiException BlockCountMismatch(string start, string end, string count) => new(
        "registry.block_count_mismatch", found: ($"a block {start}..{end} with a count of {count}", $"ブロック {start}..{end}、数 {count}"),
        expected: ("count = end - start + 1", "数 = 終わり - 始まり + 1"),
        remedy: ("Correct the count or the block.", "数かブロックを直してください。"));

    public static MitoshiException NegativePeriod(string from, string to) => new(
        "registry.negative_period", found: ($"a period from {from} to {to}", $"{from} から {to} までの期間"),
        expected: ("an end after the start", "始まりより後の終わり"),
        remedy: ("Exchange or correct the dates.", "日付を入れ替えるか直してください。"));
}
