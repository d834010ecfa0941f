using Mitoshi.Catalog.Geometries;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Cql2;

/// <summary>Geometry literals inside CQL2 text: well-known text and <c>BBOX(…)</c>.</summary>
internal sealed class Wkt(Cql2Lexer lexer)
{
    private static readonly HashSet<string> Tags = new(StringComparer.OrdinalIgnoreCase)
        { "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION" };

    private int _positions, _depth;

    public static bool IsTag(string name) => Tags.Contains(name);

    /// <summary>Reads what follows the tag.</summary>
    public Geometry Read(string tag)
    {
        lexer.TryTake(TokenKind.Name, "Z");
        return tag.ToUpperInvariant() switch
        {
            "POINT" => Point(),
            "LINESTRING" => GeometryBuilder.Line(Line()),
            "POLYGON" => GeometryBuilder.Polygon(List(Line)),
            "MULTIPOINT" => GeometryBuilder.Multi<Point>(List(() => lexer.Current.Is(TokenKind.Symbol, "(") ? Point() : Positions.Factory.CreatePoint(Position()))),
            "MULTILINESTRING" => GeometryBuilder.Multi<LineString>(List(() => GeometryBuilder.Line(Line()))),
            "MULTIPOLYGON" => GeometryBuilder.Multi<Polygon>(List(() => GeometryBuilder.Polygon(List(Line)))),
            _ => GeometryBuilder.Multi<Geometry>(List(Member)),
        };
    }

    public BoxLiteral ReadBox()
    {
        List<double> bounds = List(Number);
        Positions.CheckBox(bounds);
        return new(bounds);
    }

    private Geometry Member()
    {
        if (++_depth > 4)
        {
            throw Cql2Limits.TooDeep();
        }

        Token tag = lexer.Take();
        Geometry member = tag.Kind == TokenKind.Name && IsTag(tag.Text) ? Read(tag.Text) : throw lexer.Syntax(($"{Cql2Lexer.Name(tag)} is not a geometry", $"{Cql2Lexer.Name(tag)} は図形ではありません"));
        _depth--;
        return member;
    }

    private Point Point()
    {
        lexer.Expect("(");
        Coordinate position = Position();
        lexer.Expect(")");
        return Positions.Factory.CreatePoint(position);
    }

    private List<Coordinate> Line() => List(Position);

    private Coordinate Position()
    {
        double longitude = Number(), latitude = Number();
        bool hasElevation = lexer.Current.Kind == TokenKind.Number || lexer.Current is { Kind: TokenKind.Symbol, Text: "-" or "+" };
        if (++_positions > Cql2Limits.List)
        {
            throw Cql2Limits.TooMany();
        }

        return Positions.Of(longitude, latitude, hasElevation ? Number() : null);
    }

    private double Number()
    {
        bool isNegative = lexer.TryTake(TokenKind.Symbol, "-");
        if (!isNegative)
        {
            lexer.TryTake(TokenKind.Symbol, "+");
        }

        return lexer.Current.Kind == TokenKind.Number
            ? lexer.Take().Number * (isNegative ? -1 : 1)
            : throw lexer.Syntax(($"{Cql2Lexer.Name(lexer.Current)} stands where a number is expected", $"数が必要なところに {Cql2Lexer.Name(lexer.Current)} があります"));
    }

    private List<T> List<T>(Func<T> next)
    {
        lexer.Expect("(");
        List<T> all = [];
        do
        {
            all.Add(next());
        }
        while (lexer.TryTake(TokenKind.Symbol, ","));
        lexer.Expect(")");
        return all;
    }
}
