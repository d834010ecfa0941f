namespace Mitoshi.Forest.Simulation;

/// <summary>The page that lies beside the files.</summary>
internal static class LandscapeReadme
{
    /// <summary>Its text.</summary>
    public static string Text(Landscape landscape, IReadOnlyList<int> years, ulong seed, int plotCount) => $"""
        # SIMULATED LANDSCAPE

        Everything in this folder is simulated (`mitoshi simulate landscape --size {landscape.Size} --seed {seed}`). The grid lies in the Pacific, where there is no land. Do not mix it with
        real data. ここにあるデータはすべて模擬データです。実在の場所ではありません。

        Grid: {landscape.Grid}. Years: {string.Join(", ", years)}.

        | file | what |
        | --- | --- |
        | `forest.yaml`, `forest_YYYY.yaml` | project files of all years together and of each: `mitoshi forest train forest.yaml` |
        | `dem.tif` | elevation, m |
        | `landcover_YYYY.tif` | 1 water, 2 urban, 3 farmland, 5 cleared forest land, 6 deciduous broadleaf, 7 deciduous needleleaf, 9 evergreen needleleaf |
        | `species.tif` | by a forest register of the first year that has 6 % of the stands wrong: 1 sugi, 2 hinoki, 3 karamatsu, 4 akamatsu, 5 broadleaf, 0 none |
        | `palsar2/` | L-band mosaic in JAXA's layout (EPSG:4326, 0.8 seconds, DN with no-data 1, mask, local incidence, date; 16 looks; two passes with different moisture) |
        | `sentinel1/` | C-band gamma-nought, bands VV and VH, dB x 100, both orbits, four days a year, 4.4 looks |
        | `sentinel2/` | ten bands as digital numbers (N0214: no offset; N0510: offset -1000) and SCL, six days a year; thin edges of clouds go unnoticed |
        | `plots/` | {plotCount} permanent plots of 0.1 ha, a simple random sample of forest land: `plots_YYYY.csv` (agb in Mg/ha from the trees; positions are off by about 1 m) and `trees_YYYY.csv` (nested circles of 0.01, 0.04, 0.10 ha for DBH of 1-5, 5-18, 18+ cm; heights with 3 % error) |
        | `lidar/` | every year, lines of 160 m every 800 m: height (error 0.6 m) and AGB (error 8 % a pixel, 5 % a stand, the same stands in every year) of 10 m; of one line a canopy height model of 2 m and a sample of points as LAS |
        | `boundary.geojson` | area of a project, longitude and latitude |
        | `truth/` | height, AGB, cover and species without error; `agb_YYYY_far.tif`: AGB beyond 80 m of the lidar lines only, by which a map that learned from them can be judged; `change.tif` (0 no forest, 1 growth, 2 clear-cut, 3 thinning, 4 storm, 5 planting, 6 stable: nothing changes there at all); means; plots |

        ## How

        Stands of about 1 ha grow by species and site (Chapman-Richards); AGB = factor x H^1.3 x stocking, with pixels that differ by about a sixth within a stand. Radar: water-cloud model, L-band
        losing its sensitivity near 200 Mg/ha, C-band near 80, each stand up to 1 dB off, slopes not fully corrected. Optical: canopy over ground by cover 1 - e^(-AGB / 55), shadow by height,
        leaves by season, sun by slope, haze, clouds with shadows. Trees of plots: mean AGB(kg) = e^(a + b ln(D^2 H) + s^2 / 2) by species; (a, b, s) = sugi (-2.81055, 0.86183, 0.15637), hinoki
        (-3.59378, 0.96503, 0.08857), karamatsu (-2.84167, 0.86713, 0.14742), akamatsu (-3.07436, 0.91472, 0.21525), broadleaf (-3.08582, 0.93968, 0.27059): `forest plots --allometry harvested_trees` finds the same.
        What it does not have: mixed stands, snow, fire, understorey biomass, errors of geolocation between scenes.

        """;
}
