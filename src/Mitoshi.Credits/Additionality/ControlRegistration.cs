using System.Globalization;
using System.Text.Json.Nodes;

namespace Mitoshi.Credits.Additionality;

/// <summary>The controls as they go into the log before any outcome is read: identities, weights, covariates and seed.</summary>
/// <param name="Project">Project.</param>
/// <param name="ProjectPlots">Plots of the project.</param>
/// <param name="Controls">Controls with weight and covariates.</param>
/// <param name="Seed">Seed of any random choice.</param>
internal sealed record ControlRegistration(string Project, IReadOnlyList<string> ProjectPlots, IReadOnlyList<RegisteredControl> Controls, ulong Seed)
{
    /// <summary>Canonical form; its hash is what the claim names.</summary>
    public JsonObject ToJson() => new()
    {
        ["format"] = "mitoshi-controls-1",
        ["project"] = Project,
        ["plots"] = new JsonArray([.. ProjectPlots.Select(plot => JsonValue.Create(plot))]),
        ["controls"] = new JsonArray([.. Controls.Select(control => new JsonObject
        {
            ["id"] = control.Id,
            ["plot"] = control.ProjectPlot,
            ["weight"] = control.Weight.ToString("R", CultureInfo.InvariantCulture),
            ["covariates"] = new JsonArray([.. control.Covariates.Select(value => JsonValue.Create(value.ToString("R", CultureInfo.InvariantCulture)))]),
        })]),
        ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Refuses controls that were registered after the outcome was first read, or at the same moment.</summary>
    public static void RequireBefore(DateTimeOffset registered, DateTimeOffset outcomeFirstRead)
    {
        if (registered >= outcomeFirstRead)
        {
            throw Refusal.ControlsNotPreRegistered(($"controls registered at {registered:O}, outcome read at {outcomeFirstRead:O}", $"対照の登録 {registered:O}、結果の閲覧 {outcomeFirstRead:O}"));
        }
    }
}

/// <summary>A control plot and the project plot that it stands for.</summary>
internal sealed record RegisteredControl(string Id, string ProjectPlot, double Weight, IReadOnlyList<double> Covariates);
