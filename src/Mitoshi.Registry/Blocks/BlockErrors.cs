namespace Mitoshi.Registry;

/// <summary>What can be wrong with quantities and blocks.</summary>
internal static class BlockErrors
{
    public static MitoshiException InvalidQuantity(string found) => new(
        "registry.invalid_quantity", found: ($"the quantity {found}", $"数量 {found}"),
        expected: ("a whole number of units above zero (a loss: not below zero)", "0 より大きい整数の単位（損失は 0 以上）"),
        remedy: ("Give the number of whole tonnes of CO2 equivalent.", "CO2 換算トンの整数で指定してください。"));

    public static MitoshiException InsufficientUnits(string holder, long held, long asked) => new(
        "registry.insufficient_units", found: ($"{holder} holds {held} of these units, {asked} were asked for", $"{holder} が保有する単位は {held}、要求は {asked}"),
        expected: ("at most what is held and active", "保有中で有効な数量以下"),
        remedy: ("Look the holding up with mitoshi credits export, then ask for less.", "mitoshi credits export で保有量を確かめ、数量を減らしてください。"));

    public static MitoshiException AlreadyRetired(string serials) => new(
        "registry.already_retired", found: ($"{serials} holds units that are retired", $"{serials} には償却済みの単位があります"),
        expected: ("active units; retirement is final", "有効な単位。償却は取り消せません"),
        remedy: ("Choose other serial numbers.", "別のシリアル番号を選んでください。"));

    public static MitoshiException DoubleIssue(string what) => new(
        "registry.double_issue", found: ($"{what} was issued before", $"{what} はすでに発行されています"),
        expected: ("one issue for a claim, and blocks that no issue used", "請求一件に発行一回、どの発行も使っていないブロック"),
        remedy: ("Find the earlier issue with mitoshi credits export; a new period needs a new claim.", "mitoshi credits export で以前の発行を確かめてください。新しい期間には新しい請求が必要です。"));

    public static MitoshiException DebtOutstanding(string project, long debt) => new(
        "registry.debt_outstanding", found: ($"{project} owes {debt} units after a reversal", $"{project} は反転による不足 {debt} 単位を負っています"),
        expected: ("no debt when units are issued", "発行時に不足がないこと"),
        remedy: ("Cancel units for it: mitoshi credits cancel SERIAL --reason compensation --project ID.", "補填として取り消してください: mitoshi credits cancel SERIAL --reason compensation --project ID"));
}
