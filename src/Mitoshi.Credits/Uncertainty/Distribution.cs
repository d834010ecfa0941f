namespace Mitoshi.Credits.Uncertainty;

/// <summary>Distribution of one input. It is reached from a standard normal draw, so that normals, and lognormals on their logs, can be correlated.</summary>
internal abstract record Distribution
{
    /// <summary>Replaces standard normal draws by draws of this distribution.</summary>
    public abstract void FromNormal(Span<double> draws);

    /// <summary>Probability below a standard normal draw.</summary>
    protected static double Probability(double normal) => Mitoshi.Statistics.NormalDistribution.Probability(normal);

    /// <summary>Mean + sd z.</summary>
    public sealed record Normal(double Mean, double Sd) : Distribution
    {
        public override void FromNormal(Span<double> draws)
        {
            foreach (ref double draw in draws)
            {
                draw = Mean + (Sd * draw);
            }
        }
    }

    /// <summary>exp(mu + sigma z); mu and sigma belong to the log.</summary>
    public sealed record Lognormal(double Mu, double Sigma) : Distribution
    {
        /// <summary>The lognormal distribution of a mean and a standard deviation.</summary>
        public static Lognormal OfMean(double mean, double sd)
        {
            double variance = Math.Log(1 + (sd * sd / (mean * mean)));
            return new Lognormal(Math.Log(mean) - (variance / 2), Math.Sqrt(variance));
        }

        public override void FromNormal(Span<double> draws)
        {
            foreach (ref double draw in draws)
            {
                draw = Math.Exp(Mu + (Sigma * draw));
            }
        }
    }

    /// <summary>Uniform between two ends.</summary>
    public sealed record Uniform(double Least, double Most) : Distribution
    {
        public override void FromNormal(Span<double> draws)
        {
            foreach (ref double draw in draws)
            {
                draw = Least + ((Most - Least) * Probability(draw));
            }
        }
    }

    /// <summary>Triangular with a mode, by its inverse distribution function.</summary>
    public sealed record Triangular(double Least, double Mode, double Most) : Distribution
    {
        public override void FromNormal(Span<double> draws)
        {
            double width = Most - Least, left = width > 0 ? (Mode - Least) / width : 0;
            foreach (ref double draw in draws)
            {
                double p = Probability(draw);
                draw = p < left ? Least + Math.Sqrt(p * width * (Mode - Least)) : Most - Math.Sqrt((1 - p) * width * (Most - Mode));
            }
        }
    }

    /// <summary>Values of a sample, each as likely as the other (bootstrap of an unknown distribution).</summary>
    public sealed record Empirical(IReadOnlyList<double> Values) : Distribution
    {
        public override void FromNormal(Span<double> draws)
        {
            foreach (ref double draw in draws)
            {
                draw = Values[Math.Min(Values.Count - 1, (int)(Probability(draw) * Values.Count))];
            }
        }
    }

    /// <summary>A number without uncertainty.</summary>
    public sealed record Constant(double Value) : Distribution
    {
        public override void FromNormal(Span<double> draws) => draws.Fill(Value);
    }
}
