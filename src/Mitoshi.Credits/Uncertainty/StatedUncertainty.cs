namespace Mitoshi.Credits.Uncertainty;

/// <summary>An uncertainty as somebody stated it: its kind, its size, and what is known about the sample. Every conversion is explicit.</summary>
/// <param name="Mean">Value that it belongs to.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Magnitude">Size, in the unit of the mean or in percent of it.</param>
/// <param name="SampleSize">n, or null when it is not known.</param>
/// <param name="IsStudent">True for Student's t with n - 1 degrees of freedom, false for the normal distribution.</param>
internal sealed record StatedUncertainty(double Mean, UncertaintyKind Kind, double Magnitude, double? SampleSize, bool IsStudent)
{
    /// <summary>
    /// The size in another kind: se = sd/sqrt(n); half-width = z se or t(n - 1) se; percent = 100 x half-width/|mean| (IPCC 2006, vol. 1, ch. 3).
    /// </summary>
    public double To(UncertaintyKind target)
    {
        Check.Uncertainty(Magnitude);
        if ((target.IsRelative() || Kind.IsRelative()) && Mean == 0)
        {
            throw Refusal.RelativeOfZero(("a percentage of a mean of zero", "平均ゼロに対する百分率"));
        }

        if (target == Kind)
        {
            return Magnitude;
        }

        return FromStandardError(target, StandardError());
    }

    private double StandardError() => Kind switch
    {
        UncertaintyKind.Se => Magnitude,
        UncertaintyKind.Sd => Magnitude / Math.Sqrt(RequiredSampleSize()),
        _ => (Kind.IsRelative() ? Magnitude * Math.Abs(Mean) / 100 : Magnitude) / Quantile(Kind.Level()!.Value),
    };

    private double FromStandardError(UncertaintyKind target, double error) => target switch
    {
        UncertaintyKind.Se => error,
        UncertaintyKind.Sd => error * Math.Sqrt(RequiredSampleSize()),
        _ => error * Quantile(target.Level()!.Value) * (target.IsRelative() ? 100 / Math.Abs(Mean) : 1),
    };

    private double Quantile(double level)
    {
        if (!IsStudent)
        {
            return Quantiles.Normal(level);
        }

        double n = RequiredSampleSize();
        return n >= 2
            ? Quantiles.Student(level, n - 1)
            : throw Refusal.SampleTooSmall(($"Student's t with n = {n}", $"n = {n} のスチューデント分布"), ("at least 2", "2以上"));
    }

    private double RequiredSampleSize() => SampleSize switch
    {
        null => throw Refusal.MissingSampleSize(("a standard deviation or Student's t without n", "n のない標準偏差またはスチューデント分布")),
        < 1 => throw Refusal.OutOfRange(($"n = {SampleSize}", $"n = {SampleSize}"), ("1 or more", "1以上")),
        double n => n,
    };
}
