namespace Mitoshi.Credits.Jcredit;

/// <summary>FO-001: growth of managed stands.</summary>
internal sealed class ForestManagementClaim : StandGrowthClaim
{
    public override string Name => "FO-001";

    public override string Version => "4.0";

    public override Text About => ("Forest management: yearly growth of managed stands", "森林経営活動：森林の年間成長量");

    protected override void RequireLand(VectorInputs parameters)
    {
        // Managed forest: nothing to exclude.
    }
}

/// <summary>FO-002: planting on land that was not forest.</summary>
internal sealed class PlantingClaim : StandGrowthClaim
{
    public override string Name => "FO-002";

    public override Text About => ("Planting on land that was not forest", "植林活動（森林でなかった土地）");

    // Silence is no statement: the parameter must be there.
    protected override void RequireLand(VectorInputs parameters)
    {
        _ = parameters.Value("land_met_forest_definition_at_start");
        ForestManagement.RequireNotForest(parameters.Flag("land_met_forest_definition_at_start"));
    }
}

/// <summary>FO-003: replanting after a clear-cut.</summary>
internal sealed class ReplantingClaim : StandGrowthClaim
{
    public override string Name => "FO-003";

    public override Text About => ("Replanting after a clear-cut", "再造林活動（皆伐跡地）");

    protected override void RequireLand(VectorInputs parameters)
    {
        _ = parameters.Value("standing_trees_present");
        ForestManagement.RequireBare(parameters.Flag("standing_trees_present"));
    }
}
