using System.Text.Json.Nodes;
using Mitoshi.Forest.Maps;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Change;

/// <summary>
/// How far the level of a change may be off: Var = L1 + L2 - 2 ρ C12, where L is the level error of a date's mean and C12 that of the two dates' classes together.
/// With one model for both dates ρ is that of the blocks' errors in its training, where it learned from both; else the pixels' ρ is taken.
/// </summary>
internal sealed class ChangeLevel
{
    private readonly LevelError? _first, _second;
    private readonly double[] _before, _after;
    private readonly double _rho;

    private ChangeLevel(LevelError? first, LevelError? second, double rho)
    {
        (_first, _second, _rho) = (first, second, rho);
        (_before, _after) = (new double[first?.Edges.Count ?? 0], new double[second?.Edges.Count ?? 0]);
    }

    public static ChangeLevel Of(JsonNode? before, JsonNode? after, double rho)
    {
        bool isOneModel = before?[MapLevel.Key] is { } first && JsonNode.DeepEquals(first, after?[MapLevel.Key]);
        return new ChangeLevel(MapLevel.Of(before), MapLevel.Of(after), isOneModel && after?[MapLevel.EpochKey]?.GetValue<double>() is { } known ? known : rho);
    }

    /// <summary>Adds a pixel's AGB at both dates.</summary>
    public void Add(double before, double after)
    {
        if (_first is not null && _second is not null)
        {
            _before[_first.ClassOf(before)]++;
            _after[_second.ClassOf(after)]++;
        }
    }

    /// <summary>Variance of the mean change that comes from the levels of the maps; 0 where they tell none.</summary>
    public double Variance
    {
        get
        {
            if (_first is null || _second is null || _before.Sum() == 0)
            {
                return 0;
            }

            // Two models of their own have no covariance of classes; the geometric mean of the two variances bounds it.
            double first = _first.Between(_before, _before), second = _second.Between(_after, _after);
            double together = _first.Edges.Count == _second.Edges.Count ? _first.Between(_before, _after) : Math.Sqrt(first * second);
            return Math.Max(0, first + second - (2 * _rho * together));
        }
    }

    /// <summary>The same as a level error of a single class.</summary>
    public LevelError? Result => _first is null || _second is null ? null : new LevelError([0], new[,] { { Variance } }, Math.Min(_first.Clusters, _second.Clusters));
}
