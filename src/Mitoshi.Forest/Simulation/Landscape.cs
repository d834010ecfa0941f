namespace Mitoshi.Forest.Simulation;

/// <summary>A simulated landscape: ground, stands and the fields that make pixels differ within a stand. The same seed gives the same landscape.</summary>
internal sealed class Landscape
{
    /// <summary>Edge of a pixel in metres.</summary>
    public const double PixelMetres = 10;

    private readonly float[] _heightNoise, _stockingNoise, _storm, _gaps;
    private readonly float _waterLevel;

    private Landscape(RandomStream random, int size, (int First, int Last) years)
    {
        Size = size;
        Years = years;
        Terrain = Terrain.Make(random.Fork("terrain"), size, PixelMetres);
        Mosaic = StandMosaic.Make(random.Fork("mosaic"), Terrain, size, years);
        _heightNoise = NoiseField.Make(random.Fork("height"), size, 9, octaves: 3, persistence: 0.7);
        _stockingNoise = NoiseField.Make(random.Fork("stocking"), size, 7, octaves: 2, persistence: 0.8);
        _storm = NoiseField.Make(random.Fork("storm"), size, 60, octaves: 4, persistence: 0.55);
        _gaps = NoiseField.Make(random.Fork("gaps"), size, 5, octaves: 1);
        float[] sorted = [.. Terrain.Elevation];
        Array.Sort(sorted);
        _waterLevel = sorted[sorted.Length * 3 / 100];
    }

    /// <summary>Edge in pixels.</summary>
    public int Size { get; }

    /// <summary>First and last year.</summary>
    public (int First, int Last) Years { get; }

    /// <summary>The ground.</summary>
    public Terrain Terrain { get; }

    /// <summary>The stands.</summary>
    public StandMosaic Mosaic { get; }

    /// <summary>EPSG:32654; in the Pacific, 190 km off the coast of Fukushima, so that nobody takes it for a place.</summary>
    public Grid Grid => new(new Crs("EPSG:32654"), AffineTransform.NorthUp(west: 640_000, north: 4_140_000, PixelMetres), Size, Size);

    /// <summary>Makes a landscape.</summary>
    public static Landscape Make(RandomStream random, int size, (int First, int Last) years) => new(random, size, years);

    /// <summary>The stand of a pixel.</summary>
    public Stand StandAt(int pixel) => Mosaic.Stands[Mosaic.StandOf[pixel]];

    /// <summary>What happens to a pixel between the first and the last year.</summary>
    public StandEvent EventAt(int pixel)
    {
        Stand stand = StandAt(pixel);
        return IsWater(pixel) || stand.Species is null ? StandEvent.NotForest
            : Years.First == Years.Last ? StandEvent.Stable
            : stand.Event == StandEvent.Growth && StormLoss(pixel) > 0 && Years.Last > Years.First ? StandEvent.Storm
            : stand.Event;
    }

    /// <summary>What stands on the landscape in a year, pixel by pixel.</summary>
    public ForestState StateIn(int year)
    {
        ForestState state = new(year, new float[Size * Size], new float[Size * Size], new byte[Size * Size], new byte[Size * Size]);
        for (int pixel = 0; pixel < state.Agb.Length; pixel++)
        {
            Stand stand = StandAt(pixel);
            if (IsWater(pixel) || stand.Species is null)
            {
                state.LandCover[pixel] = (byte)(IsWater(pixel) ? LandCoverClass.Water : stand.Cover);
                continue;
            }

            Grow(pixel, stand, stand.Species, year, state);
        }

        return state;
    }

    private void Grow(int pixel, Stand stand, SpeciesTraits species, int year, ForestState state)
    {
        int age = stand.Age(year);
        if (age == 0)
        {
            state.LandCover[pixel] = (byte)LandCoverClass.Cleared;
            return;
        }

        double height = species.Height(age, stand.Site) * (1 + (0.08 * Math.Clamp(_heightNoise[pixel], -2f, 2f)));
        double agb = species.Biomass(height) * stand.StockingIn(year) * Math.Exp((0.16 * Math.Clamp(_stockingNoise[pixel], -2f, 2f)) - 0.013);
        bool isGap = _gaps[pixel] > 2.2;
        double left = isGap ? 0.35 : 1;
        if (stand.Event == StandEvent.Growth && year > Years.First && StormLoss(pixel) is > 0 and double loss)
        {
            height *= 1 - (0.5 * loss);
            left *= 1 - loss;
        }

        state.Height[pixel] = (float)Math.Max(height, 0.2);
        state.Agb[pixel] = (float)(agb * left);
        state.Species[pixel] = species.Code;
        state.LandCover[pixel] = (byte)species.LandCover;
    }

    private bool IsWater(int pixel) => Terrain.Elevation[pixel] < _waterLevel;

    private double StormLoss(int pixel) => _storm[pixel] < 1.9 ? 0 : Math.Min(0.9, 0.4 + (0.6 * (_storm[pixel] - 1.9)));
}
