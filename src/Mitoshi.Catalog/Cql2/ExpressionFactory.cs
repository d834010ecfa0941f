namespace Mitoshi.Catalog.Cql2;

/// <summary>Builds operations as both readers need them: standard spelling, right number of arguments, bounded depth.</summary>
internal static class ExpressionFactory
{
    /// <exception cref="MitoshiException">cql2.syntax, cql2.too_large.</exception>
    public static Expression Operation(string name, IReadOnlyList<Expression> arguments, Func<Text, MitoshiException> syntax)
    {
        if (Operators.TryFind(name, out Operator op))
        {
            if (arguments.Count < op.MinArguments || arguments.Count > op.MaxArguments)
            {
                throw syntax(($"{op.Name} has {arguments.Count} arguments, not {Count(op).En}", $"{op.Name} の引数が {arguments.Count} 個です ({Count(op).Ja})"));
            }

            if (op.Kind == OperatorKind.Logical && arguments.FirstOrDefault(argument => !IsBoolean(argument)) is { } wrong)
            {
                throw syntax(($"{Cql2Text.Write(wrong)} is not true or false, but an argument of {op.Name}", $"{op.Name} の引数 {Cql2Text.Write(wrong)} が真偽値ではありません"));
            }

            name = op.Name;
        }

        Operation operation = new(name, arguments);
        Cql2Limits.Check(operation);
        return operation;
    }

    /// <summary>A filter must be true or false at its root.</summary>
    public static Expression Filter(Expression root, Func<Text, MitoshiException> syntax)
        => IsBoolean(root) ? root : throw syntax(("the filter is not a condition", "フィルターが条件になっていません"));

    private static bool IsBoolean(Expression expression) => expression switch
    {
        BooleanLiteral => true,
        Operation operation => Operators.KindOf(operation.Name) is not (OperatorKind.Arithmetic or OperatorKind.Character),
        _ => false,
    };

    private static Text Count(Operator op) => op.MaxArguments == op.MinArguments ? $"{op.MinArguments}" : ($"{op.MinArguments} or more", $"{op.MinArguments} 個以上");
}
