namespace Mitoshi.Credits.Additionality;

/// <summary>Controls for project plots.</summary>
/// <param name="Pairs">Project index, control index, distance; in the order of the projects.</param>
/// <param name="Dropped">Projects without a control within the caliper.</param>
internal sealed record Matching(IReadOnlyList<MatchedPair> Pairs, IReadOnlyList<int> Dropped)
{
    /// <summary>Sum of the distances.</summary>
    public double Total => Pairs.Sum(pair => pair.Distance);

    /// <summary>Optimal matching of <paramref name="controlsPerProject"/> controls to each project without replacement; pairs beyond the caliper are dropped and reported.</summary>
    public static Matching Optimal(double[,] distances, int controlsPerProject, double caliper = double.PositiveInfinity)
    {
        int projects = distances.GetLength(0), controls = distances.GetLength(1);
        if (controls < projects * controlsPerProject)
        {
            throw Refusal.DonorPoolTooSmall(($"{controls} controls for {projects} project plots, {controlsPerProject} each", $"プロット{projects}個（各{controlsPerProject}）に対して対照{controls}個"));
        }

        double[,] repeated = new double[projects * controlsPerProject, controls];
        for (int row = 0; row < projects * controlsPerProject; row++)
        {
            for (int control = 0; control < controls; control++)
            {
                repeated[row, control] = distances[row / controlsPerProject, control];
            }
        }

        List<MatchedPair> pairs = [.. OptimalMatching.Assign(repeated)
            .Select((control, row) => new MatchedPair(row / controlsPerProject, control, distances[row / controlsPerProject, control]))
            .Where(pair => pair.Distance <= caliper).OrderBy(pair => pair.Project).ThenBy(pair => pair.Control)];
        HashSet<int> matched = [.. pairs.Select(pair => pair.Project)];
        return new Matching(pairs, [.. Enumerable.Range(0, projects).Where(project => !matched.Contains(project))]);
    }
}

/// <summary>A project plot and its control.</summary>
internal readonly record struct MatchedPair(int Project, int Control, double Distance);
