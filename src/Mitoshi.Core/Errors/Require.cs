namespace Mitoshi.Core;

/// <summary>Checks of arguments that a caller in code must meet.</summary>
public static class Require
{
    /// <summary>Two arrays that run in step have one length.</summary>
    /// <exception cref="ArgumentException">The two lengths differ.</exception>
    public static void SameLength(int expectedLength, int actualLength, string parameterName)
    {
        if (expectedLength != actualLength)
        {
            throw new ArgumentException($"length is {actualLength}, expected {expectedLength}", parameterName);
        }
    }
}
