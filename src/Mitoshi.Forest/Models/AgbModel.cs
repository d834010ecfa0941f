using Mitoshi.Learning;

namespace Mitoshi.Forest.Models;

/// <summary>From features to AGB in Mg/ha, before any correction: one method, or several with weights.</summary>
/// <param name="Parts">The methods.</param>
public sealed record AgbModel(IReadOnlyList<AgbPart> Parts)
{
    /// <summary>The model as a function of planar features; safe to share among threads.</summary>
    /// <param name="names">Names of the features, in their order.</param>
    public Regression Compile(IReadOnlyList<string> names)
    {
        if (Parts is [{ Weight: 1 } only])
        {
            return only.Compile(names);
        }

        (double Weight, Regression Predict)[] parts = [.. Parts.Select(part => (part.Weight, part.Compile(names)))];
        return (planar, count, output) =>
        {
            float[] one = new float[count];
            double[] sum = new double[count];
            foreach ((double weight, Regression predict) in parts)
            {
                predict(planar, count, one);
                for (int i = 0; i < count; i++)
                {
                    sum[i] += weight * Math.Max(one[i], 0);
                }
            }

            for (int i = 0; i < count; i++)
            {
                output[i] = (float)sum[i];
            }
        };
    }

    /// <summary>Share of each feature in what the model knows, sum 1 (or all 0).</summary>
    public IReadOnlyList<(string Name, double Value)> Importance(IReadOnlyList<string> names)
    {
        double[] shares = new double[names.Count];
        foreach (AgbPart part in Parts)
        {
            double[] own = part.Gains(names);
            double total = own.Sum();
            for (int i = 0; i < shares.Length && total > 0; i++)
            {
                shares[i] += part.Weight * own[i] / total;
            }
        }

        double sum = shares.Sum();
        return [.. names.Select((name, i) => (name, sum > 0 ? shares[i] / sum : 0))];
    }
}

/// <summary>One method of an <see cref="AgbModel"/>.</summary>
/// <param name="Weight">What its prediction is multiplied by; 1 when it stands alone.</param>
public abstract record AgbPart(double Weight)
{
    /// <summary>The method as a function of planar features.</summary>
    public abstract Regression Compile(IReadOnlyList<string> names);

    /// <summary>What each feature gives to the method, in any unit.</summary>
    public abstract double[] Gains(IReadOnlyList<string> names);

    private protected static double[] GainsOf(TreeEnsemble trees) => trees.GainImportance();
}

/// <summary>Trees from features to AGB: boosted, or a forest.</summary>
public sealed record TreesPart(double Weight, TreeEnsemble Trees) : AgbPart(Weight)
{
    /// <inheritdoc/>
    public override Regression Compile(IReadOnlyList<string> names)
    {
        TreePredictor predictor = new(Trees);
        return (planar, count, output) => predictor.Predict(planar, count, output);
    }

    /// <inheritdoc/>
    public override double[] Gains(IReadOnlyList<string> names) => GainsOf(Trees);
}

/// <summary>A quantile forest: its mean is the prediction, its leaves give the interval.</summary>
public sealed record QuantileForestPart(double Weight, QuantileForest Forest) : AgbPart(Weight)
{
    /// <inheritdoc/>
    public override Regression Compile(IReadOnlyList<string> names)
    {
        TreePredictor predictor = new(Forest.Mean);
        return (planar, count, output) => predictor.Predict(planar, count, output);
    }

    /// <inheritdoc/>
    public override double[] Gains(IReadOnlyList<string> names) => GainsOf(Forest.Mean);
}

/// <summary>Trees from features to canopy height in metres, then AGB = a H^b by class.</summary>
/// <param name="Weight">Weight.</param>
/// <param name="Height">From features to height.</param>
/// <param name="Curves">From height to AGB.</param>
/// <param name="ClassFeature">Feature that names the class; empty for one curve.</param>
public sealed record TwoStagePart(double Weight, TreeEnsemble Height, AllometryTable Curves, string ClassFeature) : AgbPart(Weight)
{
    /// <inheritdoc/>
    public override Regression Compile(IReadOnlyList<string> names)
    {
        TreePredictor predictor = new(Height);
        int place = ClassFeature.Length == 0 ? -1 : ModelPrediction.IndexOf(names, ClassFeature);
        return (planar, count, output) =>
        {
            predictor.Predict(planar, count, output);
            for (int i = 0; i < count; i++)
            {
                float code = place < 0 ? float.NaN : planar[(place * count) + i];
                HeightAllometry curve = float.IsNaN(code) ? Curves.Overall : Curves.Of((int)code);
                output[i] = output[i] <= 0 ? 0 : (float)(curve.CorrectedFactor * Math.Pow(output[i], curve.Exponent));
            }
        };
    }

    /// <inheritdoc/>
    public override double[] Gains(IReadOnlyList<string> names) => GainsOf(Height);
}

/// <summary>The water-cloud model of every radar scene, inverted and weighted by contrast.</summary>
/// <param name="Weight">Weight.</param>
/// <param name="Scenes">Feature (decibels) and model of each scene.</param>
/// <param name="AgbMax">Largest AGB that an inversion may give.</param>
/// <param name="AgbMean">What a pixel without radar gets.</param>
public sealed record WaterCloudPart(double Weight, IReadOnlyList<WaterCloudScene> Scenes, double AgbMax, double AgbMean) : AgbPart(Weight)
{
    /// <inheritdoc/>
    public override Regression Compile(IReadOnlyList<string> names)
    {
        int[] places = [.. Scenes.Select(scene => ModelPrediction.IndexOf(names, scene.Feature))];
        WaterCloudModel[] models = [.. Scenes.Select(scene => scene.Model)];
        return (planar, count, output) =>
        {
            double[] powers = new double[models.Length];
            for (int i = 0; i < count; i++)
            {
                for (int scene = 0; scene < models.Length; scene++)
                {
                    powers[scene] = Math.Pow(10, planar[(places[scene] * count) + i] / 10);
                }

                double agb = WaterCloudModel.Volume(models, powers, AgbMax);
                output[i] = (float)(double.IsNaN(agb) ? AgbMean : agb);
            }
        };
    }

    /// <inheritdoc/>
    public override double[] Gains(IReadOnlyList<string> names)
        => [.. names.Select(name => Scenes.Where(scene => scene.Feature == name).Sum(scene => scene.Model.ContrastDecibels))];
}

/// <summary>A radar scene of a <see cref="WaterCloudPart"/>.</summary>
/// <param name="Feature">Name of its feature, in decibels.</param>
/// <param name="Model">Its fitted model; V is AGB in Mg/ha.</param>
public sealed record WaterCloudScene(string Feature, WaterCloudModel Model);
