using System.Text;
using Mitoshi.Forest.Measures;

namespace Mitoshi.Cli.Demo;

/// <summary>Project files of the demo. Everything in them is simulated; the measurements are the demo's own.</summary>
internal static class DemoProjects
{
    /// <summary>A planting project in the manner of VCS VM0047, area-based.</summary>
    public static void WritePlanting(string folder, LandscapeDemo landscape, IFiles files)
    {
        files.WriteAtomically(Path.Combine(folder, "controls.json"), Encoding.UTF8.GetBytes(
            """{"controls":[{"covariates":["0.41","212"],"id":"c17","plot":"p1","weight":"1"},{"covariates":["0.38","190"],"id":"c08","plot":"p2","weight":"1"}],"format":"mitoshi-controls-1","plots":["p1","p2"],"project":"DEMO1","seed":"1"}"""));
        Write(folder, landscape.Land.EastBoundary, files, $$"""
            project: {{CreditsDemo.Planting}}
            name: {en: "Demo stands (simulated)", ja: "デモの林分(模擬)"}
            activity: {en: "Growth of planted stands, simulated", ja: "植林地の成長(模擬)"}
            programme: VCS
            methodology: VM0047
            version: "1.1"
            {{Common(landscape.East)}}
            controls: controls.json
            factors:
              - {key: carbon_fraction, value: 0.47, unit: tC/t, citation: "VM0047 v1.1 sec. 9.1 as transcribed publicly", mark: C}
              - {key: root_ratio, value: 0.25, unit: "1", citation: "IPCC 2006 vol. 4 table 4.4 (entered by the project)", mark: S}
              - {key: leakage, value: 0, unit: tCO2e, citation: "simulated project: no production is displaced", mark: S}
            confirmations:
              - {of: "IPCC 2006 vol. 4 table 4.4 (entered by the project)", clause: "IPCC 2006 vol. 4 ch. 4 table 4.4, temperate conifers", by: "A. Example"}
              - {of: "simulated project: no production is displaced", clause: "VMD0054 sec. 5, simulated", by: "A. Example"}
            parameters:
              project_plots: 150
              plot_ha: 0.1
              inside_fraction: 1
              plot_correlation: 0.6
              project_emissions_tCO2e: 0
              stocking_index: {slope_project: 0.031, se_project: 0.003, slope_control: 0.006, se_control: 0.002, p_control: 0.01}
              risk: {internal: 6, external: 4, natural: 5.5}

            """);
    }

    /// <summary>A protection project in the manner of JCM KH_AM004: forest that a reference level says would have gone.</summary>
    public static void WriteProtection(string folder, LandscapeDemo landscape, IFiles files) => Write(folder, landscape.Land.WestBoundary, files, $$"""
            project: {{CreditsDemo.Protection}}
            name: {en: "Demo forest kept (simulated)", ja: "デモの森林保全(模擬)"}
            activity: {en: "Less clearing than the simulated reference level, in the manner of a JCM project", ja: "模擬参照レベルより少ない減少(JCM方式)"}
            programme: JCM
            methodology: KH_AM004
            version: "1.0"
            {{Common(landscape.West)}}
            factors:
              - {key: carbon_fraction, value: 0.47, unit: tC/t, citation: "IPCC 2006 vol. 4 table 4.3 (entered by the project)", mark: S}
              - {key: root_ratio, value: 0.25, unit: "1", citation: "IPCC 2006 vol. 4 table 4.4 (entered by the project)", mark: S}
              - {key: loss_probability.deciduous, value: 0.02, unit: 1/yr, citation: "simulated reference level, table 2", mark: S}
              - {key: loss_probability.evergreen, value: 0.025, unit: 1/yr, citation: "simulated reference level, table 2", mark: S}
            confirmations:
              - {of: "IPCC 2006 vol. 4 table 4.3 (entered by the project)", clause: "IPCC 2006 vol. 4 ch. 4 table 4.3, simulated reading", by: "A. Example"}
              - {of: "IPCC 2006 vol. 4 table 4.4 (entered by the project)", clause: "IPCC 2006 vol. 4 ch. 4 table 4.4, simulated reading", by: "A. Example"}
              - {of: "simulated reference level, table 2", clause: "simulated reference level, table 2", by: "A. Example"}
            parameters:
              option: 1
              reference_level_assessed: true
              map_age_years: 0
              fuel_tCO2e: 12.4
              fertiliser_tCO2e: 0
              displaced_tCO2e: 40

            """);

    private static string Common(IReadOnlyList<ForestMeasurement> measurements) => $$"""
        from: {{measurements.Min(measured => measured.Measurement.From.Year)}}-07-01
        to: {{measurements.Max(measured => measured.Measurement.To.Year)}}-07-01
        pools: [agb, bgb]
        boundary: boundary.geojson
        monitoring_years: 40
        parties:
          - {role: proponent, name: Demo Forest Trust, country: JP}
          - {role: verifier, name: Demo Verification Body, country: JP}
        measurements: [{{string.Join(", ", measurements.Select(measured => Path.GetFileName(measured.Path)))}}]
        """;

    private static void Write(string folder, string boundary, IFiles files, string text)
    {
        files.WriteAtomically(Path.Combine(folder, "boundary.geojson"), File.ReadAllBytes(boundary));
        files.WriteAtomically(Path.Combine(folder, "project.yaml"), Encoding.UTF8.GetBytes("# Everything here is simulated: land, parties, factors, readings.\nsimulated: true\n" + text));
    }
}
