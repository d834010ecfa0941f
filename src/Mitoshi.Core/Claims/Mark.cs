namespace Mitoshi.Core;

/// <summary>How well a rule or a factor of a programme is known. A claim has the worst mark of all that it used.</summary>
public enum Mark
{
    /// <summary>V: read in a primary document, or arithmetic.</summary>
    Verified,

    /// <summary>C: two sources agree, or one transcription checked against two official versions.</summary>
    Corroborated,

    /// <summary>S: one secondary source; issues only after a named person records the clause that confirms it.</summary>
    Secondary,

    /// <summary>R: reconstructed, or a convention of ours; never issues.</summary>
    Reconstructed,
}

/// <summary>The letters of the marks.</summary>
public static class Marks
{
    /// <summary>V, C, S or R.</summary>
    public static string Letter(this Mark mark) => mark switch
    {
        Mark.Verified => "V",
        Mark.Corroborated => "C",
        Mark.Secondary => "S",
        _ => "R",
    };

    /// <summary>The mark of a letter; anything but V, C and S is the worst one.</summary>
    public static Mark Parse(string letter) => letter switch
    {
        "V" => Mark.Verified,
        "C" => Mark.Corroborated,
        "S" => Mark.Secondary,
        _ => Mark.Reconstructed,
    };
}
