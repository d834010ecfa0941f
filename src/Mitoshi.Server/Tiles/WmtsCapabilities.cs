using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.Primitives;
using Mitoshi.Tiles;

namespace Mitoshi.Server.Tiles;

/// <summary>The capabilities document of an item.</summary>
internal static class WmtsCapabilities
{
    private static readonly XNamespace Wmts = "http://www.opengis.net/wmts/1.0", Ows = "http://www.opengis.net/ows/1.1", XLink = "http://www.w3.org/1999/xlink";
    private static readonly string[] Formats = ["image/png", "image/jpeg", "image/webp"];
    private static readonly string[] Endings = ["png", "jpg", "webp"];

    /// <summary>Writes it.</summary>
    /// <param name="title">Name of the item.</param>
    /// <param name="address">Address of the item, without a slash at the end.</param>
    /// <param name="layers">Assets; a layer each.</param>
    /// <param name="box">In longitude and latitude.</param>
    /// <param name="style">Parameters that every tile gets.</param>
    public static XDocument Of(string title, string address, IEnumerable<string> layers, Rectangle box, IEnumerable<KeyValuePair<string, StringValues>> style)
    {
        string query = string.Concat(style.SelectMany(pair => pair.Value.Select(value => $"&{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}")));
        return new XDocument(new XElement(Wmts + "Capabilities",
            new XAttribute("xmlns", Wmts), new XAttribute(XNamespace.Xmlns + "ows", Ows), new XAttribute(XNamespace.Xmlns + "xlink", XLink), new XAttribute("version", "1.0.0"),
            new XElement(Ows + "ServiceIdentification", new XElement(Ows + "Title", title), new XElement(Ows + "ServiceType", "OGC WMTS"), new XElement(Ows + "ServiceTypeVersion", "1.0.0")),
            new XElement(Ows + "OperationsMetadata", Operation("GetCapabilities", address), Operation("GetTile", address)),
            new XElement(Wmts + "Contents", layers.Select(layer => Layer(layer, address, box, query)), TileMatrixSets.All.Select(Set)),
            new XElement(Wmts + "ServiceMetadataURL", new XAttribute(XLink + "href", address + "/WMTSCapabilities.xml"))));
    }

    private static XElement Operation(string name, string address) => new(Ows + "Operation", new XAttribute("name", name),
        new XElement(Ows + "DCP", new XElement(Ows + "HTTP", new XElement(Ows + "Get", new XAttribute(XLink + "href", address + "/wmts?"),
            new XElement(Ows + "Constraint", new XAttribute("name", "GetEncoding"), new XElement(Ows + "AllowedValues", new XElement(Ows + "Value", "KVP")))))));

    private static XElement Layer(string layer, string address, Rectangle box, string query) => new(Wmts + "Layer",
        new XElement(Ows + "Title", layer),
        new XElement(Ows + "WGS84BoundingBox", new XElement(Ows + "LowerCorner", Pair(box.West, box.South)), new XElement(Ows + "UpperCorner", Pair(box.East, box.North))),
        new XElement(Ows + "Identifier", layer),
        new XElement(Wmts + "Style", new XAttribute("isDefault", "true"), new XElement(Ows + "Identifier", "default")),
        Formats.Select(format => new XElement(Wmts + "Format", format)),
        TileMatrixSets.All.Select(set => new XElement(Wmts + "TileMatrixSetLink", new XElement(Wmts + "TileMatrixSet", set.Id))),
        Formats.Zip(Endings, (format, ending) => new XElement(Wmts + "ResourceURL", new XAttribute("format", format), new XAttribute("resourceType", "tile"),
            new XAttribute("template", $"{address}/tiles/{{TileMatrixSet}}/{{TileMatrix}}/{{TileCol}}/{{TileRow}}.{ending}?assets={Uri.EscapeDataString(layer)}{query}"))));

    private static XElement Set(TileMatrixSet set) => new(Wmts + "TileMatrixSet",
        new XElement(Ows + "Title", set.Title.En), new XElement(Ows + "Identifier", set.Id), new XElement(Ows + "SupportedCRS", CrsUrn(set)),
        set.Id == "WebMercatorQuad" ? new XElement(Wmts + "WellKnownScaleSet", "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible") : null,
        set.Matrices.Select(matrix => new XElement(Wmts + "TileMatrix",
            new XElement(Ows + "Identifier", matrix.Level), new XElement(Wmts + "ScaleDenominator", Text(matrix.ScaleDenominator)), new XElement(Wmts + "TopLeftCorner", Pair(set.Left, set.Top)),
            new XElement(Wmts + "TileWidth", TileMatrix.TileSize), new XElement(Wmts + "TileHeight", TileMatrix.TileSize), new XElement(Wmts + "MatrixWidth", matrix.Columns), new XElement(Wmts + "MatrixHeight", matrix.Rows))));

    // CRS84 is longitude first; a UTM zone and EPSG:3857 are east first by themselves.
    private static string CrsUrn(TileMatrixSet set) => set.Id == "WorldCRS84Quad" ? "urn:ogc:def:crs:OGC:1.3:CRS84" : $"urn:ogc:def:crs:EPSG::{set.Crs.EpsgCode}";

    private static string Pair(double x, double y) => $"{Text(x)} {Text(y)}";

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
