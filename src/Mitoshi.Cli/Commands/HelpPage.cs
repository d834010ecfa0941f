using System.CommandLine;
using System.CommandLine.Invocation;

namespace Mitoshi.Cli.Commands;

/// <summary>Help in the user's language, from the records; with examples.</summary>
internal sealed class HelpPage(IReadOnlyList<ProcessDescription> processes, Language language) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        string path = PathOf(parseResult);
        TextWriter output = Console.Out;
        output.WriteLine(command.Description);
        output.WriteLine();
        ProcessDescription? process = processes.FirstOrDefault(candidate => string.Join(' ', candidate.Words).Replace('_', '-') == path);
        if (process is null)
        {
            WriteCommands(output, command, path);
        }
        else
        {
            WriteProcess(output, process, path);
        }

        output.WriteLine(In("Options of every command", "共通オプション"));
        RootCommand root = (RootCommand)parseResult.RootCommandResult.Command;
        foreach (Option option in root.Options)
        {
            string? about = option.Name == "--help" ? In("This page", "このページ") : option.Name == "--version" ? In("Version", "バージョン") : option.Description;
            output.WriteLine($"  {option.Name,-22} {about}");
        }

        return 0;
    }

    private static string PathOf(ParseResult parsed)
    {
        List<string> words = [];
        for (System.CommandLine.Parsing.SymbolResult? result = parsed.CommandResult; result is System.CommandLine.Parsing.CommandResult part; result = result.Parent)
        {
            if (part.Command is not RootCommand)
            {
                words.Insert(0, part.Command.Name);
            }
        }

        return string.Join(' ', words);
    }

    private void WriteCommands(TextWriter output, Command command, string path)
    {
        output.WriteLine(In("Commands", "コマンド"));
        foreach (Command child in command.Subcommands)
        {
            output.WriteLine($"  {child.Name,-22} {child.Description}");
        }

        output.WriteLine();
        string start = path.Length == 0 ? "mitoshi" : $"mitoshi {path}";
        output.WriteLine(In($"Each has its own page: {start} COMMAND --help", $"それぞれの使い方: {start} コマンド --help"));
        output.WriteLine();
    }

    private void WriteProcess(TextWriter output, ProcessDescription process, string path)
    {
        IEnumerable<string> places = process.Parameters.Where(parameter => parameter.Details.Position >= 0)
            .OrderBy(parameter => parameter.Details.Position)
            .Select(parameter => parameter.Name.ToUpperInvariant() + (parameter.IsList ? "..." : ""));
        string arguments = places.Any() ? string.Join(' ', places) : "[PROJECT.yaml]";
        output.WriteLine(In("Usage", "使い方"));
        output.WriteLine($"  mitoshi {path} {arguments} [--option value]");
        output.WriteLine();
        if (process.Examples.Count > 0)
        {
            output.WriteLine(In("Examples", "例"));
            foreach (string example in process.Examples)
            {
                output.WriteLine($"  mitoshi {example}");
            }

            output.WriteLine();
        }

        output.WriteLine(In("Parameters (on the command line, or without -- and with _ in the project file)",
            "パラメータ(コマンドラインで。プロジェクトファイルでは -- を取り、- を _ に)"));
        foreach (ParameterDescription parameter in process.Parameters)
        {
            output.WriteLine($"  {parameter.Option,-22} {parameter.About.In(language)}{Remark(parameter)}");
            foreach (ParameterDescription field in parameter.Fields)
            {
                output.WriteLine($"      {field.Name + "=",-20} {field.About.In(language)}{Remark(field)}");
            }
        }

        output.WriteLine();
    }

    private string Remark(ParameterDescription parameter)
    {
        List<string> remarks = [];
        if (parameter.Details.Unit is { } unit)
        {
            remarks.Add(unit);
        }

        if (parameter.Choices.Count > 0)
        {
            remarks.Add(string.Join(" | ", parameter.Choices));
        }

        if (parameter.IsRequired)
        {
            remarks.Add(In("required", "必須"));
        }
        else if (parameter.Default is { } value and not System.Collections.ICollection && parameter.Fields.Count == 0)
        {
            string text = value is Enum ? ParameterDescription.ToUnderscores(value.ToString()!) : value.ToString()!;
            if (text.Length > 0)
            {
                remarks.Add(In($"default {text}", $"既定 {text}"));
            }
        }

        return remarks.Count == 0 ? "" : $"  [{string.Join("; ", remarks)}]";
    }

    private string In(string en, string ja) => language == Language.Japanese ? ja : en;
}
