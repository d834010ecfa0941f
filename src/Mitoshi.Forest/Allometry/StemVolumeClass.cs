namespace Mitoshi.Forest;

/// <summary>One diameter class of a stem volume equation, for diameters from <paramref name="DbhMin"/> to below <paramref name="DbhMax"/> (cm).</summary>
internal readonly record struct StemVolumeClass(StemVolumeForm Form, double DbhMin, double DbhMax, double A, bool IsATimesHeight, double B, double C, double D)
{
    /// <summary>Stem volume with bark, m3.</summary>
    public double Volume(double dbhCentimetres, double heightMetres)
    {
        switch (Form)
        {
            case StemVolumeForm.LogDiameterAndHeight:
                return Math.Pow(10, A + (B * Math.Log10(dbhCentimetres)) + (C * Math.Log10(heightMetres)));
            case StemVolumeForm.LogSquareTimesHeight:
                return Math.Pow(10, A + (B * Math.Log10(dbhCentimetres * dbhCentimetres * heightMetres)));
            default:
                double metres = dbhCentimetres / 100, square = metres * metres;
                return (IsATimesHeight ? A * heightMetres : A) + (B * square) + (C * square * heightMetres) + D;
        }
    }
}

/// <summary>Forms of the stem volume equations.</summary>
internal enum StemVolumeForm
{
    /// <summary>log10 V = a + b log10 D + c log10 H.</summary>
    LogDiameterAndHeight,

    /// <summary>log10 V = a + b log10(D^2 H).</summary>
    LogSquareTimesHeight,

    /// <summary>V = a H + b d^2 + c d^2 H + d, d in metres.</summary>
    Linear,
}
