using System.Globalization;

namespace Mitoshi.Learning;

/// <summary>Classes of a value for reports and for calibration: [e_0, e_1), [e_1, e_2), ..., the last one open above.</summary>
/// <param name="Edges">Ascending lower edges; a value below the first one belongs to the first class.</param>
public sealed record ValueClasses(IReadOnlyList<double> Edges)
{
    /// <summary>The classes of above-ground biomass of the validation protocol, in Mg/ha: 0-50, 50-100, 100-150, 150-200, 200-300, 300+.</summary>
    public static ValueClasses Biomass { get; } = new([0, 50, 100, 150, 200, 300]);

    /// <summary>Number of classes.</summary>
    public int Count => Edges.Count;

    /// <summary>The class of a value.</summary>
    public int Of(double measured)
    {
        int index = Count - 1;
        while (index > 0 && measured < Edges[index])
        {
            index--;
        }

        return index;
    }

    /// <summary>Name of a class: <c>50-100</c>, <c>300+</c>.</summary>
    public string Name(int classIndex) => classIndex == Count - 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Edges[classIndex]:0.##}+")
        : string.Create(CultureInfo.InvariantCulture, $"{Edges[classIndex]:0.##}-{Edges[classIndex + 1]:0.##}");
}
