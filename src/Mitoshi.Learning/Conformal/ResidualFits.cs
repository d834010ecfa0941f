using System.Runtime.ExceptionServices;

namespace Mitoshi.Learning;

/// <summary>
/// Quantile models of residuals, each grown without one fold or without two. A model without folds j and k serves the intervals that fold j judges and those
/// that fold k judges, so every pair is grown once.
/// </summary>
internal sealed class ResidualFits
{
    private readonly FeatureTable _features;
    private readonly double[] _predictions, _truth;
    private readonly ResidualIntervalSettings _settings;
    private readonly int[] _folds, _numbers;
    private readonly Dictionary<(int First, int Second), (TreeEnsemble Lower, TreeEnsemble Upper)> _grown = [];

    public ResidualFits(FeatureTable features, double[] predictions, double[] truth, int[] folds, ResidualIntervalSettings settings)
    {
        (_features, _predictions, _truth, _folds, _settings) = (features, predictions, truth, folds, settings);
        _numbers = [.. folds.Distinct().Order()];
        Folds.RequireFolds(folds.Length, _numbers.Length);
    }

    /// <summary>Quantiles and calibration of all folds but one, or of all.</summary>
    public ResidualIntervals WithoutFold(int? left, int threads)
    {
        int[] numbers = [.. _numbers.Where(fold => fold != left)];
        Grow([.. numbers.Select(fold => Key(fold, left ?? fold))], threads);
        List<double> scores = [], predictions = [];
        foreach (int fold in numbers)
        {
            (TreeEnsemble lower, TreeEnsemble upper) = _grown[Key(fold, left ?? fold)];
            int[] held = Rows(number => number == fold);
            float[] ends = new float[2 * held.Length];
            new TreePredictor(lower, upper).Predict(_features.SelectRows(held).Values, held.Length, ends);
            for (int j = 0; j < held.Length; j++)
            {
                double prediction = _predictions[held[j]], low = Math.Max(_settings.Floor, prediction + ends[j]), high = prediction + ends[held.Length + j];
                scores.Add(Conformal.QuantileScore(_truth[held[j]], low, high));
                predictions.Add(prediction);
            }
        }

        return new ResidualIntervals
        {
            Lower = [.. numbers.Select(fold => _grown[Key(fold, left ?? fold)].Lower)], Upper = [.. numbers.Select(fold => _grown[Key(fold, left ?? fold)].Upper)],
            Floor = _settings.Floor, Table = MondrianTable.Fit([.. scores], [.. predictions], _settings.Classes, _settings.Alpha),
        };
    }

    /// <summary>Interval of every sample from the other folds.</summary>
    public (double[] Lower, double[] Upper) Held(int threads)
    {
        double[] lower = new double[_truth.Length], upper = new double[_truth.Length];
        Grow([.. _numbers.SelectMany(left => _numbers.Where(fold => fold != left).Select(fold => Key(fold, left))).Distinct()], threads);
        foreach (int fold in _numbers)
        {
            int[] held = Rows(number => number == fold);
            float[] low = new float[held.Length], high = new float[held.Length];
            WithoutFold(fold, threads).Predict(_features.SelectRows(held).Values, [.. held.Select(row => (float)_predictions[row])], low, high);
            for (int j = 0; j < held.Length; j++)
            {
                (lower[held[j]], upper[held[j]]) = (low[j], high[j]);
            }
        }

        return (lower, upper);
    }

    // Many small models grow faster side by side, a thread each, than one after the other on all threads.
    private void Grow((int First, int Second)[] keys, int threads)
    {
        (int First, int Second)[] wanted = [.. keys.Where(key => !_grown.ContainsKey(key))];
        TreeEnsemble[] grown = new TreeEnsemble[2 * wanted.Length];
        void GrowOne(int i)
        {
            (int first, int second) = wanted[i / 2];
            int[] training = Rows(number => number != first && number != second);
            float[] residuals = [.. training.Select(row => (float)(_truth[row] - _predictions[row]))];
            double quantile = i % 2 == 0 ? _settings.Alpha / 2 : 1 - (_settings.Alpha / 2);
            grown[i] = BoostingTrainer.Train(_features.SelectRows(training), residuals, _settings.Boosting with { Objective = BoostingObjective.Quantile, Quantile = quantile });
        }

        try
        {
            Parallel.For(0, grown.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, GrowOne);
        }
        catch (AggregateException several) when (several.InnerExceptions is [MitoshiException first, ..])
        {
            // What is wrong with one model is wrong with all: the user hears it once.
            ExceptionDispatchInfo.Throw(first);
        }

        for (int i = 0; i < wanted.Length; i++)
        {
            _grown.Add(wanted[i], (grown[2 * i], grown[(2 * i) + 1]));
        }
    }

    private static (int First, int Second) Key(int one, int other) => (Math.Min(one, other), Math.Max(one, other));

    private int[] Rows(Func<int, bool> isWanted) => [.. Enumerable.Range(0, _folds.Length).Where(row => isWanted(_folds[row]))];
}
