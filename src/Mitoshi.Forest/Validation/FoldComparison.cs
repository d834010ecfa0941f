using Mitoshi.Forest.Accuracy;
using Mitoshi.Forest.Features;
using Mitoshi.Forest.Models;
using Mitoshi.Learning;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Validation;

/// <summary>Ways to hold training pixels out.</summary>
public enum FoldKind
{
    /// <summary>No refit.</summary>
    None,

    /// <summary>Pixels at random.</summary>
    Random,

    /// <summary>Blocks of 32 × 32 pixels, the validation protocol.</summary>
    Block,

    /// <summary>Whole sites.</summary>
    Site,

    /// <summary>Clusters as far from each other as the area to be mapped is from the training pixels.</summary>
    Knndm,

    /// <summary>All four side by side.</summary>
    All,
}

/// <summary>What refitting the model by one kind of folds gave.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Folds">Number of folds; 0 when it cannot be done.</param>
/// <param name="Values">Out-of-fold predictions; null when it cannot be done.</param>
/// <param name="Note">What the folds say, or why there are none.</param>
internal sealed record FoldComparison(FoldKind Kind, int Folds, ComparedValues? Values, Text Note)
{
    private const int RandomFolds = 5, MatchedSamples = 1200, MatchedPoints = 600;

    /// <summary>Refits the model for each kind on the same rows and settings.</summary>
    public static IReadOnlyList<FoldComparison> Run(FoldKind wanted, IReadOnlyList<TrainingSite> sites, BiomassSettings settings, int rowsMost, Grid mapped, ProcessContext context)
    {
        FeatureSet features = FeatureSet.ForAreas([.. sites.Select(site => site.Cube.Layers)], settings.Features);
        TrainingRows rows = TrainingRows.Draw(sites, features, rowsMost, context);
        MethodTrainer trainer = new(features, settings);
        FoldKind[] kinds = wanted == FoldKind.All ? [FoldKind.Random, FoldKind.Block, FoldKind.Knndm, FoldKind.Site] : [wanted];
        return [.. kinds.Select(kind => One(kind, rows, sites, mapped, trainer, context))];
    }

    private static FoldComparison One(FoldKind kind, TrainingRows rows, IReadOnlyList<TrainingSite> sites, Grid mapped, MethodTrainer trainer, ProcessContext context)
    {
        (int[] folds, Text note) = Choose(kind, rows, sites, mapped, context.Random($"folds {kind}"));
        int count = folds.Distinct().Count();
        if (count < 2)
        {
            return new FoldComparison(kind, 0, null, note);
        }

        // Shifts of scenes without a fold's labels are there for blocks; other folds take those of the whole reference.
        TrainingRows held = kind == FoldKind.Block ? rows : rows with { Folds = folds, ByFold = null };
        double[] predicted = CrossValidation.Predict(held, trainer, TrainingMethod.Boosting, context);
        ComparedValues values = new(Name(kind), Array.ConvertAll(rows.Agb, value => (double)value), predicted, [], [], rows.X, rows.Y);
        return new FoldComparison(kind, count, values, note);
    }

    private static (int[] Folds, Text Note) Choose(FoldKind kind, TrainingRows rows, IReadOnlyList<TrainingSite> sites, Grid mapped, RandomStream random)
    {
        int n = rows.Agb.Length;
        switch (kind)
        {
            case FoldKind.Random:
                return (Learning.Folds.Random(n, RandomFolds, random), ("flatters: a pixel's neighbours stay in the training set", "楽観的：隣の画素が学習に残る"));
            case FoldKind.Block:
                return (rows.Folds, ("blocks of 32 x 32 pixels that the model does not see", "モデルが見ない32×32画素のブロック"));
            case FoldKind.Site:
                return (Learning.Folds.Groups([.. rows.X.Select(x => $"{SiteOf(x)}")]), sites.Count < 2
                    ? ("not usable: a single site cannot be left out", "使用不可：サイトが一つでは除けない")
                    : ("each site by a model of the others: what another area may expect", "各サイトを他のサイトのモデルで予測：別の地域での見込み"));
            default:
                return Matched(rows, sites, mapped, random);
        }
    }

    private static int SiteOf(double shiftedX) => (int)Math.Round(shiftedX / TrainingRows.SiteDistanceMetres);

    // The clustering is chosen on a sample; every other row goes with the nearest of it.
    private static (int[] Folds, Text Note) Matched(TrainingRows rows, IReadOnlyList<TrainingSite> sites, Grid mapped, RandomStream random)
    {
        int n = rows.Agb.Length;
        if (sites.Any(site => site.Cube.Grid.Crs != mapped.Crs) || (mapped.Crs.IsLocal && sites.Count > 1))
        {
            return (new int[n], ("not usable: map and training sites share no coordinate system, so distances cannot be compared", "使用不可：地図と学習サイトの座標系が共通でなく、距離を比べられない"));
        }

        double[] x = [.. rows.X.Select(shifted => shifted - (SiteOf(shifted) * TrainingRows.SiteDistanceMetres))];
        int[] chosen = [.. Enumerable.Range(0, n)];
        random.Shuffle<int>(chosen);
        chosen = [.. chosen.Take(MatchedSamples).Order()];
        (double X, double Y)[] samples = [.. chosen.Select(row => (x[row], rows.Y[row]))];
        (double X, double Y)[] points = [.. Enumerable.Range(0, MatchedPoints).Select(_ => mapped.Transform.ToMap(mapped.Width * random.NextDouble(), mapped.Height * random.NextDouble()))];
        NearestNeighbourMatching.Matching matching = NearestNeighbourMatching.Choose(samples, points, RandomFolds, random);
        int[] folds = new int[n];
        for (int row = 0; row < n; row++)
        {
            int nearest = 0;
            double best = double.PositiveInfinity;
            for (int k = 0; k < samples.Length; k++)
            {
                double dx = samples[k].X - x[row], dy = samples[k].Y - rows.Y[row], squared = (dx * dx) + (dy * dy);
                (best, nearest) = squared < best ? (squared, k) : (best, nearest);
            }

            folds[row] = matching.Fold[nearest];
        }

        return (folds, matching.Clusters == samples.Length
            ? ("training pixels lie all over the mapped area: random folds of a sample match its distances best", "学習画素が地図全域にあり、標本の無作為な分割が距離に最も合う")
            : ($"{matching.Clusters} clusters; distances between folds differ from those of the map by {matching.Wasserstein:0} m (Wasserstein)", $"{matching.Clusters}クラスター。分割間の距離と地図までの距離の差は{matching.Wasserstein:0} m（ワッサースタイン距離）"));
    }

    public static Text Name(FoldKind kind) => kind switch
    {
        FoldKind.Random => ("random folds", "無作為"),
        FoldKind.Block => ("blocks", "ブロック"),
        FoldKind.Site => ("leave site out", "サイトを除く"),
        _ => ("kNNDM", "kNNDM"),
    };
}
