namespace Mitoshi.Forest.Simulation;

/// <summary>Decides what grows on a stand and what happens to it.</summary>
internal sealed class StandPlanner
{
    private readonly RandomStream _random;
    private readonly Terrain _terrain;
    private readonly int _size;
    private readonly (int First, int Last) _years;
    private readonly float[] _elevations;

    /// <summary>A planner for a square of pixels.</summary>
    public StandPlanner(RandomStream random, Terrain terrain, int size, (int First, int Last) years)
    {
        (_random, _terrain, _size, _years) = (random, terrain, size, years);
        _elevations = [.. terrain.Elevation];
        Array.Sort(_elevations);
    }

    /// <summary>The stand around a centre.</summary>
    public Stand Plan(int index, (double Column, double Row) centre)
    {
        RandomStream random = _random.Fork($"{index}");
        int column = Math.Clamp((int)centre.Column, 0, _size - 1), row = Math.Clamp((int)centre.Row, 0, _size - 1), pixel = (row * _size) + column;
        double height = Rank(_terrain.Elevation[pixel]), kind = random.NextDouble(), site = 1 + (0.09 * random.NextNormal()), stocking = Math.Exp(0.17 * random.NextNormal());
        double radar = 0.45 * random.NextNormal(), brightness = Math.Exp(0.04 * random.NextNormal());
        bool isReserve = column > 0.70 * _size && row < 0.32 * _size && height > 0.15;
        if (!isReserve && height < 0.16 && kind < 0.85)
        {
            LandCoverClass cover = kind < 0.55 ? LandCoverClass.Farmland : LandCoverClass.Urban;
            return new Stand(null, cover, 0, site, stocking, StandEvent.NotForest, 0, 0, false, radar, brightness);
        }

        SpeciesTraits species = SpeciesTraits.All[isReserve ? 4 : Choose(height, random)];
        int birth = isReserve ? _years.First - 120 - random.NextInt(60) : Birth(species, random);
        (StandEvent happens, int year, double removal, bool isReplanted) = isReserve ? (StandEvent.Stable, _years.First, 0, false) : Happen(ref birth, species, random);
        return new Stand(species, species.LandCover, birth, Math.Clamp(site, 0.8, 1.2), Math.Clamp(stocking, 0.6, 1.35), happens, year, removal, isReplanted, radar, brightness);
    }

    private double Rank(float elevation)
    {
        int place = Array.BinarySearch(_elevations, elevation);
        return (double)(place < 0 ? ~place : place) / _elevations.Length;
    }

    // Sugi in the valleys, hinoki on the slopes, pine on the ridges, larch high up, broadleaf everywhere.
    private static int Choose(double height, RandomStream random)
    {
        double[] weights = [0.55 * (1 - height), 0.28, 0.35 * Math.Max(0, height - 0.55), 0.12, 0.34];
        double drawn = random.NextDouble() * weights.Sum();
        int species = 0;
        while (species < weights.Length - 1 && drawn >= weights[species])
        {
            drawn -= weights[species++];
        }

        return species;
    }

    // Most planted stands in Japan date from 1950 to 1975; broadleaf stands are of any age.
    private int Birth(SpeciesTraits species, RandomStream random)
    {
        bool isPlanted = species.Code != 5;
        double age = isPlanted && random.NextDouble() < 0.78 ? 54 + (9 * random.NextNormal()) : isPlanted ? 4 + (36 * random.NextDouble()) : 15 + (75 * random.NextDouble());
        return _years.First - Math.Max(2, (int)age);
    }

    private (StandEvent Event, int Year, double Removal, bool IsReplanted) Happen(ref int birth, SpeciesTraits species, RandomStream random)
    {
        double drawn = random.NextDouble(), share = random.NextDouble();
        int span = _years.Last - _years.First, age = _years.First - birth;
        int year = span == 0 ? int.MaxValue : _years.First + 1 + random.NextInt(span);
        if (drawn < 0.03)
        {
            birth = year;
            return (StandEvent.Planting, year, 0, false);
        }

        bool canBeCut = species.Code != 5 ? age > 40 : age > 30;
        return canBeCut && drawn < 0.11 ? (StandEvent.ClearCut, year, 1, share < 0.5)
            : age is > 20 and < 60 && species.Code != 5 && drawn < 0.22 ? (StandEvent.Thinning, year, 0.25 + (0.10 * share), false)
            : (StandEvent.Growth, int.MaxValue, 0, false);
    }
}
