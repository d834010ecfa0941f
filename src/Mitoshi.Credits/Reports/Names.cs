namespace Mitoshi.Credits.Reports;

/// <summary>Names of carbon pools.</summary>
internal static class PoolNames
{
    public static Text Of(string pool) => pool switch
    {
        "agb" => ("above-ground biomass", "地上部バイオマス"),
        "bgb" => ("below-ground biomass", "地下部バイオマス"),
        "deadwood" => ("dead wood", "枯死木"),
        "litter" => ("litter", "リター"),
        "soc" => ("soil organic carbon", "土壌有機炭素"),
        _ => pool,
    };
}

/// <summary>Names of the parties' roles.</summary>
internal static class RoleNames
{
    public static Text Of(string role) => role switch
    {
        "proponent" => ("Proponent", "事業者"),
        "verifier" => ("Verifier", "検証者"),
        "registry" => ("Registry", "登録簿"),
        "holder" => ("Holder", "保有者"),
        _ => role,
    };
}
