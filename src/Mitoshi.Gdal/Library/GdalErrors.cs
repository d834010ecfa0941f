using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>
/// Receives every message of GDAL, so that none reaches the console bare, and keeps those of the running call for the error that we raise.
/// </summary>
internal static class GdalErrors
{
    // Severity of GDAL: 2 is a warning, 3 a failure, 4 fatal.
    private const int Failure = 3;

    // A damaged file can raise a message for each of its blocks; the first ones say what is wrong.
    private const int Kept = 8;

    // GDAL calls back on the thread that made the call, so what it says belongs to this thread.
    [ThreadStatic]
    private static List<(int Number, string Message)>? t_messages;

    /// <summary>Forgets what earlier calls of this thread said.</summary>
    public static void Begin()
    {
        t_messages?.Clear();
        NativeMethods.CPLErrorReset();
    }

    /// <summary>True when GDAL reported a failure since <see cref="Begin"/>.</summary>
    public static bool Any => t_messages is { Count: > 0 };

    /// <summary>What GDAL said since <see cref="Begin"/>, in one line.</summary>
    public static string Said => t_messages is { Count: > 0 } messages
        ? string.Join("; ", messages.Select(message => message.Message).Distinct()) : "GDAL gave no reason";

    /// <summary>GDAL's own words as an inner exception, for the log.</summary>
    public static Exception AsException() => new IOException(Said);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe void Receive(int severity, int number, byte* message)
    {
        if (severity < Failure)
        {
            return;
        }

        List<(int, string)> messages = t_messages ??= [];
        if (messages.Count < Kept)
        {
            messages.Add((number, Marshal.PtrToStringUTF8((nint)message) ?? string.Empty));
        }
    }
}
