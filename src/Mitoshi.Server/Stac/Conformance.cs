namespace Mitoshi.Server.Stac;

/// <summary>The conformance classes that the catalogue announces, on the landing page and below <c>/conformance</c>.</summary>
internal static class Conformance
{
    private const string Stac = "https://api.stacspec.org/v1.0.0/", Ogc = "http://www.opengis.net/spec/", Cql2 = Ogc + "cql2/1.0/conf/";

    public static IReadOnlyList<string> Classes { get; } =
    [
        Stac + "core", Stac + "collections", Stac + "ogcapi-features", Stac + "item-search", Stac + "browseable", "https://api.stacspec.org/v1.0.0-rc.2/children",
        // Many clients look for the release candidate, the released text has the other.
        "https://api.stacspec.org/v1.0.0-rc.3/item-search#filter", Stac + "item-search#filter", "https://api.stacspec.org/v1.0.0-rc.3/ogcapi-features#filter", Stac + "ogcapi-features#filter",
        Ogc + "ogcapi-features-3/1.0/conf/filter", Ogc + "ogcapi-features-3/1.0/conf/features-filter", Ogc + "ogcapi-features-3/1.0/conf/queryables",
        Stac + "item-search#sort", Stac + "item-search#fields", Stac + "item-search#query", "https://api.stacspec.org/v1.0.0-rc.1/item-search#free-text",
        Stac + "ogcapi-features#sort", Stac + "ogcapi-features#fields", Stac + "ogcapi-features#query", "https://api.stacspec.org/v1.0.0-rc.1/ogcapi-features#free-text",
        Stac + "ogcapi-features/extensions/transaction", Stac + "collections/extensions/transaction", Ogc + "ogcapi-features-4/1.0/conf/simpletx",
        "https://api.stacspec.org/v1.0.0-rc.1/collection-search", "https://api.stacspec.org/v1.0.0-rc.1/collection-search#free-text", Ogc + "ogcapi-common-2/1.0/conf/simple-query",
        Ogc + "ogcapi-tiles-1/1.0/conf/core", Ogc + "ogcapi-tiles-1/1.0/conf/tileset", Ogc + "ogcapi-tiles-1/1.0/conf/tilesets-list", Ogc + "ogcapi-tiles-1/1.0/conf/png", Ogc + "ogcapi-tiles-1/1.0/conf/jpeg",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/core", "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/png", "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/jpeg",
        Ogc + "ogcapi-features-1/1.0/conf/core", Ogc + "ogcapi-features-1/1.0/conf/geojson", Ogc + "ogcapi-features-1/1.0/conf/oas30",
        Cql2 + "cql2-text", Cql2 + "cql2-json", Cql2 + "basic-cql2", Cql2 + "advanced-comparison-operators", Cql2 + "case-insensitive-comparison", Cql2 + "accent-insensitive-comparison",
        Cql2 + "basic-spatial-functions", Cql2 + "basic-spatial-functions-plus", Cql2 + "spatial-functions", Cql2 + "temporal-functions", Cql2 + "array-functions", Cql2 + "property-property", Cql2 + "arithmetic", Cql2 + "functions",
    ];
}
