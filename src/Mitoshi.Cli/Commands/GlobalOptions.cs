using System.CommandLine;

namespace Mitoshi.Cli.Commands;

/// <summary>Options that every command takes.</summary>
internal sealed class GlobalOptions(Language language)
{
    public Option<string?> Workspace { get; } = Make<string?>("--workspace", language, "Folder for catalogue, products, models, log", "カタログ、成果物、モデル、ログのフォルダ");

    public Option<string?> LanguageName { get; } = Make<string?>("--lang", language, "Language: en or ja", "言語:en または ja");

    public Option<ulong> Seed { get; } = MakeWithDefault("--seed", language, "Seed of all random numbers (recorded)", "乱数の種(記録される)", 1UL);

    public Option<int> Threads { get; } = MakeWithDefault("--threads", language, "Worker threads", "並列数", Environment.ProcessorCount);

    public Option<string?> Project { get; } = Make<string?>("--project", language, "Project file (YAML) with the parameters", "パラメータを書いたプロジェクトファイル(YAML)");

    public Option<bool> Json { get; } = Make<bool>("--json", language, "Print the result as JSON", "結果をJSONで出力");

    public Option<bool> Quiet { get; } = Make<bool>("--quiet", language, "No progress", "進行状況を表示しない");

    public void AddTo(Command root)
    {
        foreach (Option option in new Option[] { Workspace, LanguageName, Seed, Threads, Project, Json, Quiet })
        {
            option.Recursive = true;
            root.Add(option);
        }
    }

    private static Option<T> Make<T>(string name, Language language, string en, string ja)
        => new(name) { Description = language == Language.Japanese ? ja : en };

    private static Option<T> MakeWithDefault<T>(string name, Language language, string en, string ja, T initial)
        => new(name) { Description = language == Language.Japanese ? ja : en, DefaultValueFactory = _ => initial };
}
