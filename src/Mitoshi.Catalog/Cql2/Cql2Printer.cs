using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Cql2;

/// <summary>Writes an expression as CQL2 text.</summary>
internal sealed class Cql2Printer
{
    private readonly StringBuilder _text = new();

    public string Print(Expression expression)
    {
        Append(expression);
        return _text.ToString();
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private void Append(Expression expression)
    {
        switch (expression)
        {
            case PropertyName property: Name(property.Name); break;
            case TextLiteral literal: Quoted(literal.Value); break;
            case NumberLiteral literal: _text.Append(Number(literal.Value)); break;
            case BooleanLiteral literal: _text.Append(literal.Value ? "TRUE" : "FALSE"); break;
            case InstantLiteral literal: _text.Append(literal.Value.IsDate ? "DATE('" : "TIMESTAMP('").Append(literal.Value).Append("')"); break;
            case OpenEnd: _text.Append("'..'"); break;
            case IntervalExpression interval: Interval(interval); break;
            case GeometryLiteral literal: Geometry(literal.Value); break;
            case BoxLiteral box: _text.Append("BBOX(").AppendJoin(',', box.Bounds.Select(Number)).Append(')'); break;
            case ListExpression list: List(list.Items, ", "); break;
            case Operation operation: Operation(operation); break;
            default: throw new ArgumentOutOfRangeException(nameof(expression), expression, "not an expression of CQL2");
        }
    }

    private void Operation(Operation operation)
    {
        IReadOnlyList<Expression> arguments = operation.Arguments;
        switch (Operators.KindOf(operation.Name))
        {
            case OperatorKind.Logical when operation.Name == "not":
                _text.Append("NOT (");
                Append(arguments[0]);
                _text.Append(')');
                break;
            case OperatorKind.Logical or OperatorKind.Comparison or OperatorKind.Arithmetic or OperatorKind.Like:
                Infix(arguments, " " + operation.Name.ToUpperInvariant() + " ");
                break;
            case OperatorKind.Between:
                Operand(arguments[0]);
                _text.Append(" BETWEEN ");
                Infix([arguments[1], arguments[2]], " AND ");
                break;
            case OperatorKind.In:
                Operand(arguments[0]);
                _text.Append(" IN ");
                Append(arguments[1]);
                break;
            case OperatorKind.IsNull:
                Operand(arguments[0]);
                _text.Append(" IS NULL");
                break;
            case OperatorKind.Function:
                _text.Append(operation.Name);
                List(arguments, ", ");
                break;
            default:
                _text.Append(operation.Name.ToUpperInvariant());
                List(arguments, ", ");
                break;
        }
    }

    private void Infix(IReadOnlyList<Expression> arguments, string between)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            _text.Append(i == 0 ? "" : between);
            Operand(arguments[i]);
        }
    }

    // Whatever is not a name, a literal or a call stands in parentheses: the tree is kept whatever binds tighter.
    private void Operand(Expression expression)
    {
        bool isInfix = expression is Operation operation && Operators.KindOf(operation.Name) is not (OperatorKind.Function or OperatorKind.Character or OperatorKind.Spatial or OperatorKind.Temporal or OperatorKind.Array);
        _text.Append(isInfix ? "(" : "");
        Append(expression);
        _text.Append(isInfix ? ")" : "");
    }

    private void List(IReadOnlyList<Expression> items, string between)
    {
        _text.Append('(');
        for (int i = 0; i < items.Count; i++)
        {
            _text.Append(i == 0 ? "" : between);
            Append(items[i]);
        }

        _text.Append(')');
    }

    private void Interval(IntervalExpression interval)
    {
        _text.Append("INTERVAL(");
        End(interval.From);
        _text.Append(", ");
        End(interval.To);
        _text.Append(')');

        void End(Expression end)
        {
            if (end is InstantLiteral instant)
            {
                _text.Append('\'').Append(instant.Value).Append('\'');
            }
            else
            {
                Append(end);
            }
        }
    }

    private void Name(string name)
    {
        bool isPlain = !Cql2Parser.IsReserved(name) && name.Length > 0 && Cql2Lexer.IsIdentifierStart(name.EnumerateRunes().First()) && name.EnumerateRunes().All(Cql2Lexer.IsIdentifierPart);
        _text.Append(isPlain ? name : "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"");
    }

    private void Quoted(string value)
    {
        _text.Append('\'');
        foreach (char c in value)
        {
            // After a backslash a doubled quote would read as an escaped one.
            _text.Append(c != '\'' ? c : _text[^1] == '\\' ? "\\'" : "''");
        }

        _text.Append('\'');
    }

    private void Geometry(Geometry geometry)
    {
        _text.Append(geometry.GeometryType.ToUpperInvariant());
        Body(geometry);
    }

    private void Body(Geometry geometry)
    {
        switch (geometry)
        {
            case Point or LineString:
                _text.Append('(').AppendJoin(", ", geometry.Coordinates.Select(Position)).Append(')');
                break;
            case Polygon polygon:
                Parts([polygon.ExteriorRing, .. polygon.InteriorRings], Body);
                break;
            case MultiPoint or MultiLineString or MultiPolygon:
                Parts(((GeometryCollection)geometry).Geometries, Body);
                break;
            default:
                Parts(((GeometryCollection)geometry).Geometries, Geometry);
                break;
        }
    }

    private void Parts(IReadOnlyList<Geometry> parts, Action<Geometry> append)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            _text.Append(i == 0 ? "(" : ", ");
            append(parts[i]);
        }

        _text.Append(')');
    }

    private static string Position(Coordinate position)
        => double.IsNaN(position.Z) ? $"{Number(position.X)} {Number(position.Y)}" : $"{Number(position.X)} {Number(position.Y)} {Number(position.Z)}";
}
