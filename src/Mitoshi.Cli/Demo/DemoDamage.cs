using System.Text;
using Mitoshi.Gdal;

namespace Mitoshi.Cli.Demo;

/// <summary>Small changes that somebody might make after the fact.</summary>
internal static class DemoDamage
{
    /// <summary>One pixel of the map, one plot, one factor.</summary>
    /// <param name="workspace">Copy of the workspace.</param>
    /// <param name="project">Whose project file holds the factor.</param>
    public static IReadOnlyList<(Text What, string File, Action<string> Change)> All(string workspace, string project) =>
    [
        (("one pixel of the map, by 1 Mg/ha", "地図の1画素を1 Mg/ha"), Path.Combine(workspace, "products", "landscape-2016", "agb.tif"), ChangePixel),
        (("one plot, by one digit", "プロット1件の1桁"), Path.GetFullPath(Path.Combine(workspace, "..", "landscape", "plots", "plots_2016.csv")), ChangePlot),
        (("one factor, 0.47 to 0.48", "係数1件 0.47→0.48"), Path.Combine(workspace, "projects", project, "project.yaml"), file => Replace(file, "value: 0.47", "value: 0.48")),
    ];

    private static void ChangePixel(string file)
    {
        using RasterFile map = RasterFile.Open(file);
        float[] values = new float[map.Grid.PixelCount];
        map.Read<float>(map.Grid.Whole, [0], values);
        values[values.Length / 2] += 1;
        using RasterWriter writer = RasterWriter.Create(file, map.Grid, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN });
        writer.Write<float>(map.Grid.Whole, 0, values);
        writer.Commit();
    }

    private static void ChangePlot(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        int digit = Array.FindLastIndex(content, value => value is >= (byte)'0' and <= (byte)'9');
        content[digit] = content[digit] == (byte)'9' ? (byte)'8' : (byte)(content[digit] + 1);
        File.WriteAllBytes(file, content);
    }

    private static void Replace(string file, string from, string to) => File.WriteAllText(file, File.ReadAllText(file, Encoding.UTF8).Replace(from, to, StringComparison.Ordinal), new UTF8Encoding(false));
}
