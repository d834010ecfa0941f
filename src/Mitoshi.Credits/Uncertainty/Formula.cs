using System.Globalization;

namespace Mitoshi.Credits.Uncertainty;

/// <summary>
/// A formula such as <c>(a - b) * 44/12</c> over named inputs: + - * / ^, parentheses, numbers, and exp, ln, sqrt, abs, min, max. It is
/// read once into a list of steps on a stack of columns, so that a block of draws runs through it column by column.
/// </summary>
internal sealed class Formula
{
    private readonly List<Step> _steps = [];
    private readonly string _text;
    private readonly IReadOnlyDictionary<string, int> _inputs;
    private int _at;

    private Formula(string text, IReadOnlyDictionary<string, int> inputs)
    {
        (_text, _inputs) = (text, inputs);
        ReadSum();
        SkipSpace();
        if (_at < _text.Length)
        {
            throw Wrong();
        }
    }

    private enum Operation
    {
        Number,
        Input,
        Add,
        Subtract,
        Multiply,
        Divide,
        Power,
        Negate,
        Exp,
        Log,
        Root,
        Absolute,
        Least,
        Most,
    }

    /// <summary>Reads a formula.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="inputs">Place of each name among the inputs; two names of one place are one quantity with one draw.</param>
    public static Formula Parse(string text, IReadOnlyDictionary<string, int> inputs) => new(text, inputs);

    /// <summary>The results of <paramref name="count"/> draws.</summary>
    /// <param name="inputs">Inputs x draws.</param>
    /// <param name="count">Draws.</param>
    public double[] Evaluate(double[][] inputs, int count)
    {
        Stack<double[]> stack = new();
        foreach (Step step in _steps)
        {
            if (step.Operation == Operation.Number)
            {
                double[] column = new double[count];
                Array.Fill(column, step.Number);
                stack.Push(column);
            }
            else if (step.Operation == Operation.Input)
            {
                stack.Push([.. inputs[step.Index].AsSpan(0, count)]);
            }
            else if (step.Operation is Operation.Negate or Operation.Exp or Operation.Log or Operation.Root or Operation.Absolute)
            {
                ApplyOne(step.Operation, stack.Peek());
            }
            else
            {
                double[] right = stack.Pop();
                ApplyTwo(step.Operation, stack.Peek(), right);
            }
        }

        return stack.Pop();
    }

    private static void ApplyOne(Operation operation, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = operation switch
            {
                Operation.Negate => -values[i],
                Operation.Exp => Math.Exp(values[i]),
                Operation.Log => Math.Log(values[i]),
                Operation.Root => Math.Sqrt(values[i]),
                _ => Math.Abs(values[i]),
            };
        }
    }

    private static void ApplyTwo(Operation operation, double[] left, double[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = operation switch
            {
                Operation.Add => left[i] + right[i],
                Operation.Subtract => left[i] - right[i],
                Operation.Multiply => left[i] * right[i],
                Operation.Divide => left[i] / right[i],
                Operation.Least => Math.Min(left[i], right[i]),
                Operation.Most => Math.Max(left[i], right[i]),
                _ => Math.Pow(left[i], right[i]),
            };
        }
    }

    private void ReadSum()
    {
        ReadProduct();
        while (true)
        {
            if (Takes('+'))
            {
                ReadProduct();
                Add(Operation.Add);
            }
            else if (Takes('-'))
            {
                ReadProduct();
                Add(Operation.Subtract);
            }
            else
            {
                return;
            }
        }
    }

    private void ReadProduct()
    {
        ReadSign();
        while (true)
        {
            if (!Sees("**") && Takes('*'))
            {
                ReadSign();
                Add(Operation.Multiply);
            }
            else if (Takes('/'))
            {
                ReadSign();
                Add(Operation.Divide);
            }
            else
            {
                return;
            }
        }
    }

    private void ReadSign()
    {
        if (Takes('-'))
        {
            ReadSign();
            Add(Operation.Negate);
        }
        else
        {
            ReadPower();
        }
    }

    private void ReadPower()
    {
        ReadAtom();
        if (Sees("**") || Sees("^"))
        {
            _at += _text[_at] == '^' ? 1 : 2;
            ReadSign();
            Add(Operation.Power);
        }
    }

    private bool Sees(string word)
    {
        SkipSpace();
        return string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;
    }

    private void ReadAtom()
    {
        SkipSpace();
        if (Takes('('))
        {
            ReadSum();
            Require(')');
        }
        else if (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            ReadNumber();
        }
        else
        {
            ReadName();
        }
    }

    private void ReadNumber()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '.' or 'e' or 'E' || (_text[_at] is '+' or '-' && _text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        if (!double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            throw Wrong();
        }

        _steps.Add(new Step(Operation.Number, number, 0));
    }

    private void ReadName()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        string name = _text[start.._at];
        if (_inputs.TryGetValue(name, out int index))
        {
            _steps.Add(new Step(Operation.Input, 0, index));
            return;
        }

        Operation operation = name switch
        {
            "exp" => Operation.Exp,
            "ln" or "log" => Operation.Log,
            "sqrt" => Operation.Root,
            "abs" => Operation.Absolute,
            "min" => Operation.Least,
            "max" => Operation.Most,
            _ => throw Wrong(),
        };
        Require('(');
        ReadSum();
        if (operation is Operation.Least or Operation.Most)
        {
            Require(',');
            ReadSum();
        }

        Require(')');
        Add(operation);
    }

    private bool Takes(char letter)
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == letter)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void Require(char letter)
    {
        if (!Takes(letter))
        {
            throw Wrong();
        }
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private void Add(Operation operation) => _steps.Add(new Step(operation, 0, 0));

    private MitoshiException Wrong() => new("credits.bad_formula",
        found: ($"{_text}: not understood at character {_at + 1}", $"{_text}：{_at + 1}文字目で読めません"),
        expected: ("inputs, numbers, + - * / ^, parentheses, exp, ln, sqrt, abs, min, max", "入力名、数、+ - * / ^、括弧、exp、ln、sqrt、abs、min、max"),
        remedy: ("Correct the formula; every name must be one of the inputs.", "式を直してください。名前はすべて入力のいずれかでなければなりません。"));

    private readonly record struct Step(Operation Operation, double Number, int Index);
}
