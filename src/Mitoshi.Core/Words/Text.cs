namespace Mitoshi.Core;

/// <summary>A sentence for a person, in English and Japanese side by side.</summary>
/// <param name="En">English.</param>
/// <param name="Ja">Japanese.</param>
public sealed record Text(string En, string Ja)
{
    /// <summary>A text that reads the same in both languages: a name, a path, a number.</summary>
    public static implicit operator Text(string same) => new(same, same);

    /// <summary>Both languages at once: <c>("Grid", "格子")</c>.</summary>
    public static implicit operator Text((string En, string Ja) pair) => new(pair.En, pair.Ja);

    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.Japanese ? Ja : En;

    /// <inheritdoc/>
    public override string ToString() => En;
}

/// <summary>The languages that Mitoshi speaks.</summary>
public enum Language
{
    /// <summary>English (en).</summary>
    English,

    /// <summary>Japanese (ja).</summary>
    Japanese,
}
