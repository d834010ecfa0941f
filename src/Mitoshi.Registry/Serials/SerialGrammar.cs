using System.Globalization;
using System.Text.RegularExpressions;

namespace Mitoshi.Registry;

/// <summary>One registry's way to write a serial number: a pattern with named fields.</summary>
/// <param name="Registry">Name of the registry.</param>
/// <param name="Sign">A text of this registry begins so; only then is it read.</param>
/// <param name="Patterns">The forms that are met.</param>
internal sealed partial record SerialGrammar(string Registry, Regex Sign, IReadOnlyList<Regex> Patterns)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // Fields whose digits are a name, not a number: leading zeros or letters belong to them.
    private static readonly HashSet<string> Names = ["country", "project_gs", "project_own", "state", "unit_code", "code", "registry_code"];

    /// <summary>The grammars, first match first.</summary>
    public static IReadOnlyList<SerialGrammar> All { get; } =
    [
        new("MTS", OwnSign(), [OwnForm()]),
        new("GoldStandard", GoldSign(), [GoldForm()]),
        new("ACR", AcrSign(), [AcrForm()]),
        new("CAR", CarSign(), [CarForm()]),
        new("Verra", VerraSign(), [VerraForm(), VerraLegacyForm(), VerraDocumentForm()]),
    ];

    public bool Claims(string text) => Sign.IsMatch(text);

    public SerialNumber Parse(string text, SerialBlock? range)
    {
        Match? match = Patterns.Select(p => p.Match(text)).FirstOrDefault(m => m.Success);
        if (match is null)
        {
            throw SerialErrors.Malformed(text);
        }

        List<KeyValuePair<string, object?>> fields = [];
        foreach (Group group in match.Groups.Cast<Group>().Skip(1).Where(g => g.Success))
        {
            fields.Add(new(NameOf(group.Name), ValueOf(text, group)));
        }

        SerialBlock? block = BlockOf(text, match) ?? RequireRange(text, range);
        RequirePeriod(text, match);
        return new SerialNumber(Registry, fields, Print(match, block)) { Block = block };
    }

    private static string NameOf(string group) => group switch
    {
        "project_gs" or "project_own" => "project",
        "unit_code" => "unit",
        _ => group,
    };

    private static object ValueOf(string text, Group group) => group.Name switch
    {
        "vintage_start" or "vintage_end" => DateOf(text, group.Value),
        "additional_certification" => group.Value == "1",
        "unit_code" => group.Value == "1" ? "CRT" : group.Value,
        _ when Names.Contains(group.Name) => group.Value,
        _ => long.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw SerialErrors.Malformed(text),
    };

    private static DateOnly DateOf(string text, string digits)
        => DateOnly.TryParseExact(digits, "ddMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : throw SerialErrors.Malformed(text);

    private static SerialBlock? BlockOf(string text, Match match)
    {
        if (!match.Groups["start"].Success)
        {
            return null;
        }

        SerialBlock block = new((long)ValueOf(text, match.Groups["start"]), (long)ValueOf(text, match.Groups["end"]));
        return RequireRange(text, block);
    }

    private static SerialBlock? RequireRange(string text, SerialBlock? range)
        => range is SerialBlock block && (block.End < block.Start || block.Start < 0) ? throw SerialErrors.Malformed(text) : range;

    private static void RequirePeriod(string text, Match match)
    {
        if (match.Groups["vintage_start"].Success)
        {
            DateOnly from = DateOf(text, match.Groups["vintage_start"].Value), to = DateOf(text, match.Groups["vintage_end"].Value);
            if (to < from)
            {
                throw RecordErrors.NegativePeriod($"{from:yyyy-MM-dd}", $"{to:yyyy-MM-dd}");
            }
        }
    }

    // Everything is printed as it was met, padding included; only the separator of a range has a canonical form.
    private string Print(Match match, SerialBlock? block)
    {
        Group start = match.Groups["start"], end = match.Groups["end"];
        if (!start.Success)
        {
            return block is SerialBlock range ? $"{match.Value}-{range.Start}-{range.End}" : match.Value;
        }

        return Registry is "ACR" or "CAR" ? $"{match.Value[..start.Index]}{start.Value} to {end.Value}" : match.Value;
    }

    [GeneratedRegex(@"^MTS-", Options)]
    private static partial Regex OwnSign();

    [GeneratedRegex(@"^MTS-(?<project_own>[A-Za-z0-9._]+)-(?<vintage>[0-9]{4})-(?<batch>[0-9]+)-(?<start>[0-9]+)-(?<end>[0-9]+)\z", Options)]
    private static partial Regex OwnForm();

    [GeneratedRegex(@"^GS[0-9]?-", Options)]
    private static partial Regex GoldSign();

    [GeneratedRegex(@"^GS1-1-(?<country>[A-Z]{2})-(?<project_gs>GS[0-9]+)-(?<product_code>[0-9]+)-(?<vintage>[0-9]{4})-(?<batch>[0-9]+)(-(?<start>[0-9]+)-(?<end>[0-9]+))?\z", Options)]
    private static partial Regex GoldForm();

    [GeneratedRegex(@"^ACR-", Options)]
    private static partial Regex AcrSign();

    [GeneratedRegex(@"^ACR-(?<country>[A-Z]{2})-(?<project>[0-9]+)-(?<vintage>[0-9]{4})-(?<batch>[0-9]+)-(?<start>[0-9]+)( to |-)(?<end>[0-9]+)\z", Options)]
    private static partial Regex AcrForm();

    [GeneratedRegex(@"^CAR-", Options)]
    private static partial Regex CarSign();

    [GeneratedRegex(
        @"^CAR-(?<unit_code>1|ROC)-(?<country>[A-Z]{2})-(?<project>[0-9]+)-(?<project_type>[0-9]+)-(?<field6>[0-9]+)-(?<state>[A-Z]{2,3})-(?<vintage>[0-9]{4})-(?<batch>[0-9]+)-(?<start>[0-9]+)( to |-)(?<end>[0-9]+)\z",
        Options)]
    private static partial Regex CarForm();

    [GeneratedRegex(@"-VCU-", Options)]
    private static partial Regex VerraSign();

    // The meaning of the code after VCU isn't confirmed; it is kept as text, so that 042 stays 042.
    [GeneratedRegex(
        @"^(?<batch>[0-9]+)-(?<start>[0-9]+)-(?<end>[0-9]+)-VCS-VCU-(?<code>[0-9]{3,4})-(?<registry_code>[A-Z]{3})-(?<country>[A-Z]{2})-(?<scope>[0-9]+)-(?<project>[0-9]+)-(?<vintage_start>[0-9]{8})-(?<vintage_end>[0-9]{8})-(?<additional_certification>[01])\z",
        Options)]
    private static partial Regex VerraForm();

    [GeneratedRegex(
        @"^(?<batch>[0-9]+)-(?<start>[0-9]+)-(?<end>[0-9]+)-VCU-(?<code>[0-9]{3,4})-(?<registry_code>[A-Z]{3})-(?<country>[A-Z]{2})-(?<scope>[0-9]+)-(?<project>[0-9]+)-(?<vintage_start>[0-9]{8})-(?<vintage_end>[0-9]{8})-(?<additional_certification>[01])\z",
        Options)]
    private static partial Regex VerraLegacyForm();

    [GeneratedRegex(
        @"^(?<batch>[0-9]+)-(?<start>[0-9]+)-(?<end>[0-9]+)-VCS-VCU-(?<code>[0-9]{3,4})-(?<registry_code>[A-Z]{3})-(?<country>[A-Z]{2})-(?<project>[0-9]+)-(?<vintage_start>[0-9]{8})-(?<vintage_end>[0-9]{8})-(?<additional_certification>[01])\z",
        Options)]
    private static partial Regex VerraDocumentForm();
}
