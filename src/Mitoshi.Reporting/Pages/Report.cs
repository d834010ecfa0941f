namespace Mitoshi.Reporting.Pages;

/// <summary>A report: one self-contained HTML page in both languages that prints well.</summary>
/// <param name="Title">Title.</param>
/// <param name="Subtitle">One line under it: place, period, version.</param>
/// <param name="Sections">In reading order: pictures before tables.</param>
public sealed record Report(Text Title, Text Subtitle, IReadOnlyList<Section> Sections)
{
    /// <summary>Shown on every page when the data are simulated.</summary>
    public bool IsSimulated { get; init; }
}

/// <summary>A part of a report.</summary>
public sealed record Section(Text Title, IReadOnlyList<Item> Items);

/// <summary>Something in a section.</summary>
public abstract record Item;

/// <summary>Running text.</summary>
public sealed record Paragraph(Text Words) : Item;

/// <summary>What the reader must not miss: a limit, a refusal, an unverified basis.</summary>
public sealed record Warning(Text Words) : Item;

/// <summary>A few figures in large type.</summary>
public sealed record KeyFigures(IReadOnlyList<KeyFigure> Figures) : Item;

/// <summary>A figure in large type.</summary>
/// <param name="Value">Number with unit.</param>
/// <param name="Meaning">What it is.</param>
public sealed record KeyFigure(Text Value, Text Meaning);

/// <summary>A picture with its caption.</summary>
/// <param name="Svg">SVG of a <c>Chart</c> or <c>MapFigure</c>.</param>
/// <param name="Caption">What to see in it.</param>
public sealed record Figure(string Svg, Text Caption) : Item
{
    /// <summary>True to take the whole width; else two stand side by side.</summary>
    public bool IsWide { get; init; }
}

/// <summary>A table; the first column is left aligned, others right unless <see cref="IsText"/>.</summary>
public sealed record Table(Text Caption, IReadOnlyList<Text> Columns, IReadOnlyList<IReadOnlyList<Text>> Rows) : Item
{
    /// <summary>True when all columns are words: left aligned.</summary>
    public bool IsText { get; init; }

    /// <summary>A line under the caption: a formula, a source, how to read the table.</summary>
    public Text? Note { get; init; }

    /// <summary>The table of a summary.</summary>
    public static Table From(SummaryTable table) => new(table.Title, table.Columns, table.Rows) { IsText = table.IsText };
}
