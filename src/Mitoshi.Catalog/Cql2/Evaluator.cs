using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.RelateNG;

namespace Mitoshi.Catalog.Cql2;

/// <summary>
/// Decides whether a feature passes a filter, in three-valued logic: null is "unknown", and only true passes (OGC 21-065r2, section 6). One
/// evaluator serves one filter; literals are prepared once.
/// </summary>
public sealed class Evaluator
{
    private readonly Func<IFeature, object?> _root;

    /// <summary>Prepares a filter.</summary>
    /// <exception cref="MitoshiException">cql2.unknown_function.</exception>
    public Evaluator(Expression filter) => _root = Compile(filter);

    /// <summary>True when the feature passes.</summary>
    public bool Passes(IFeature feature) => _root(feature) is true;

    private static Func<IFeature, object?> Compile(Expression expression)
    {
        switch (expression)
        {
            case PropertyName property:
                string name = property.Name;
                return feature => feature.ValueOf(name);
            case TextLiteral literal: return Constant(literal.Value);
            case NumberLiteral literal: return Constant(literal.Value);
            case BooleanLiteral literal: return Constant(literal.Value);
            case InstantLiteral literal: return Constant(literal.Value);
            case GeometryLiteral literal: return Constant(literal.Value);
            case BoxLiteral box: return Constant(Positions.BoxGeometry(box.Bounds));
            case OpenEnd: return Constant(OpenMark.Instance);
            case IntervalExpression interval:
                Func<IFeature, object?> from = Compile(interval.From), to = Compile(interval.To);
                return feature => Values.Interval(from(feature), to(feature));
            case ListExpression list:
                Func<IFeature, object?>[] items = [.. list.Items.Select(Compile)];
                return feature => Array.ConvertAll(items, item => item(feature));
            case Operation operation: return Operation(operation);
            default: throw new ArgumentOutOfRangeException(nameof(expression), expression, "not an expression of CQL2");
        }
    }

    private static Func<IFeature, object?> Constant(object value) => _ => value;

    private static Func<IFeature, object?> Operation(Operation operation)
    {
        Func<IFeature, object?>[] arguments = [.. operation.Arguments.Select(Compile)];
        string name = operation.Name;
        return Operators.KindOf(name) switch
        {
            OperatorKind.Logical when name == "not" => feature => arguments[0](feature) is bool value ? !value : null,
            OperatorKind.Logical => Logical(arguments, decisive: name == "or"),
            OperatorKind.Comparison => feature => Values.Compare(name, arguments[0](feature), arguments[1](feature)),
            OperatorKind.Like => feature => arguments[0](feature) is string text && arguments[1](feature) is string pattern ? Wildcard.Matches(text, pattern) : null,
            OperatorKind.Between => feature => And(Values.Compare(">=", arguments[0](feature), arguments[1](feature)), Values.Compare("<=", arguments[0](feature), arguments[2](feature))),
            OperatorKind.In => feature => In(arguments[0](feature), (object?[])arguments[1](feature)!),
            OperatorKind.IsNull => feature => arguments[0](feature) is null,
            OperatorKind.Arithmetic => feature => arguments[0](feature) is double left && arguments[1](feature) is double right ? Values.Calculate(name, left, right) : null,
            OperatorKind.Character => Character(name, arguments[0]),
            OperatorKind.Temporal => feature => Values.TryInterval(arguments[0](feature), out TimeInterval a) && Values.TryInterval(arguments[1](feature), out TimeInterval b) ? TemporalRelation.Holds(name, a, b) : null,
            OperatorKind.Array => feature => Values.CompareArrays(name, arguments[0](feature), arguments[1](feature)),
            OperatorKind.Spatial => Spatial(name, operation.Arguments, arguments),
            _ => throw new MitoshiException("cql2.unknown_function",
                found: ($"function {name} in the filter", $"フィルターの関数 {name}"),
                expected: ("a function of the standard (S_…, T_…, A_…, CASEI, ACCENTI) or WIDTHI", "標準の関数 (S_…、T_…、A_…、CASEI、ACCENTI) または WIDTHI"),
                remedy: ("Rewrite the filter without it; /queryables lists what can be asked.", "使わない形に書き直してください。尋ねられる項目は /queryables にあります。")),
        };
    }

    private static Func<IFeature, object?> Logical(Func<IFeature, object?>[] arguments, bool decisive) => feature =>
    {
        bool hasUnknown = false;
        foreach (Func<IFeature, object?> argument in arguments)
        {
            object? value = argument(feature);
            if (value is bool known && known == decisive)
            {
                return decisive;
            }

            hasUnknown |= value is not bool;
        }

        return hasUnknown ? null : !decisive;
    };

    private static object? And(object? left, object? right) => left is false || right is false ? false : left is true && right is true ? true : null;

    private static object? In(object? value, object?[] list)
    {
        bool hasUnknown = false;
        foreach (object? entry in list)
        {
            object? isEqual = Values.Compare("=", value, entry);
            if (isEqual is true)
            {
                return true;
            }

            hasUnknown |= isEqual is null;
        }

        return hasUnknown ? null : false;
    }

    private static Func<IFeature, object?> Character(string name, Func<IFeature, object?> argument)
    {
        Func<string, string> fold = name switch { "casei" => TextFolding.Case, "accenti" => TextFolding.Accents, _ => TextFolding.Width };
        return feature => argument(feature) switch
        {
            string text => fold(text),
            object?[] list => Array.ConvertAll(list, entry => entry is string text ? fold(text) : entry),
            _ => null,
        };
    }

    private static Func<IFeature, object?> Spatial(string name, IReadOnlyList<Expression> expressions, Func<IFeature, object?>[] arguments)
    {
        bool isPrepared = expressions[0] is GeometryLiteral or BoxLiteral;
        bool isReversed = !isPrepared && expressions[1] is GeometryLiteral or BoxLiteral;
        if (!isPrepared && !isReversed)
        {
            return feature => arguments[0](feature) is Geometry left && arguments[1](feature) is Geometry right
                ? Repaired(left, right, (a, b) => RelateNG.Relate(a, b, SpatialPredicate(name, isReversed: false))) : null;
        }

        // The literal goes first, prepared; the predicate is turned round where it stood second.
        Geometry literal = expressions[isPrepared ? 0 : 1] is GeometryLiteral geometry ? geometry.Value : Positions.BoxGeometry(((BoxLiteral)expressions[isPrepared ? 0 : 1]).Bounds);
        RelateNG prepared = RelateNG.Prepare(literal);
        Func<IFeature, object?> other = arguments[isPrepared ? 1 : 0];
        return feature => other(feature) is Geometry value
            ? Repaired(literal, value, (a, b) => (ReferenceEquals(a, literal) ? prepared : RelateNG.Prepare(a)).Evaluate(b, SpatialPredicate(name, isReversed))) : null;
    }

    // A crossed outline has no inside; what its lines enclose is the best reading (as PostGIS's ST_MakeValid does).
    private static bool Repaired(Geometry a, Geometry b, Func<Geometry, Geometry, bool> relate)
    {
        try
        {
            return relate(a, b);
        }
        catch (TopologyException)
        {
            return relate(NetTopologySuite.Geometries.Utilities.GeometryFixer.Fix(a), NetTopologySuite.Geometries.Utilities.GeometryFixer.Fix(b));
        }
    }

    private static TopologyPredicate SpatialPredicate(string name, bool isReversed) => name switch
    {
        "s_intersects" => RelatePredicate.Intersects(),
        "s_disjoint" => RelatePredicate.Disjoint(),
        "s_equals" => RelatePredicate.EqualsTopologically(),
        "s_touches" => RelatePredicate.Touches(),
        "s_crosses" => RelatePredicate.Crosses(),
        "s_overlaps" => RelatePredicate.Overlaps(),
        "s_within" => isReversed ? RelatePredicate.Contains() : RelatePredicate.Within(),
        "s_contains" => isReversed ? RelatePredicate.Within() : RelatePredicate.Contains(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a spatial predicate"),
    };
}
