using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Mitoshi.Cli.Terminal;

namespace Mitoshi.Cli.Commands;

/// <summary>From arguments to an exit code: 0 done, 1 the answer is no, 2 the input is wrong, 70 a bug of ours, 130 stopped by the user.</summary>
internal static class CommandLineProgram
{
    /// <summary>Runs the program.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        Language language = Preferences.LanguageOf(arguments);
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        IReadOnlyList<ProcessDescription> processes = ProcessDescription.Discover(Rooms.Load());
        GlobalOptions options = new(language);
        RootCommand root = Build(processes, options, language);
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpPage)
        {
            foreach (ParseError error in parsed.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }

            Console.Error.WriteLine(language == Language.Japanese ? "使い方は --help で見られます。" : "See --help for how to use it.");
            return 2;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Build(IReadOnlyList<ProcessDescription> processes, GlobalOptions options, Language language)
    {
        RootCommand root = new(language == Language.Japanese
            ? "見通し(Mitoshi): 衛星観測から、信頼できる数値とその証拠へ"
            : "Mitoshi: from satellite observation to numbers people can trust, with the proof");
        options.AddTo(root);
        Dictionary<string, Command> families = [];
        foreach (ProcessDescription process in processes)
        {
            ProcessCommand command = new(process, processes, options, language);
            if (process.Words.Count == 1)
            {
                root.Add(command.Command);
                continue;
            }

            if (!families.TryGetValue(process.Family, out Command? family))
            {
                family = new Command(process.Family, Families.About(process.Family).In(language));
                families.Add(process.Family, family);
                root.Add(family);
            }

            family.Add(command.Command);
        }

        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpPage(processes, language);
        }

        return root;
    }
}
