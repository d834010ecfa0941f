using System.Globalization;
using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Additionality;

internal sealed class AdditionalityVectors : IVectorModules
{
    public IEnumerable<VectorModule> Modules =>
    [
        Vector.Module("additionality.mahalanobis", inputs =>
        {
            double[,] distances = Mahalanobis.Distances(inputs.Matrix("project"), inputs.Matrix("controls"));
            return new JsonObject
            {
                ["distance"] = new JsonArray([.. Enumerable.Range(0, distances.GetLength(0))
                    .Select(i => Vector.List(Enumerable.Range(0, distances.GetLength(1)).Select(j => distances[i, j])))]),
            };
        }),
        Vector.Module("additionality.optimal_1nn", Match),
        Vector.Module("additionality.caliper", Match),
        Vector.Module("additionality.balance", inputs =>
        {
            double[] differences = Balance.Table(inputs.Matrix("project"), inputs.Matrix("matched"));
            return new JsonObject
            {
                ["smd"] = Vector.List(differences),
                ["balanced_at_0.25"] = differences.All(difference => difference <= Balance.Vm0047Threshold),
                ["balanced_at_0.10"] = differences.All(difference => difference <= Balance.StrictThreshold),
            };
        }),
        Vector.Module("additionality.paired_effect", inputs =>
        {
            (double effect, double error, double halfWidth) = Effects.Paired(inputs.Doubles("project"), inputs.Doubles("control"));
            return new JsonObject { ["effect"] = effect, ["se"] = error, ["half90"] = halfWidth };
        }),
        Vector.Module("additionality.placebo", inputs =>
        {
            (double mean, double t, double p, bool passes) = Effects.Placebo(inputs.Doubles("pre_difference"));
            return new JsonObject { ["mean"] = mean, ["t"] = t, ["p"] = p, ["passes"] = passes };
        }),
        Vector.Module("additionality.permutation", inputs => new JsonObject { ["p"] = Effects.Permutation(inputs.Double("observed"), inputs.Doubles("placebos")) }),
        Vector.Module("additionality.register", inputs =>
        {
            ControlRegistration.RequireBefore(Time(inputs, "controls_registered_at"),
                inputs.Has("outcome_first_read_at") ? Time(inputs, "outcome_first_read_at") : DateTimeOffset.MaxValue);
            return Vector.Yes("ok");
        }),
    ];

    private static JsonObject Match(VectorInputs inputs)
    {
        double[][] projects = inputs.Matrix("project"), controls = inputs.Matrix("controls");
        int perProject = (int)Check.Positive(inputs.OptionalInt("k") ?? 1, "k");
        if (controls.Length < projects.Length * perProject)
        {
            throw Refusal.DonorPoolTooSmall(($"{controls.Length} controls for {projects.Length} plots", $"プロット{projects.Length}個に対して対照{controls.Length}個"));
        }

        Matching matching = Matching.Optimal(Mahalanobis.Distances(projects, controls), perProject, inputs.OptionalDouble("caliper") ?? double.PositiveInfinity);
        return new JsonObject
        {
            ["pairs"] = new JsonArray([.. matching.Pairs.Select(pair => new JsonArray(pair.Project, pair.Control))]),
            ["total"] = matching.Total,
            ["dropped"] = new JsonArray([.. matching.Dropped.Select(project => JsonValue.Create(project))]),
        };
    }

    private static DateTimeOffset Time(VectorInputs inputs, string name)
        => inputs.Has(name) ? DateTimeOffset.TryParse(inputs.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                ? time
                : throw Refusal.OutOfRange(($"{name} = {inputs.Text(name)}", $"{name} = {inputs.Text(name)}"), ("a time such as 2026-05-01T00:00:00Z", "2026-05-01T00:00:00Z のような時刻"))
            : throw Refusal.ControlsNotPreRegistered(($"no time for {name}", $"{name} の時刻がありません"));
}
