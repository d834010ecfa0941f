using System.Runtime.CompilerServices;

namespace Mitoshi.Core;

/// <summary>What must be true if our own code is right. A failure is a bug: exit code 70.</summary>
public static class Invariant
{
    /// <summary>Stops the job when <paramref name="condition"/> is false.</summary>
    /// <exception cref="InvariantException">Always when the condition is false.</exception>
    public static void Holds(bool condition, string what, [CallerMemberName] string where = "")
    {
        if (!condition)
        {
            throw new InvariantException($"{where}: {what}");
        }
    }
}

/// <summary>Our own mistake, never the user's.</summary>
public sealed class InvariantException(string message) : Exception(message);
