using System.Text;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Projects;

/// <summary>Writes a project file that a person can read and mend.</summary>
internal sealed class ProjectText(string folder, Language language)
{
    private const int Resolution = 10;
    private readonly StringBuilder _text = new();

    public string Write(IReadOnlyList<(string Name, List<(string Path, FileGuess Guess)> Files)> sites, bool isLocal)
    {
        Comment("Mitoshi forest project. Check each line: what a file is was guessed from its name.", "見通しの森林プロジェクト。種類はファイル名からの推測なので、各行を確認すること。");
        Comment("Paths are relative to this file. Lists of parameters: mitoshi forest train --help", "パスはこのファイルからの相対。パラメータ一覧: mitoshi forest train --help");
        _text.Append("model: forest\n");
        _text.Append("sites:\n");
        foreach ((string name, List<(string Path, FileGuess Guess)> files) in sites)
        {
            _text.Append($"  - name: {Plain(name)}\n");
            if (isLocal)
            {
                Comment("The files have no CRS: a declared lattice without a place.", "ファイルにCRSがないため、場所のない格子として宣言。", "    ");
                _text.Append("    crs: local\n");
            }
            else if (ProjectLattice.Of(files, Resolution) is { } lattice)
            {
                Comment($"The files lie in several CRSs. The map's lattice is that of {Relative(lattice.From)}; change it to map more or less.",
                    $"ファイルのCRSが揃っていないため、地図の格子は {Relative(lattice.From)} に合わせた。範囲を変えるときはここを直す。", "    ");
                _text.Append($"    crs: {lattice.Extent.Crs}\n    extent: {lattice.Extent.ToYaml()}\n");
            }
            else
            {
                Comment("crs: EPSG:32654 and extent: [west, south, east, north] to change the map's lattice", "地図の格子を変えるには crs: EPSG:32654 と extent: [西, 南, 東, 北]", "    ");
            }

            _text.Append($"    resolution: {Resolution}\n");
            foreach ((string path, FileGuess guess) in files.Where(file => file.Guess.Use is "agb" or "height" or "plots"))
            {
                _text.Append($"    {guess.Use}: {Plain(Relative(path))}\n");
            }

            _text.Append("    inputs:\n");
            Dictionary<string, string> masks = files.Where(file => file.Guess.Use == "mask").GroupBy(file => file.Guess.Key).ToDictionary(group => group.Key, group => group.First().Path);
            foreach ((string path, FileGuess guess) in files.Where(file => file.Guess.Use == "input"))
            {
                Input(path, guess, masks);
            }
        }

        return _text.ToString();
    }

    private void Input(string path, FileGuess guess, Dictionary<string, string> masks)
    {
        _text.Append($"      - path: {Plain(Relative(path))}\n        role: {ParameterDescription.ToUnderscores(guess.Role.ToString())}\n");
        Field("date", guess.Date?.ToString("yyyy-MM-dd"));
        Field("month", guess.Month?.ToString());
        Field("bands", Quoted(guess.Bands));
        Field("unit", guess.Unit);
        Field("orbit", guess.Orbit);
        Field("mask_code", guess.MaskCode);
        Field("baseline", Quoted(guess.Baseline));
        if (guess.Bands is not "incidence" and not "days" && masks.TryGetValue(guess.Key, out string? mask))
        {
            Field("mask", Plain(Relative(mask)));
        }

        if (guess.Role == LayerRole.Sentinel1 && guess.Unit.Length == 0)
        {
            Comment("unit: power or decibel, as the producer says; amplitude must be squared first", "unit: power か decibel(提供元の説明のとおり)。振幅は先に2乗すること", "        ");
        }

        if (guess.Role == LayerRole.Sentinel2 && guess.Baseline.Length == 0)
        {
            Comment("baseline: \"05.10\"   # decides the offset of -1000; required for digital numbers", "baseline: \"05.10\"   # オフセット-1000の有無を決める(必須)", "        ");
        }
    }

    private void Field(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append($"        {name}: {value}\n");
        }
    }

    private static string Quoted(string value) => value.Length == 0 ? "" : $"\"{value}\"";

    // A name with a sign that YAML reads as its own, or that looks like a number, needs quotes.
    private static string Plain(string text)
        => text.All(sign => char.IsLetterOrDigit(sign) || sign is '/' or '.' or '_' or '-' or '+') && !double.TryParse(text, out _) && !text.StartsWith('-') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private string Relative(string path) => Path.GetRelativePath(folder, Path.GetFullPath(path));

    private void Comment(string en, string ja, string indent = "") => _text.Append($"{indent}# {(language == Language.Japanese ? ja : en)}\n");
}
