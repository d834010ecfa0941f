namespace Mitoshi.Cli.Commands;

/// <summary>A line for each first word of the command line. A family that is not here is shown by its name: nothing breaks.</summary>
internal static class Families
{
    private static readonly Dictionary<string, Text> Lines = new()
    {
        ["forest"] = ("Forest height and biomass: maps, plots, estimates, reports", "森林の樹高とバイオマス:地図、プロット、推定、報告書"),
        ["lidar"] = ("Point clouds: ground, canopy, tree tops", "点群:地面、樹冠、樹頂"),
        ["credits"] = ("Carbon credits: quantify, verify, issue, retire", "炭素クレジット:算定、検証、発行、償却"),
        ["log"] = ("The evidence log: check, prove, checkpoint", "証拠ログ:検査、証明、チェックポイント"),
        ["simulate"] = ("Simulated data with known truth", "真値のわかる模擬データ"),
        ["catalog"] = ("Scenes and products: add, search, export", "シーンと成果物:登録、検索、書き出し"),
        ["accounts"] = ("Accounts of the server, who sees what, the audit log", "サーバーのアカウント、公開範囲、監査ログ"),
        ["raster"] = ("Raster files", "ラスタファイル"),
    };

    /// <summary>One line about a family.</summary>
    public static Text About(string family) => Lines.TryGetValue(family, out Text? line) ? line : family;
}
