using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Allometry;

public sealed class InventoryFactorTests
{
    [Fact]
    public void Volume_to_carbon_dioxide_for_all_vectors()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/allometry/japan_inventory_vectors.json")));
        int count = 0;
        foreach (JsonElement vector in document.RootElement.EnumerateArray())
        {
            InventoryFactors factors = InventoryFactors.For(
                SpeciesNames.Find(vector.GetProperty("key").GetString()!), vector.GetProperty("age").GetInt32());
            double volume = vector.GetProperty("volume_m3_ha").GetDouble();
            Assert.Equal(vector.GetProperty("agb").GetDouble(), factors.AboveGround(volume), 9);
            Assert.Equal(vector.GetProperty("bgb").GetDouble(), factors.BelowGround(volume), 9);
            Assert.Equal(vector.GetProperty("carbon").GetDouble(), factors.Carbon(volume), 9);
            Assert.Equal(vector.GetProperty("co2").GetDouble(), factors.CarbonDioxide(volume), 9);
            count++;
        }

        Assert.True(count >= 30, $"{count} vectors");
    }

    [Fact]
    public void Relative_deviation_of_sugi_over_20_years()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/vectors/validation_vectors.json")));
        JsonElement vector = document.RootElement.GetProperty("volume_to_co2_sugi_over20y"), answer = vector.GetProperty("answer");
        InventoryFactors sugi = InventoryFactors.For(SpeciesNames.Find("スギ"));
        double relative = sugi.RelativeDeviation(volume: 0.12, density: 0.05, expansion: 0.08, rootShoot: 0.2, carbonFraction: 0.03);
        Assert.Equal(answer.GetProperty("agb_Mg_ha").GetDouble(), sugi.AboveGround(250), 10);
        Assert.Equal(answer.GetProperty("bgb_Mg_ha").GetDouble(), sugi.BelowGround(250), 10);
        Assert.Equal(answer.GetProperty("carbon_tC_ha").GetDouble(), sugi.Carbon(250), 10);
        Assert.Equal(answer.GetProperty("co2_t_ha").GetDouble(), sugi.CarbonDioxide(250), 10);
        Assert.Equal(answer.GetProperty("relative_sd_first_order").GetDouble(), relative, 12);
        Assert.Equal(answer.GetProperty("co2_sd_first_order").GetDouble(), relative * sugi.CarbonDioxide(250), 9);
    }

    [Fact]
    public void A_stand_of_exactly_20_years_is_young()
    {
        TreeSpecies sugi = SpeciesNames.Find("sugi");
        Assert.Equal(1.57, InventoryFactors.For(sugi, 20).ExpansionFactor);
        Assert.Equal(1.23, InventoryFactors.For(sugi, 21).ExpansionFactor);
    }

    [Fact]
    public void Built_in_factors_say_that_they_are_not_verified() => Assert.False(InventoryFactors.For(SpeciesNames.Find("hinoki")).IsVerified);

    [Fact]
    public void Every_row_of_every_table_has_a_citation()
    {
        string[] names = ["stem_volume_coefficients.csv", "stem_volume_smoothing.csv", "form_factor.csv", "form_height.csv", "japan_inventory_factors.csv",
            "ipcc_factors.csv", "species.csv", "prefectures.csv", "harvested_tree_fits.csv", "factor_errors.csv", "l4a_models.csv"];
        foreach (string name in names)
        {
            FactorTable table = FactorTable.Embedded(name);
            Assert.NotEmpty(table.Rows);
            Assert.All(table.Rows, row => Assert.True(table.Text(row, "citation").Length > 10, name));
        }
    }

    [Theory]
    [InlineData("スギ", "sugi")]
    [InlineData("すぎ", "sugi")]
    [InlineData("ｽｷﾞ", "sugi")]
    [InlineData(" Sugi ", "sugi")]
    [InlineData("Cryptomeria japonica", "sugi")]
    [InlineData("Cryptomeria japonica (L.f.) D.Don", "sugi")]
    [InlineData("ミズナラ", "nara")]
    [InlineData("Quercus serrata", "nara")]
    [InlineData("シラカバ", "kanba")]
    [InlineData("広葉樹", "other_broadleaf")]
    public void A_species_is_found_by_any_of_its_names(string name, string key) => Assert.Equal(key, SpeciesNames.Find(name).Key);

    [Fact]
    public void An_unknown_species_is_refused()
        => Assert.Equal("allometry.unknown_species", Assert.Throws<MitoshiException>(() => SpeciesNames.Find("tree")).Code);

    [Theory]
    [InlineData("東京都", "sugi", "東京スギ")]
    [InlineData("Tokyo", "hinoki", "東京ヒノキ")]
    [InlineData("13", "akamatsu", "東京アカマツ")]
    [InlineData("北海道", "todomatsu", "札幌トドマツ")]
    [InlineData("高知", "sugi", "高知スギ")]
    [InlineData("熊本県", "hinoki", "熊本ヒノキ")]
    public void Prefecture_and_species_choose_the_equation(string prefecture, string species, string equation)
        => Assert.Equal(equation, StemVolumeNames.For(prefecture, SpeciesNames.Find(species)));

    [Fact]
    public void Every_prefecture_has_an_equation_for_every_species()
    {
        for (int code = 1; code <= 47; code++)
        {
            foreach (TreeSpecies species in SpeciesNames.All)
            {
                Assert.Contains(StemVolumeNames.For(code.ToString(), species), JapaneseStemVolume.Names);
            }
        }
    }

    [Fact]
    public void Chave_2014_vectors()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/vectors/validation_vectors.json")));
        foreach (JsonElement tree in document.RootElement.GetProperty("chave2014").GetProperty("answer").EnumerateArray())
        {
            double N(string name) => tree.GetProperty(name).GetDouble();
            double d = N("dbh_cm"), rho = N("wood_density"), e = N("E");
            Near(N("agb_eq4_kg"), Chave2014.Kilograms(d, N("height_m"), rho));
            Near(N("agb_eq7_kg"), Chave2014.KilogramsWithoutHeight(d, rho, e));
            Near(N("agb_eq7_refit_biomass_package_kg"), Chave2014.KilogramsWithoutHeightRefit(d, rho, e));
            Near(N("height_from_E_m"), Chave2014.HeightMetres(d, e, isBiasCorrected: false));
            Near(N("height_from_E_bias_corrected_m"), Chave2014.HeightMetres(d, e));
        }

        static void Near(double expected, double actual) => Assert.True(Math.Abs(actual - expected) <= 1e-9 * expected, $"{expected} {actual}");
    }
}
