using Mitoshi.Credits.Claims;
using Mitoshi.Testing;

namespace Mitoshi.Credits.Tests.Claims;

/// <summary>A simulated project of one methodology, small enough to be calculated by hand.</summary>
internal sealed class SmallProject : IDisposable
{
    private const string Header = "id,value,unit,uncertainty,uncertainty_kind,n,method,place,area_ha,from,to,pool\n";
    private readonly TemporaryFolder _folder = new();

    /// <param name="methodology"><c>programme: …</c> to <c>version: …</c>, and everything that it needs.</param>
    /// <param name="measurements">Rows of the table.</param>
    /// <param name="years">Length of the period from 2021 on.</param>
    public SmallProject(string methodology, string measurements, int years = 1)
    {
        File.WriteAllText(_folder.File("measurements.csv"), Header + measurements);
        File.WriteAllText(_folder.File("boundary.geojson"), """{"type":"Polygon","coordinates":[[[140,36],[140.1,36],[140.1,36.1],[140,36]]]}""");
        File.WriteAllText(ProjectFile, $$"""
            simulated: true
            project: SMALL
            name: {en: Small, ja: 小}
            from: 2021-01-01
            to: {{2021 + years}}-01-01
            pools: [agb]
            boundary: boundary.geojson
            monitoring_years: 10
            parties: [{role: proponent, name: Owner}]
            measurements: [measurements.csv]
            {{methodology}}
            """);
    }

    private string ProjectFile => _folder.File("project.yaml");

    public async Task<Claim> Quantify() => (await new QuantifyProject { File = ProjectFile }.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.Path), Threads = 1 })).Claim;

    public static async Task<Claim> Of(string methodology, string measurements, int years = 1)
    {
        using SmallProject project = new(methodology, measurements, years);
        return await project.Quantify();
    }

    public void Dispose() => _folder.Dispose();
}
