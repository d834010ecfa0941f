namespace Mitoshi.Cli.Commands;

/// <summary>What the user sees when the mistake is ours.</summary>
internal static class BugReport
{
    /// <summary>Exit code of a bug (EX_SOFTWARE of sysexits.h).</summary>
    private const int ExitCode = 70;

    public static int Write(Exception bug, Workspace workspace, string process, Language language)
    {
        string where = Path.Combine(workspace.Jobs, $"bug-{process}.log");
        try
        {
            Directory.CreateDirectory(workspace.Jobs);
            File.WriteAllText(where, bug.ToString());
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            where = "stderr";
            Console.Error.WriteLine(bug);
        }

        Console.Error.WriteLine(language == Language.Japanese
            ? $"見通し自身の誤りです: {bug.GetType().Name}: {bug.Message}\n  詳細: {where}\n  このファイルを添えて報告してください。以前の成果物は変わっていません。"
            : $"This is a mistake of Mitoshi itself: {bug.GetType().Name}: {bug.Message}\n  Details: {where}\n  Please report it with that file. Nothing that existed before was changed.");
        return ExitCode;
    }
}
