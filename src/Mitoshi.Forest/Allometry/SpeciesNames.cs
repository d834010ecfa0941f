namespace Mitoshi.Forest;

/// <summary>A tree species as the tables know it.</summary>
/// <param name="Key">Short name, for example <c>sugi</c>.</param>
/// <param name="Japanese">スギ.</param>
/// <param name="Latin">Cryptomeria japonica; empty for a group.</param>
/// <param name="IsConifer">True for conifers.</param>
/// <param name="InventoryKey">Row of the inventory factor table.</param>
/// <param name="VolumeSpecies">Species part of the stem volume equations' names.</param>
public sealed record TreeSpecies(string Key, string Japanese, string Latin, bool IsConifer, string InventoryKey, string VolumeSpecies);

/// <summary>Finds species by Japanese name, romaji or Latin name.</summary>
public static class SpeciesNames
{
    private static readonly Dictionary<string, TreeSpecies> ByName = Load();

    /// <summary>All species, once each, in the order of the table.</summary>
    public static IReadOnlyList<TreeSpecies> All { get; } = [.. ByName.Values.Distinct()];

    /// <summary>The species of a name. Case, spaces at the ends, and hiragana or half-width katakana make no difference.</summary>
    /// <exception cref="MitoshiException"><c>allometry.unknown_species</c>.</exception>
    public static TreeSpecies Find(string name)
        => TryFind(name) ?? throw new MitoshiException(
            "allometry.unknown_species",
            found: ($"no species called {name}", $"樹種「{name}」はありません"),
            expected: ("a name in Japanese, romaji or Latin, such as スギ, sugi or Cryptomeria japonica", "和名・ローマ字・学名（例：スギ、sugi、Cryptomeria japonica）"),
            remedy: ("Correct the name, or write broadleaf for other broadleaved trees.", "名前を直すか、その他の広葉樹は「広葉樹」と書いてください。"));

    /// <summary>The species, or null.</summary>
    public static TreeSpecies? TryFind(string name)
    {
        if (ByName.TryGetValue(Fold(name), out TreeSpecies? species))
        {
            return species;
        }

        // "Quercus serrata Murray" and "Cryptomeria japonica (L.f.) D.Don": the first two words name the species.
        string[] words = Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 2 && ByName.TryGetValue(words[0] + " " + words[1], out species) ? species : null;
    }

    private static string Fold(string name)
    {
        char[] letters = JapaneseLetters.Widen(name).Trim().ToLowerInvariant().ToCharArray();
        for (int i = 0; i < letters.Length; i++)
        {
            // Hiragana lie 0x60 below katakana.
            if (letters[i] is >= '\u3041' and <= '\u3096')
            {
                letters[i] = (char)(letters[i] + 0x60);
            }
        }

        return new string(letters);
    }

    private static Dictionary<string, TreeSpecies> Load()
    {
        FactorTable table = FactorTable.Embedded("species.csv");
        Dictionary<string, TreeSpecies> names = new(StringComparer.Ordinal);
        foreach (string[] row in table.Rows)
        {
            TreeSpecies species = new(
                table.Text(row, "key"), table.Text(row, "japanese"), table.Text(row, "latin"), table.Text(row, "group") == "conifer",
                table.Text(row, "inventory_key"), table.Text(row, "volume_species"));
            string[] all = [species.Key, species.Japanese, species.Latin, table.Text(row, "romaji"), .. table.Text(row, "aliases").Split(';')];
            foreach (string name in all.Where(name => name.Length > 0))
            {
                names.TryAdd(Fold(name), species);
            }
        }

        return names;
    }
}
