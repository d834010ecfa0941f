namespace Mitoshi.Credits;

/// <summary>Says a refusal of the estimators in the words of the programmes; found and expected stay as the estimator wrote them.</summary>
internal static class StatisticsRefusals
{
    public static T InOurWords<T>(Func<T> estimate)
    {
        try
        {
            return estimate();
        }
        catch (MitoshiException problem) when (problem.Code == "statistics.too_few")
        {
            throw Refusal.SampleTooSmall(problem.Found, problem.Expected);
        }
        catch (MitoshiException problem) when (problem.Code == "statistics.bad_weights")
        {
            throw Refusal.WeightsDoNotSum(problem.Found);
        }
        catch (MitoshiException problem) when (problem.Code == "statistics.bad_target")
        {
            throw Refusal.OutOfRange(problem.Found, problem.Expected);
        }
    }
}
