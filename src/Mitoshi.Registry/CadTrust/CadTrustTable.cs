using System.Globalization;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>A table of the Climate Action Data Trust model: what a record must bring and which values its fields may take.</summary>
/// <param name="Name">As the model names it.</param>
/// <param name="Required">Fields that must not be empty; the keys that the platform gives itself aren't among them.</param>
/// <param name="Picklists">Allowed values by field, compared without case.</param>
public sealed record CadTrustTable(string Name, IReadOnlyList<string> Required, IReadOnlyDictionary<string, IReadOnlyList<string>> Picklists)
{
    /// <summary>Fields that hold a day, <c>yyyy-MM-dd</c>.</summary>
    public IReadOnlyList<string> Dates { get; init; } = [];

    /// <summary>First and last day of a period, the last not before the first.</summary>
    public (string From, string To)? Period { get; init; }

    /// <summary>A check of its own.</summary>
    internal Action<JsonObject>? Extra { get; init; }

    /// <summary>The tables by name.</summary>
    public static IReadOnlyDictionary<string, CadTrustTable> All { get; } = new CadTrustTable[]
    {
        new("project",
            ["projectId", "originProjectId", "registryOfOrigin", "projectName", "projectLink", "projectDeveloper", "sector", "projectType", "coveredByNDC",
                "projectStatus", "projectStatusDate", "unitMetric", "methodology"],
            new Dictionary<string, IReadOnlyList<string>>
            {
                ["registryOfOrigin"] = CadTrustPicklists.Registries,
                ["sector"] = CadTrustPicklists.Sectors,
                ["projectType"] = CadTrustPicklists.ProjectTypes,
                ["coveredByNDC"] = CadTrustPicklists.CoveredByNdc,
                ["projectStatus"] = CadTrustPicklists.ProjectStatuses,
                ["unitMetric"] = CadTrustPicklists.UnitMetrics,
            })
        {
            Dates = ["projectStatusDate", "validationDate"],
            Extra = RequireMethodology,
        },
        new("unit",
            ["countryJurisdictionOfOwner", "unitBlockStart", "unitBlockEnd", "unitCount", "vintageYear", "unitType", "unitStatus", "unitRegistryLink",
                "correspondingAdjustmentDeclaration", "correspondingAdjustmentStatus"],
            new Dictionary<string, IReadOnlyList<string>>
            {
                ["unitType"] = CadTrustPicklists.UnitTypes,
                ["unitStatus"] = CadTrustPicklists.UnitStatuses,
                ["correspondingAdjustmentDeclaration"] = CadTrustPicklists.AdjustmentDeclarations,
                ["correspondingAdjustmentStatus"] = CadTrustPicklists.AdjustmentStatuses,
            })
        {
            Extra = RequireUnit,
        },
        new("issuance", ["startDate", "endDate", "verificationApproach", "verificationReportDate"], new Dictionary<string, IReadOnlyList<string>>())
        {
            Dates = ["startDate", "endDate", "verificationReportDate"],
            Period = ("startDate", "endDate"),
        },
        new("location", ["country", "geographicIdentifier"], new Dictionary<string, IReadOnlyList<string>>()),
        new("estimation", ["creditingPeriodStart", "creditingPeriodEnd", "unitCount"], new Dictionary<string, IReadOnlyList<string>>())
        {
            Dates = ["creditingPeriodStart", "creditingPeriodEnd"],
            Period = ("creditingPeriodStart", "creditingPeriodEnd"),
        },
        new("label",
            ["label", "labelType", "creditingPeriodStartDate", "creditingPeriodEndDate", "validityPeriodStartDate", "validityPeriodEndDate", "unitQuantity", "labelLink"],
            new Dictionary<string, IReadOnlyList<string>> { ["labelType"] = CadTrustPicklists.LabelTypes })
        {
            Dates = ["creditingPeriodStartDate", "creditingPeriodEndDate", "validityPeriodStartDate", "validityPeriodEndDate"],
            Period = ("creditingPeriodStartDate", "creditingPeriodEndDate"),
        },
        new("rating", ["ratingType", "ratingRangeHighest", "ratingRangeLowest", "rating"],
            new Dictionary<string, IReadOnlyList<string>> { ["ratingType"] = CadTrustPicklists.RatingTypes }),
        new("cobenefit", ["cobenefit"], new Dictionary<string, IReadOnlyList<string>>()),
    }.ToDictionary(table => table.Name, StringComparer.Ordinal);

    /// <summary>Refuses a record that the platform would refuse, and one whose count isn't its block's.</summary>
    /// <exception cref="MitoshiException">
    /// <c>registry.missing_field</c>, <c>registry.not_in_picklist</c>, <c>registry.negative_period</c>, <c>registry.out_of_range</c> or
    /// <c>registry.block_count_mismatch</c>.
    /// </exception>
    public void Require(JsonObject row)
    {
        foreach (string field in Required)
        {
            RequireField(Name, row, field);
        }

        foreach ((string field, IReadOnlyList<string> allowed) in Picklists)
        {
            string value = TextOf(row, field);
            if (!allowed.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                throw RecordErrors.NotInPicklist(field, value, allowed);
            }
        }

        foreach (string field in Dates.Where(field => TextOf(row, field).Length > 0))
        {
            _ = DateOf(row, field);
        }

        if (Period is (string from, string to) && DateOf(row, to) < DateOf(row, from))
        {
            throw RecordErrors.NegativePeriod(TextOf(row, from), TextOf(row, to));
        }

        Extra?.Invoke(row);
    }

    private static void RequireField(string table, JsonObject row, string field)
    {
        if (TextOf(row, field).Trim().Length == 0)
        {
            throw RecordErrors.MissingField(table, field);
        }
    }

    private static string TextOf(JsonObject row, string field) => row[field]?.ToString() ?? "";

    private static DateOnly DateOf(JsonObject row, string field)
    {
        string text = TextOf(row, field);
        bool isDate = DateOnly.TryParseExact(text.Length > 10 ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date);
        return isDate ? date : throw RecordErrors.OutOfRange($"{field} = \"{text}\"", "yyyy-MM-dd");
    }

    // Only the methodologies of JCM in Cambodia are known as a list here; names of other registries pass.
    private static void RequireMethodology(JsonObject row)
    {
        string methodology = TextOf(row, "methodology");
        bool isListed = CadTrustPicklists.MethodologiesOfJcmCambodia.Contains(methodology, StringComparer.OrdinalIgnoreCase);
        if (methodology.StartsWith("JCM - KH", StringComparison.OrdinalIgnoreCase) && !isListed)
        {
            throw RecordErrors.NotInPicklist("methodology", methodology, [.. CadTrustPicklists.MethodologiesOfJcmCambodia]);
        }
    }

    // The model's lists print "Retired", its rule tests "retired": compared without case. That the count is the block's is our own check.
    private static void RequireUnit(JsonObject row)
    {
        string status = TextOf(row, "unitStatus");
        if (status.Equals("retired", StringComparison.OrdinalIgnoreCase) || status.Equals("cancelled", StringComparison.OrdinalIgnoreCase))
        {
            RequireField("unit", row, "unitStatusReason");
        }

        string start = TextOf(row, "unitBlockStart"), end = TextOf(row, "unitBlockEnd"), count = TextOf(row, "unitCount");
        bool isBlock = long.TryParse(start, out long first) & long.TryParse(end, out long last) & long.TryParse(count, out long units);
        if (!isBlock || last < first || units != last - first + 1)
        {
            throw RecordErrors.BlockCountMismatch(start, end, count);
        }

        if (!int.TryParse(TextOf(row, "vintageYear"), out int year) || year is < 1900 or > 2200)
        {
            throw RecordErrors.OutOfRange($"vintageYear = {TextOf(row, "vintageYear")}", "1900..2200");
        }
    }
}
