using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Inputs;

/// <summary>How the numbers of a file are written; never guessed.</summary>
public enum InputUnit
{
    /// <summary>As the role's product is delivered: PALSAR mosaic DN, Sentinel-2 and Landsat DN, Sentinel-1 dB, metres, class codes.</summary>
    AsDelivered,

    /// <summary>Decibels.</summary>
    Decibel,

    /// <summary>Linear power.</summary>
    Power,

    /// <summary>Digital numbers of the product.</summary>
    DigitalNumber,

    /// <summary>Reflectance from 0 to 1.</summary>
    Reflectance,
}

/// <summary>A file that goes into a map, with what must be known to read it right.</summary>
public sealed record ForestInput
{
    /// <summary>File or URL.</summary>
    [Parameter(En = "File or URL, anything that GDAL opens", Ja = "ファイルまたはURL(GDALが開けるもの)", IsPath = true)]
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    [Parameter(En = "What it is", Ja = "種類")]
    public required LayerRole Role { get; init; }

    /// <summary>Day of acquisition.</summary>
    [Parameter(En = "Day of acquisition", Ja = "観測日")]
    public DateOnly? Date { get; init; }

    /// <summary>Month, where the day is not known.</summary>
    [Parameter(En = "Month, where the day is not known", Ja = "観測月(日が不明なとき)", Min = 1, Max = 12)]
    public int? Month { get; init; }

    /// <summary>Names of the bands, in file order.</summary>
    [Parameter(En = "Names of the bands in file order, separated by blanks; `-` skips one; `mask` is the cloud mask or the PALSAR mask",
        Ja = "バンド名(ファイル順、空白区切り)。`-` は読み飛ばし、`mask` は雲マスクまたはPALSARのマスク")]
    public string Bands { get; init; } = "";

    /// <summary>Unit of the numbers.</summary>
    [Parameter(En = "Unit of the numbers", Ja = "数値の単位")]
    public InputUnit Unit { get; init; }

    /// <summary>Orbit of radar scenes.</summary>
    [Parameter(En = "Orbit: ascending or descending", Ja = "軌道:ascending または descending")]
    public string Orbit { get; init; } = "";

    /// <summary>Mask in a file of its own.</summary>
    [Parameter(En = "Mask file: SCL, s2cloudless probability, QA_PIXEL or the PALSAR mask layer", Ja = "マスク:SCL、s2cloudless確率、QA_PIXEL、PALSARマスク", IsPath = true)]
    public string? Mask { get; init; }

    /// <summary>How the mask is coded.</summary>
    [Parameter(En = "How the mask is coded", Ja = "マスクの形式")]
    public MaskCode MaskCode { get; init; }

    /// <summary>Sentinel-2 processing baseline; decides the offset.</summary>
    [Parameter(En = "Sentinel-2 processing baseline, for example 05.10; from 04.00 on the offset is -1000", Ja = "Sentinel-2の処理ベースライン(04.00以降はオフセット -1000)")]
    public string Baseline { get; init; } = "";

    /// <summary>True when a catalogue has shifted the offset away already.</summary>
    [Parameter(En = "The catalogue has removed the offset already", Ja = "カタログ側でオフセット除去済み")]
    public bool OffsetApplied { get; init; }
}

/// <summary>How a mask is coded.</summary>
public enum MaskCode
{
    /// <summary>As the role's product is delivered: SCL for Sentinel-2, QA_PIXEL for Landsat, the mask layer for PALSAR.</summary>
    AsDelivered,

    /// <summary>Scene classification of Sentinel-2 L2A.</summary>
    Scl,

    /// <summary>Cloud probability in percent.</summary>
    CloudProbability,

    /// <summary>QA_PIXEL bits of Landsat Collection 2.</summary>
    QaPixel,

    /// <summary>0 is masked, anything else is good.</summary>
    Valid,
}
