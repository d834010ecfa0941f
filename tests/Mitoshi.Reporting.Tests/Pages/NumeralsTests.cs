using Mitoshi.Reporting.Pages;

namespace Mitoshi.Reporting.Tests.Pages;

public sealed class NumeralsTests
{
    [Theory]
    [InlineData("-0.00", "0.00")]
    [InlineData("R² -0.00, bias -0.0 Mg/ha", "R² 0.00, bias 0.0 Mg/ha")]
    [InlineData("−0 %", "0 %")]
    [InlineData("(-0.0)", "(0.0)")]
    [InlineData("-0", "0")]
    [InlineData("偏り-0.0", "偏り0.0")]
    [InlineData("偏り -0.0。", "偏り 0.0。")]
    public void Nothing_has_no_sign(string written, string expected) => Assert.Equal(expected, Numerals.WithoutNegativeZero(written));

    [Theory]
    [InlineData("-0.05")]
    [InlineData("-0.001 and -0,5")]
    [InlineData("2020-01-01")]
    [InlineData("0-50")]
    [InlineData("10-0")]
    [InlineData("VM0047-0.9")]
    [InlineData("1e-0")]
    [InlineData("-07")]
    public void Small_numbers_dates_and_ranges_stay(string written) => Assert.Equal(written, Numerals.WithoutNegativeZero(written));

    [Fact]
    public void A_table_shows_it_so()
        => Assert.Contains("<td>0.00</td>", HtmlReport.ToHtml(new Report("t", "s", [new Section("s", [new Table("c", ["a", "b"], [["x", $"{-0.001:0.00}"]])])]), Language.English), StringComparison.Ordinal);
}
