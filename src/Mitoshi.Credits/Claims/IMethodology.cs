using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Claims;

/// <summary>A methodology that turns a project's measurements into a claim. It is found by its type; no list names it.</summary>
internal interface IMethodology
{
    /// <summary>Programme: <c>JCM</c>, <c>ART</c>, <c>VCS</c>, <c>J-Credit</c>, <c>CDM</c>.</summary>
    string Programme { get; }

    /// <summary>Short name: <c>KH_AM004</c>.</summary>
    string Name { get; }

    /// <summary>Version whose text the equations follow; empty when no version's text was read: then the project's own is written down.</summary>
    string Version { get; }

    /// <summary>What it is for.</summary>
    Text About { get; }

    /// <summary>Writes the calculation into the worksheet and gives the way from gross to credits; a condition that fails is refused.</summary>
    Waterfall Quantify(CarbonProject project, Worksheet sheet);
}
