using System.Globalization;

namespace Mitoshi.Core;

/// <summary>Exact decimals as text.</summary>
public static class DecimalText
{
    /// <summary>A decimal as it travels in canonical JSON: no exponent, no trailing zeros.</summary>
    public static string Of(decimal value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
