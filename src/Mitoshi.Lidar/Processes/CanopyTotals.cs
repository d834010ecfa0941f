namespace Mitoshi.Lidar;

/// <summary>Figures over all areas of a canopy.</summary>
internal sealed class CanopyTotals
{
    public long PixelsKnown { get; private set; }

    public double HeightSum { get; private set; }

    public double HeightMax { get; private set; }

    public long TooHigh { get; private set; }

    public void Add(CanopyArea area)
    {
        TooHigh += area.TooHigh;
        double sum = 0;
        foreach (float height in area.Canopy)
        {
            if (!float.IsNaN(height))
            {
                PixelsKnown++;
                sum += height;
                HeightMax = Math.Max(HeightMax, height);
            }
        }

        HeightSum += sum;
    }
}
