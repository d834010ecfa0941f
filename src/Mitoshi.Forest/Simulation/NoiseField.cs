namespace Mitoshi.Forest.Simulation;

/// <summary>Fields of correlated random numbers: value noise, octave over octave, brought to mean 0 and standard deviation 1.</summary>
internal static class NoiseField
{
    /// <summary>A field of size x size pixels.</summary>
    /// <param name="random">A stream of its own for each field.</param>
    /// <param name="size">Edge in pixels.</param>
    /// <param name="wavelength">Longest wavelength in pixels; each octave halves it.</param>
    /// <param name="octaves">How many wavelengths are added; the last one should stay above 2 pixels.</param>
    /// <param name="persistence">Amplitude of an octave over that of the one before.</param>
    public static float[] Make(RandomStream random, int size, double wavelength, int octaves, double persistence = 0.5)
    {
        float[] field = new float[size * size];
        double amplitude = 1;
        for (int octave = 0; octave < octaves; octave++)
        {
            AddOctave(random, size, wavelength, amplitude, field);
            wavelength /= 2;
            amplitude *= persistence;
        }

        Standardise(field);
        return field;
    }

    private static void AddOctave(RandomStream random, int size, double wavelength, double amplitude, float[] field)
    {
        int knots = (int)Math.Ceiling(size / wavelength) + 2;
        double[] lattice = new double[knots * knots];
        for (int i = 0; i < lattice.Length; i++)
        {
            lattice[i] = random.NextNormal();
        }

        double columnShift = random.NextDouble(), rowShift = random.NextDouble();
        for (int row = 0; row < size; row++)
        {
            (int y, double v) = Split((row / wavelength) + rowShift);
            for (int column = 0; column < size; column++)
            {
                (int x, double u) = Split((column / wavelength) + columnShift);
                int corner = (Math.Min(y, knots - 2) * knots) + Math.Min(x, knots - 2);
                double upper = lattice[corner] + (u * (lattice[corner + 1] - lattice[corner]));
                double lower = lattice[corner + knots] + (u * (lattice[corner + knots + 1] - lattice[corner + knots]));
                field[(row * size) + column] += (float)(amplitude * (upper + (v * (lower - upper))));
            }
        }
    }

    // A whole part, and the fraction eased so that the slope is continuous across the knots.
    private static (int Whole, double Eased) Split(double position)
    {
        int whole = (int)position;
        double t = position - whole;
        return (whole, t * t * t * ((t * ((t * 6) - 15)) + 10));
    }

    private static void Standardise(float[] field)
    {
        double sum = 0, squares = 0;
        foreach (float value in field)
        {
            sum += value;
            squares += (double)value * value;
        }

        double mean = sum / field.Length, deviation = Math.Sqrt(Math.Max((squares / field.Length) - (mean * mean), 1e-12));
        foreach (ref float value in field.AsSpan())
        {
            value = (float)((value - mean) / deviation);
        }
    }
}
