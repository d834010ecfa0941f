using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mitoshi.Credits.Uncertainty;

namespace Mitoshi.Credits.Projects;

/// <summary>A carbon project: who, where, when, under which rules, with which factors and measurements.</summary>
internal sealed record CarbonProject
{
    public required string Id { get; init; }

    public required Text Name { get; init; }

    public required Text Activity { get; init; }

    public required string Programme { get; init; }

    public required string Methodology { get; init; }

    public required string Version { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required IReadOnlyList<string> Pools { get; init; }

    public required string Boundary { get; init; }

    public required IReadOnlyList<Party> Parties { get; init; }

    public required IReadOnlyList<Measurement> Measurements { get; init; }

    public required IReadOnlyList<InputFile> Inputs { get; init; }

    public required IReadOnlyDictionary<string, Factor> Factors { get; init; }

    public required VectorInputs Parameters { get; init; }

    /// <summary>Clauses that a named person confirmed in the official document: equation or factor, clause, person.</summary>
    public required IReadOnlyList<Confirmation> Confirmations { get; init; }

    public string? ControlsSha256 { get; init; }

    public int MonitoringYears { get; init; }

    public bool IsSimulated { get; init; }

    /// <summary>Years of the period; a period of whole calendar years is a whole number.</summary>
    public decimal Years => From.Day == To.Day && From.Month == To.Month ? To.Year - From.Year : (To.DayNumber - From.DayNumber) / 365.25m;

    /// <summary>A factor that the project gives.</summary>
    /// <exception cref="MitoshiException"><c>credits.missing_factor</c>.</exception>
    public Factor Factor(string key) => Factors.TryGetValue(key, out Factor? factor) ? factor
        : throw Refusal.MissingFactor(($"the project gives no factor {key}", $"プロジェクトに係数 {key} がありません"));

    /// <summary>The factor of a place (<c>key.place</c>), or the one for all places.</summary>
    public Factor Factor(string key, string place) => Factors.TryGetValue($"{key}.{place}", out Factor? factor) ? factor : Factor(key);

    /// <summary>Reads the file and what it names; paths are relative to it.</summary>
    public static CarbonProject Read(string path, IFiles files)
    {
        string name = Path.GetFileName(path), folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        List<InputFile> inputs = [];
        byte[] content = Open(files, path, name, "project", inputs);
        using JsonDocument document = JsonDocument.Parse(ProjectYaml.Read(content, name).ToJsonString());
        VectorInputs project = new(document.RootElement.Clone());
        byte[] Beside(string file, string role) => Open(files, Path.Combine(folder, file), file, role, inputs);
        try
        {
            List<Measurement> measurements = [];
            foreach (string file in project.Texts("measurements"))
            {
                measurements.AddRange(MeasurementFile.Read(Beside(file, "measurements"), file));
            }

            string boundary = project.OptionalText("boundary") is string outline ? ProjectBoundary.Read(outline, folder, Beside) : "";
            string? controls = project.OptionalText("controls") is string registered ? Convert.ToHexStringLower(SHA256.HashData(Beside(registered, "controls"))) : null;
            return new CarbonProject
            {
                Id = project.Text("project"),
                Name = ReadText(project, "name"),
                Activity = project.Has("activity") ? ReadText(project, "activity") : ("", ""),
                Programme = project.Text("programme"),
                Methodology = project.Text("methodology"),
                Version = project.Text("version"),
                From = project.Date("from"),
                To = project.Date("to"),
                Pools = project.Texts("pools"),
                Boundary = boundary,
                Parties = [.. project.Inners("parties").Select(party => new Party(party.Text("role"), party.Text("name"), party.OptionalText("country") ?? ""))],
                Measurements = measurements,
                Inputs = [.. inputs.OrderBy(input => input.Name, StringComparer.Ordinal)],
                Factors = project.Has("factors") ? ReadFactors(project) : new Dictionary<string, Factor>(),
                Parameters = project.Has("parameters") ? project.Inner("parameters") : new VectorInputs(EmptyObject()),
                Confirmations = project.Has("confirmations")
                    ? [.. project.Inners("confirmations").Select(item => new Confirmation(item.Text("of"), item.Text("clause"), item.Text("by")))]
                    : [],
                ControlsSha256 = controls,
                MonitoringYears = project.OptionalInt("monitoring_years") ?? 0,
                IsSimulated = project.Flag("simulated"),
            };
        }
        catch (MitoshiException problem) when (problem.Code == "vectors.missing_field")
        {
            throw MissingField(name, problem);
        }
    }

    /// <summary>An input that a reader did not find, said in the words of the project file.</summary>
    public static MitoshiException MissingField(string where, MitoshiException problem) => new("credits.missing_field",
        found: ($"{where}: {problem.Found.En}", $"{where}：{problem.Found.Ja}"), problem.Expected,
        remedy: ("Add it to the project file; zero is a statement too.", "プロジェクトファイルに加えてください（ゼロも明示のうちです）。"), problem);

    private static byte[] Open(IFiles files, string path, string name, string role, List<InputFile> inputs)
    {
        if (!files.Exists(path))
        {
            throw new MitoshiException("credits.no_file",
                found: ($"{path} does not exist", $"{path} がありません"),
                expected: ("a file at this path, relative to the project file", "プロジェクトファイルからの相対パスにあるファイル"),
                remedy: ("Check the name.", "名前を確かめてください。"));
        }

        byte[] content = files.ReadAllBytes(path);
        inputs.Add(new InputFile(name, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length, role));
        return content;
    }

    private static Text ReadText(VectorInputs project, string name) => project.Value(name).ValueKind == JsonValueKind.Object
        ? (project.Inner(name).Text("en"), project.Inner(name).Text("ja"))
        : project.Text(name);

    // The user's factor is one source (S) unless its mark says otherwise; it needs a citation to be issued.
    private static Dictionary<string, Factor> ReadFactors(VectorInputs project)
    {
        Dictionary<string, Factor> factors = new(StringComparer.Ordinal);
        foreach (VectorInputs item in project.Inners("factors"))
        {
            string key = item.Text("key");
            decimal value = item.OptionalDecimal("value") ?? throw Refusal.MissingFactor(($"the factor {key} has no value", $"係数 {key} の値がありません"));
            factors[key] = new Factor(key, DecimalText.Of(value), item.Text("unit"), Marks.Parse(item.OptionalText("mark") ?? "S"), item.OptionalText("citation") ?? "") { StandardError = ErrorOf(item, (double)value) };
        }

        return factors;
    }

    // As with measurements, a standard deviation of single values is no error of the mean.
    private static decimal ErrorOf(VectorInputs item, double value)
    {
        if (!item.Has("uncertainty"))
        {
            return 0;
        }

        UncertaintyKind kind = UncertaintyKinds.Parse(item.Text("uncertainty_kind"));
        return kind != UncertaintyKind.Sd ? (decimal)new StatedUncertainty(value, kind, item.Double("uncertainty"), item.OptionalDouble("n"), IsStudent: false).To(UncertaintyKind.Se)
            : throw Refusal.SdForSe(($"the factor {item.Text("key")}: the standard deviation of single values", $"係数 {item.Text("key")}：個々の値の標準偏差"));
    }

    private static JsonElement EmptyObject()
    {
        using JsonDocument empty = JsonDocument.Parse("{}");
        return empty.RootElement.Clone();
    }
}

/// <summary>A named person read a clause.</summary>
/// <param name="Of">Source or factor key that it confirms.</param>
/// <param name="Clause">Official document and clause.</param>
/// <param name="By">Person.</param>
internal sealed record Confirmation(string Of, string Clause, string By);
