namespace Mitoshi.Catalog.Cql2;

/// <summary>CQL2 as text: <c>eo:cloud_cover &lt; 20 AND S_INTERSECTS(geometry, POINT(139.7 35.6))</c>.</summary>
public static class Cql2Text
{
    /// <summary>Reads a filter.</summary>
    /// <exception cref="MitoshiException">cql2.syntax, cql2.too_large, geometry.out_of_range, geometry.bad_box, geometry.not_valid.</exception>
    public static Expression Read(string text) => new Cql2Parser(text).ReadFilter();

    /// <summary>Writes a filter; <see cref="Read"/> gives the same tree again.</summary>
    public static string Write(Expression expression) => new Cql2Printer().Print(expression);
}
