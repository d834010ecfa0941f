
namespace Mitoshi.Cli.Demo;

/// <summary>The main job from end to end: real chips, a simulated landscape, a claim with its receipt.</summary>
[Process("demo", En = "Run the main job from scenes to a credit with its receipt", Ja = "画像から、領収書つきのクレジットまでを通しで実行する", Examples = ["demo", "demo --lang ja --output demo"])]
public sealed record RunDemo : Process<DemoResult>
{
    /// <summary>Where results go.</summary>
    [Parameter(En = "Folder for everything that the demo makes", Ja = "デモの出力フォルダ", IsPath = true)]
    public string Output { get; init; } = "demo";

    /// <summary>The real data.</summary>
    [Parameter(En = "Folder of the real data; default: MITOSHI_DATA, else ../shared/data beside the project", Ja = "実データのフォルダ。既定は MITOSHI_DATA、なければ ../shared/data", IsPath = true)]
    public string Data { get; init; } = "";

    /// <summary>Edge of the simulated landscape.</summary>
    [Parameter(En = "Edge of the simulated landscape, in pixels of 10 m", Ja = "模擬景観の一辺の画素数(1画素10 m)", Min = 128, Max = 2048)]
    public int Size { get; init; } = 256;

    /// <inheritdoc/>
    protected override async Task<DemoResult> RunAsync(ProcessContext context)
    {
        string output = Path.GetFullPath(Output);
        context.Files.CreateFolder(output);
        ProcessContext inside = context with { Workspace = new Workspace(Path.Combine(output, "workspace")) };
        List<DemoPart> parts = [];
        string chips = Path.Combine(DataFolder(), "forest", "biomassters");
        if (Directory.Exists(chips))
        {
            context.Progress.Say(("1/3  Real chips: Sentinel-1 and Sentinel-2 against airborne lidar", "1/3  実データのチップ:Sentinel-1/2 と航空レーザ"));
            parts.Add(await ChipsDemo.RunAsync(chips, output, inside));
        }
        else
        {
            context.Progress.Say(($"1/3  Real chips: SKIPPED, {chips} is not here. Set MITOSHI_DATA to the folder of the data.", $"1/3  実データのチップ:スキップ。{chips} がありません。MITOSHI_DATA を設定してください。"));
        }

        context.Progress.Say(("2/3  Simulated landscape near Japan: train, map two years, change", "2/3  日本近海の模擬景観:学習、2年分の地図、変化"));
        LandscapeDemo landscape = await LandscapeDemo.RunAsync(output, Size, inside);
        parts.Add(landscape.Part);
        context.Progress.Say(("3/3  From measurement to credit: claim, verification, issue, retirement, receipt", "3/3  測定からクレジットへ:請求、検証、発行、償却、領収書"));
        parts.Add(await CreditsDemo.RunAsync(output, landscape, inside));
        return new DemoResult(parts);
    }

    private string DataFolder()
    {
        if (Data.Length > 0)
        {
            return Data;
        }

        // The one place where the program looks around for data: the demo is for people who have just cloned the project.
        string? named = Environment.GetEnvironmentVariable("MITOSHI_DATA");
        return !string.IsNullOrEmpty(named) ? named : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "shared", "data"));
    }
}

/// <summary>What a part of the demo made.</summary>
/// <param name="Tables">Figures.</param>
/// <param name="Files">Files to open.</param>
internal sealed record DemoPart(IReadOnlyList<SummaryTable> Tables, IReadOnlyList<OutputFile> Files);

/// <summary>Everything that the demo made.</summary>
public sealed record DemoResult : ProcessResult
{
    private readonly IReadOnlyList<DemoPart> _parts;

    internal DemoResult(IReadOnlyList<DemoPart> parts) => _parts = parts;

    /// <inheritdoc/>
    public override Summary Summarise() => new(("The demo is done: from scenes to a credit with its receipt", "デモ完了:画像から領収書つきクレジットまで"))
    {
        Tables = [.. _parts.SelectMany(part => part.Tables)],
        Files = [.. _parts.SelectMany(part => part.Files)],
        NextSteps =
        [
            ("Open the reports above in a browser; the .tif files beside them open in QGIS.", "上の報告書をブラウザで開いてください。隣の .tif はQGISで開けます。"),
            ("Your own data: mitoshi forest init FOLDER, then mitoshi forest train FOLDER/forest.yaml", "自分のデータでは: mitoshi forest init フォルダ、続いて mitoshi forest train フォルダ/forest.yaml"),
        ],
    };
}
