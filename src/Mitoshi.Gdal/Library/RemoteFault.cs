using System.Globalization;
using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>Says why something did not come over the network.</summary>
internal static class RemoteFault
{
    /// <summary><c>url.stalled</c> when the server took longer than the limits allow, else <c>url.failed</c>.</summary>
    /// <param name="url">As the user wrote it.</param>
    /// <param name="elapsed">How long the call took.</param>
    public static MitoshiException Explain(string url, TimeSpan elapsed)
    {
        string said = GdalErrors.Said;
        double shortestLimit = Math.Min(Seconds("GDAL_HTTP_CONNECTTIMEOUT"), Math.Min(Seconds("GDAL_HTTP_TIMEOUT"), Seconds("GDAL_HTTP_LOW_SPEED_TIME")));
        bool isStalled = elapsed.TotalSeconds >= shortestLimit * 0.95
            || said.Contains("timed out", StringComparison.OrdinalIgnoreCase) || said.Contains("too slow", StringComparison.OrdinalIgnoreCase);

        // A failure is remembered by GDAL for the life of the program; the user's second try must ask the server again.
        NativeMethods.VSICurlPartialClearCache(GdalPath.From(url));
        return isStalled
            ? new MitoshiException("url.stalled",
                found: ($"{url} gave no answer within {elapsed.TotalSeconds:0.#} s", $"{url} は {elapsed.TotalSeconds:0.#} 秒たっても応答しません"),
                expected: ("a server that answers", "応答するサーバー"),
                remedy: ("try again later, download the file first, or allow more time with GDAL_HTTP_TIMEOUT and GDAL_HTTP_LOW_SPEED_TIME (seconds)",
                    "後でもう一度試すか、先にダウンロードするか、GDAL_HTTP_TIMEOUT と GDAL_HTTP_LOW_SPEED_TIME (秒) を増やしてください"),
                GdalErrors.AsException())
            : new MitoshiException("url.failed",
                found: ($"{url} cannot be read: {said}", $"{url} を読めません: {said}"),
                expected: ("an address that serves a file, with range requests", "範囲要求に応じてファイルを返すアドレス"),
                remedy: ($"check it with: curl -I \"{url}\"", $"curl -I \"{url}\" で確かめてください"),
                GdalErrors.AsException());
    }

    private static double Seconds(string option)
    {
        string? text = Marshal.PtrToStringUTF8(NativeMethods.CPLGetConfigOption(option, null));
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds > 0 ? seconds : double.PositiveInfinity;
    }
}
