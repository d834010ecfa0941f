using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Cql2;

/// <summary>
/// An expression of the Common Query Language CQL2 (OGC 21-065r2), the one tree behind its text and its JSON. Read it with
/// <see cref="Cql2Text"/> or <see cref="Cql2Json"/>.
/// </summary>
public abstract record Expression
{
    /// <summary>Levels of the tree; at most <see cref="Cql2Limits.Depth"/>.</summary>
    internal abstract int Depth { get; }
}

/// <summary>A property of an item by its queryable's name: <c>eo:cloud_cover</c>.</summary>
public sealed record PropertyName(string Name) : Expression
{
    internal override int Depth => 1;
}

/// <summary>A string.</summary>
public sealed record TextLiteral(string Value) : Expression
{
    internal override int Depth => 1;
}

/// <summary>A number.</summary>
public sealed record NumberLiteral(double Value) : Expression
{
    internal override int Depth => 1;
}

/// <summary>True or false.</summary>
public sealed record BooleanLiteral(bool Value) : Expression
{
    internal override int Depth => 1;
}

/// <summary>A date or a time stamp.</summary>
public sealed record InstantLiteral(Instant Value) : Expression
{
    internal override int Depth => 1;
}

/// <summary>The open end <c>..</c> of an interval.</summary>
public sealed record OpenEnd : Expression
{
    internal override int Depth => 1;
}

/// <summary>An interval; its ends are instants, open ends, properties or functions.</summary>
public sealed record IntervalExpression(Expression From, Expression To) : Expression
{
    internal override int Depth { get; } = 1 + Math.Max(From.Depth, To.Depth);
}

/// <summary>A geometry in longitude and latitude.</summary>
public sealed record GeometryLiteral(Geometry Value) : Expression
{
    internal override int Depth => 1;
}

/// <summary>A box: west, south, east, north, or with elevations after south and north. West above east crosses the 180th meridian.</summary>
public sealed record BoxLiteral(IReadOnlyList<double> Bounds) : Expression
{
    internal override int Depth => 1;
}

/// <summary>A list of values.</summary>
public sealed record ListExpression(IReadOnlyList<Expression> Items) : Expression
{
    internal override int Depth { get; } = 1 + Items.Select(item => item.Depth).DefaultIfEmpty().Max();
}

/// <summary>An operator or function with its arguments; known names are in the standard's spelling (<see cref="Operators"/>).</summary>
public sealed record Operation(string Name, IReadOnlyList<Expression> Arguments) : Expression
{
    internal override int Depth { get; } = 1 + Arguments.Select(argument => argument.Depth).DefaultIfEmpty().Max();
}
