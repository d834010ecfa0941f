using System.Text;

namespace Mitoshi.Lidar;

/// <summary>Text of fixed length: it ends at the first zero byte, and may hold anything behind it.</summary>
internal static class LasText
{
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        StringBuilder text = new();
        foreach (char letter in Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]))
        {
            text.Append(char.IsControl(letter) ? '?' : letter);
        }

        return text.ToString().TrimEnd();
    }
}
