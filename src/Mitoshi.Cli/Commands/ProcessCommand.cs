using System.CommandLine;
using Mitoshi.Cli.Projects;
using Mitoshi.Cli.Terminal;

namespace Mitoshi.Cli.Commands;

/// <summary>The command of one process, derived from its record: nobody writes an option twice.</summary>
internal sealed class ProcessCommand
{
    private readonly ProcessDescription _process;
    private readonly IReadOnlySet<string> _toleratedNames;
    private readonly GlobalOptions _options;
    private readonly Language _language;
    private readonly Dictionary<string, Option<string[]>> _optionByName = [];
    private readonly Argument<string[]> _positional;

    public ProcessCommand(ProcessDescription process, IReadOnlyList<ProcessDescription> all, GlobalOptions options, Language language)
    {
        (_process, _options, _language) = (process, options, language);
        _toleratedNames = all.Where(other => other.Family == process.Family).SelectMany(other => other.Parameters).Select(parameter => parameter.Name).ToHashSet();
        _positional = new Argument<string[]>("arguments") { Arity = ArgumentArity.ZeroOrMore, Description = Positionals };
        Command = new Command(process.Words[^1].Replace('_', '-'), process.About.In(language)) { _positional };
        foreach (ParameterDescription parameter in process.Parameters)
        {
            Option<string[]> option = new(parameter.Option)
            {
                Description = parameter.About.In(language),
                Arity = parameter.ItemType == typeof(bool) ? ArgumentArity.ZeroOrOne : ArgumentArity.OneOrMore,
                AllowMultipleArgumentsPerToken = parameter.IsList,
            };
            _optionByName.Add(parameter.Name, option);
            Command.Add(option);
        }

        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private string Positionals => string.Join(" ", _process.Parameters.Where(parameter => parameter.Details.Position >= 0)
        .OrderBy(parameter => parameter.Details.Position).Select(parameter => parameter.Name.ToUpperInvariant()));

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        bool asJson = parsed.GetValue(_options.Json);
        try
        {
            Process process = ProcessBinder.Bind(_process, Gather(parsed), _toleratedNames);
            using TerminalProgress progress = new(_language, isShown: !parsed.GetValue(_options.Quiet) && !asJson);
            ProcessResult result = await process.ExecuteAsync(new ProcessContext
            {
                Workspace = Preferences.WorkspaceOf(parsed.GetValue(_options.Workspace)),
                Language = _language,
                Progress = progress,
                Seed = parsed.GetValue(_options.Seed),
                Threads = parsed.GetValue(_options.Threads),
                Cancellation = cancellation,
            });
            progress.Dispose();
            Summary summary = result.Summarise();
            if (asJson)
            {
                Console.WriteLine(SummaryJson.Of(result, summary, _language));
            }
            else
            {
                SummaryPage.Write(summary, _language);
            }

            return summary.Succeeded ? 0 : 1;
        }
        catch (MitoshiException error)
        {
            Console.Error.WriteLine(error.In(_language));
            return 2;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine(_language == Language.Japanese
                ? "止めました。途中までの結果は有効です。同じコマンドで続きから始まります。"
                : "Stopped. What was finished stays valid; the same command goes on from there.");
            return 130;
        }
        catch (Exception bug)
        {
            return BugReport.Write(bug, Preferences.WorkspaceOf(parsed.GetValue(_options.Workspace)), _process.Name, _language);
        }
    }

    // The project file first, then what stands on the command line over it.
    private Dictionary<string, ParameterValue> Gather(ParseResult parsed)
    {
        List<string> bare = [.. parsed.GetValue(_positional) ?? []];
        List<ParameterDescription> places = [.. _process.Parameters.Where(parameter => parameter.Details.Position >= 0).OrderBy(parameter => parameter.Details.Position)];
        string? projectPath = parsed.GetValue(_options.Project);
        if (projectPath is null && places.Count == 0 && bare.Count > 0 && (bare[0].EndsWith(".yaml", StringComparison.Ordinal) || bare[0].EndsWith(".yml", StringComparison.Ordinal)))
        {
            projectPath = bare[0];
            bare.RemoveAt(0);
        }

        Dictionary<string, ParameterValue> values = projectPath is null ? [] : new(ProjectFile.Read(projectPath), StringComparer.Ordinal);
        for (int i = 0; i < bare.Count; i++)
        {
            ParameterDescription? place = places.Count == 0 ? null : places[Math.Min(i, places.Count - 1)];
            if (place is null || (i >= places.Count && !place.IsList))
            {
                throw new MitoshiException("command.extra_argument",
                    found: ($"`{bare[i]}` is one argument too many", $"`{bare[i]}` は余分な引数です"),
                    expected: ($"mitoshi {string.Join(' ', _process.Words)} {Positionals}", $"mitoshi {string.Join(' ', _process.Words)} {Positionals}"),
                    remedy: ("See --help; options begin with --.", "--help を見てください。オプションは -- で始まります。"));
            }

            Add(values, place, bare[i], where: place.Name.ToUpperInvariant(), isFirst: i < places.Count);
        }

        foreach (ParameterDescription parameter in _process.Parameters)
        {
            if (parsed.GetResult(_optionByName[parameter.Name]) is { Implicit: false } option)
            {
                bool isFirst = true;
                IEnumerable<string> texts = option.Tokens.Count == 0 ? ["true"] : option.Tokens.Select(token => token.Value);
                foreach (string text in texts)
                {
                    Add(values, parameter, text, parameter.Option, isFirst);
                    isFirst = false;
                }
            }
        }

        return values;
    }

    private static void Add(Dictionary<string, ParameterValue> values, ParameterDescription parameter, string text, string where, bool isFirst)
    {
        ParameterValue.Scalar scalar = new(text, where);
        if (!parameter.IsList)
        {
            values[parameter.Name] = scalar;
        }
        else
        {
            IReadOnlyList<ParameterValue> before = !isFirst && values.TryGetValue(parameter.Name, out ParameterValue? earlier) ? ((ParameterValue.Sequence)earlier).Items : [];
            values[parameter.Name] = new ParameterValue.Sequence([.. before, scalar], where);
        }
    }
}
