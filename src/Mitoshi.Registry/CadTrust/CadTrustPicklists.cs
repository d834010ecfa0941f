namespace Mitoshi.Registry;

/// <summary>Values that fields of the Climate Action Data Trust model may take, version 1.</summary>
/// <remarks>Source: github.com/Chia-Network/cadt, commit 171e6d6 (Apache-2.0).</remarks>
internal static class CadTrustPicklists
{
    /// <summary>Registries that an origin can name.</summary>
    public static IReadOnlyList<string> Registries { get; } =
    [
        "American Carbon Registry (ACR)",
        "Article 6.4 Mechanism Registry",
        "Carbon Assets Trading System (CATS)",
        "CDM Registry",
        "Chile National Registry",
        "Climate Action Reserve (CAR)",
        "Costa Rica National Registry",
        "Cultivo",
        "EcoRegistry",
        "Global Carbon Council",
        "Gold Standard",
        "Joint Crediting Mechanism",
        "Mexico National Registry",
        "Open Earth Foundation",
        "Singapore National Registry",
        "Sweden National Registry",
        "Switzerland National Registry",
        "UNFCCC",
        "Verra",
    ];

    /// <summary>Sectors.</summary>
    public static IReadOnlyList<string> Sectors { get; } =
    [
        "Accommodation and food service activities",
        "Activities of extraterritorial organizations and bodies",
        "Activities of households as employers; undifferentiated goods- and services-producing activities of households for own use",
        "Administrative and support service activities",
        "Agriculture; forestry and fishing",
        "Arts, entertainment and recreation",
        "Construction",
        "Education",
        "Electricity; gas, steam and air conditioning supply",
        "Financial and insurance activities",
        "Human health and social work activities",
        "Information and communication",
        "Mining and quarrying",
        "Manufacturing",
        "Other service activities",
        "Professional, scientific and technical activities",
        "Public administration and defence; compulsory social security",
        "Real estate activities",
        "Transportation and storage",
        "Water supply; sewerage, waste management and remediation activities",
        "Wholesale and retail trade; repair of motor vehicles and motorcycles",
        "Not elsewhere classified",
    ];

    /// <summary>Kinds of project.</summary>
    public static IReadOnlyList<string> ProjectTypes { get; } =
    [
        "Afforestation",
        "Avoided Conversion",
        "Coal Mine Methane",
        "Conservation",
        "Energy Demand",
        "Forestry",
        "Improved Forest Management",
        "Landfill Gas Capture/Combustion",
        "Livestock",
        "Nitrogen Management",
        "Organic Waste Composting",
        "Organic Waste Digestion",
        "Ozone Depleting Substances",
        "Plastic Waste Collection",
        "Plastic Waste Recycling",
        "REDD+: Reduced Emissions from Deforestation and Degradation",
        "Reforestation and Revegetation",
        "Reforestation",
        "Soil Enrichment",
    ];

    /// <summary>Whether a host party's contribution covers it.</summary>
    public static IReadOnlyList<string> CoveredByNdc { get; } =
    [
        "Inside NDC",
        "Outside NDC",
        "Unknown",
    ];

    /// <summary>States of a project.</summary>
    public static IReadOnlyList<string> ProjectStatuses { get; } =
    [
        "Listed",
        "Registered",
        "Completed",
        "Transitioned",
        "Withdrawn",
        "De-registered",
    ];

    /// <summary>Units of a credit.</summary>
    public static IReadOnlyList<string> UnitMetrics { get; } =
    [
        "tCO2e",
    ];

    /// <summary>Kinds of unit.</summary>
    public static IReadOnlyList<string> UnitTypes { get; } =
    [
        "Reduction - nature",
        "Reduction - technical",
        "Removal - nature",
        "Removal - technical",
    ];

    /// <summary>States of units.</summary>
    public static IReadOnlyList<string> UnitStatuses { get; } =
    [
        "Held",
        "Retired",
        "Cancelled",
        "Expired",
        "Buffer",
        "Exported",
        "Pending Export",
    ];

    /// <summary>Whether an adjustment is promised.</summary>
    public static IReadOnlyList<string> AdjustmentDeclarations { get; } =
    [
        "Committed",
        "Not Required",
        "Unknown",
    ];

    /// <summary>How far an adjustment is.</summary>
    public static IReadOnlyList<string> AdjustmentStatuses { get; } =
    [
        "Not Started",
        "Pending",
        "Completed",
    ];

    /// <summary>Raters.</summary>
    public static IReadOnlyList<string> RatingTypes { get; } =
    [
        "BeZero",
        "CDP",
        "CCQI",
        "MAAP",
        "Sylvera",
    ];

    /// <summary>Kinds of label.</summary>
    public static IReadOnlyList<string> LabelTypes { get; } =
    [
        "Endorsement",
        "Certification",
        "Letter of Approval",
        "Letter of Authorization",
        "Letter of Qualification",
    ];

    /// <summary>Methodologies of the Joint Crediting Mechanism in Cambodia; the whole list isn't shipped.</summary>
    public static IReadOnlyList<string> MethodologiesOfJcmCambodia { get; } =
    [
        "JCM - KH_AM005",
        "JCM - KH_AM004",
        "JCM - KH_AM003",
        "JCM - KH_AM002",
        "JCM - KH_AM001",
    ];
}
