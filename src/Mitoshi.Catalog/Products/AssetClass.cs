namespace Mitoshi.Catalog.Products;

/// <summary>What a value of a raster of classes means.</summary>
/// <param name="Value">The value.</param>
/// <param name="Name">Name for programs: letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Colour">Red, green and blue as six hexadecimal digits.</param>
/// <remarks>STAC classification extension 1.1.0.</remarks>
public sealed record AssetClass(int Value, string Name, Text Title, string Colour);
