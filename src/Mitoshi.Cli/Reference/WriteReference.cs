using System.Text;

namespace Mitoshi.Cli.Reference;

/// <summary>Brings the parameter tables of the reference pages up to date.</summary>
[Process("reference", En = "Bring the parameter tables of docs/processes up to date", Ja = "docs/processes のパラメータ表を更新する", Examples = ["reference docs/processes"])]
public sealed record WriteReference : Process<ReferenceResult>
{
    /// <summary>Where the pages are.</summary>
    [Parameter(En = "Folder of the pages", Ja = "ページのフォルダ", Position = 0, IsPath = true)]
    public string Folder { get; init; } = "docs/processes";

    /// <inheritdoc/>
    protected override Task<ReferenceResult> RunAsync(ProcessContext context)
    {
        context.Files.CreateFolder(Folder);
        List<string> changed = [];
        foreach (ProcessDescription process in ProcessDescription.Discover(Rooms.Load()))
        {
            string path = Path.Combine(Folder, process.Name + ".md");
            string page = File.Exists(path) ? File.ReadAllText(path) : $"# {process.Name}\n\n{process.About.En}.\n\n{process.About.Ja}。\n";
            string renewed = ReferenceTable.Into(page, process);
            if (renewed != page)
            {
                context.Files.WriteAtomically(path, Encoding.UTF8.GetBytes(renewed));
                changed.Add(path);
            }
        }

        return Task.FromResult(new ReferenceResult(changed));
    }
}

/// <summary>What was changed.</summary>
/// <param name="Changed">Paths of the changed pages.</param>
public sealed record ReferenceResult(IReadOnlyList<string> Changed) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Changed.Count} pages changed", $"{Changed.Count} ページを更新しました"))
    {
        Files = [.. Changed.Select(path => new OutputFile(("page", "ページ"), path))],
    };
}
