using System.Reflection;
using System.Text;

namespace Mitoshi.Core;

/// <summary>A parameter as every face shows it.</summary>
/// <param name="Name">With underscores, as in YAML: <c>min_height</c>.</param>
/// <param name="About">What it is.</param>
/// <param name="Details">Unit, limits, position.</param>
/// <param name="Property">The property that it sets.</param>
/// <param name="IsRequired">True when there is no default.</param>
/// <param name="Default">Initial value of the property, or null.</param>
public sealed record ParameterDescription(
    string Name, Text About, ParameterAttribute Details, PropertyInfo Property, bool IsRequired, object? Default)
{
    /// <summary>The type of one item: of the array's elements for an array, without the question mark for a nullable.</summary>
    public Type ItemType { get; } = ItemTypeOf(Property.PropertyType);

    /// <summary>True when it takes several values.</summary>
    public bool IsList => Property.PropertyType.IsArray;

    /// <summary>The option on the command line: <c>--min-height</c>.</summary>
    public string Option => "--" + Name.Replace('_', '-');

    /// <summary>Parameters of a record-typed parameter; empty for simple types.</summary>
    public IReadOnlyList<ParameterDescription> Fields { get; } = IsSimple(ItemTypeOf(Property.PropertyType)) ? [] : Of(ItemTypeOf(Property.PropertyType));

    /// <summary>The allowed words of an enum, with underscores; empty for other types.</summary>
    public IReadOnlyList<string> Choices => ItemType.IsEnum ? [.. Enum.GetNames(ItemType).Select(ToUnderscores)] : [];

    /// <summary>The parameters of a record.</summary>
    public static IReadOnlyList<ParameterDescription> Of(Type type)
    {
        object blank = Activator.CreateInstance(type)!;
        List<ParameterDescription> parameters = [];
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.MetadataToken))
        {
            if (property.GetCustomAttribute<ParameterAttribute>() is { } details)
            {
                bool isRequired = property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
                parameters.Add(new(ToUnderscores(property.Name), (details.En, details.Ja), details, property, isRequired, property.GetValue(blank)));
            }
        }

        return parameters;
    }

    /// <summary><c>MinHeight</c> to <c>min_height</c>.</summary>
    public static string ToUnderscores(string name)
    {
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    internal static bool IsSimple(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(DateOnly) || type == typeof(decimal);

    private static Type ItemTypeOf(Type type)
    {
        Type item = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(item) ?? item;
    }
}
