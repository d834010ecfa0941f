using Mitoshi.Credits.Claims;
using Mitoshi.Credits.Projects;
using Mitoshi.Credits.WhatIf;

namespace Mitoshi.Credits.Tests.Claims;

public sealed class ExploreUncertaintyTests
{
    [Fact]
    public void Without_uncertainty_nothing_is_deducted_and_the_own_point_lies_on_the_curve()
    {
        using ExampleProject example = new();
        CarbonProject project = CarbonProject.Read(example.ProjectFile, DiskFiles.Instance);
        IMethodology methodology = Methodologies.Of("VCS", "VM0047");
        Assert.Equal(0, UncertaintyCurve.At(project, methodology, example.Context(), 0).Deduction);
        CurvePoint own = UncertaintyCurve.At(project, methodology, example.Context(), 1);
        Assert.Equal(ClaimMaker.Make(project, methodology, example.Context()).Waterfall.Uncertainty, own.Deduction);
        Assert.True(UncertaintyCurve.At(project, methodology, example.Context(), 2).Deduction > own.Deduction);
    }

    [Fact]
    public async Task More_plots_pay_when_they_are_cheap_and_do_not_when_they_are_dear()
    {
        using ExampleProject example = new();
        async Task<WhatIfResult> At(double cost) => await new ExploreUncertainty { File = example.ProjectFile, PlotCost = cost, CreditPrice = 10 }.RunTypedAsync(example.Context());
        Assert.True((await At(50)).BestMorePlots > (await At(300)).BestMorePlots);
        Assert.Equal(0, (await At(1e7)).BestMorePlots);
        Assert.Equal(84, UncertaintyCurve.Plots(CarbonProject.Read(example.ProjectFile, DiskFiles.Instance)));
    }
}
