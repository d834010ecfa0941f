namespace Mitoshi.Forest;

/// <summary>Chooses the stem volume equation from prefecture and species.</summary>
public static class StemVolumeNames
{
    private static readonly Dictionary<string, string> RegionByPrefecture = Load();

    /// <summary>
    /// Name of the equation: region of the prefecture and the species; where the region has none, its group (針葉樹, 広葉樹), then a wider region.
    /// </summary>
    /// <param name="prefecture">Name (東京都, 東京, Tokyo) or JIS code (13).</param>
    /// <param name="species">The species.</param>
    /// <exception cref="MitoshiException"><c>allometry.unknown_prefecture</c>, <c>allometry.unknown_equation</c>.</exception>
    /// <remarks>The map of prefectures to regions is marked as not compared with the printed tables.</remarks>
    public static string For(string prefecture, TreeSpecies species)
    {
        string region = Region(prefecture);
        foreach (string candidate in Candidates(region, species))
        {
            if (JapaneseStemVolume.Names.Contains(candidate))
            {
                return candidate;
            }
        }

        throw new MitoshiException(
            "allometry.unknown_equation",
            found: ($"no stem volume equation for {species.Japanese} in region {region}", $"地域「{region}」に{species.Japanese}の材積式がありません"),
            expected: ("a species or group of the region's tables", "その地域の表にある樹種か樹種群"),
            remedy: ("Name the equation itself in a column volume_equation.", "volume_equation 列で材積式の名前を直接指定してください。"));
    }

    /// <summary>Region of a prefecture in the stem volume tables.</summary>
    /// <exception cref="MitoshiException"><c>allometry.unknown_prefecture</c>.</exception>
    public static string Region(string prefecture)
        => RegionByPrefecture.TryGetValue(prefecture.Trim().ToLowerInvariant(), out string? region)
            ? region
            : throw new MitoshiException(
                "allometry.unknown_prefecture",
                found: ($"no prefecture called {prefecture}", $"都道府県「{prefecture}」はありません"),
                expected: ("a prefecture in Japanese or romaji, or its JIS code", "都道府県名（日本語・ローマ字）かJISコード"),
                remedy: ("Correct the name, for example 東京都, Tokyo or 13.", "「東京都」「Tokyo」「13」のように直してください。"));

    private static IEnumerable<string> Candidates(string region, TreeSpecies species)
    {
        string group = species.IsConifer ? "針葉樹" : "広葉樹";
        string[] kinds = species.Japanese == species.VolumeSpecies ? [species.Japanese, group] : [species.Japanese, species.VolumeSpecies, group];
        string[] regions = region switch
        {
            "札幌" => ["札幌", "北海道", "函館", "青森"],
            "秋田" => ["秋田", "青森", "前橋"],
            "長野" => ["長野", "関東中部", "名古屋", "前橋", "東京"],
            "前橋" or "東京" => [region, "関東中部", "東京", "前橋"],
            "名古屋" => ["名古屋", "関東中部", "大阪"],
            "大阪" => ["大阪", "名古屋", "高知"],
            "熊本" => ["熊本", "高知"],
            _ => [region, "前橋", "高知"],
        };
        foreach (string kind in kinds)
        {
            foreach (string place in regions)
            {
                yield return place + kind;
                if (kind == "広葉樹")
                {
                    // Some regions print two types; the first one holds most species.
                    yield return place + "広葉樹1型";
                    yield return place + "広葉樹1類";
                }
            }
        }

        if (species.IsConifer)
        {
            foreach (string place in regions)
            {
                yield return place + "スギ";
            }
        }
    }

    private static Dictionary<string, string> Load()
    {
        FactorTable table = FactorTable.Embedded("prefectures.csv");
        Dictionary<string, string> regions = new(StringComparer.Ordinal);
        foreach (string[] row in table.Rows)
        {
            string region = table.Text(row, "region"), japanese = table.Text(row, "japanese"), code = table.Text(row, "code");
            regions[japanese] = region;
            regions.TryAdd(japanese == "北海道" ? japanese : japanese[..^1], region);
            regions[table.Text(row, "romaji").ToLowerInvariant()] = region;
            regions[code] = region;
            regions[code.TrimStart('0')] = region;
        }

        return regions;
    }
}
