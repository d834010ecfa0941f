using System.Text.Json.Nodes;
using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Tests.Items;
using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Tests.Store;

/// <summary>Random items and random filters over them, hostile words among them.</summary>
internal static class RandomFilters
{
    private static readonly string[] s_words =
    [
        "alos-2", "sentinel-2a", "森林", "𠮷野", "｡", "é", "e\u0301", "É", "Straße", "'; DROP TABLE item; --", "\"", "%", "_", "$1", "\\x", "NULL", "') OR 1=1 --", "{0}", "a%b", "", "2024-06-01T00:00:00Z", "2024-06-01", "2024-06-01T00:00:00.5Z", "2024-06-01t09:00:00+09:00",
    ];

    private static readonly string[] s_names =
    [
        "eo:cloud_cover", "gsd", "platform", "title", "datetime", "created", "updated", "id", "collection", "start_datetime", "end_datetime", "x:flag", "x:number", "x:tags", "x:text", "properties.eo:cloud_cover", "properties.id", "properties.platform", "none", "x'; DROP TABLE item;--", "a\"b",
    ];

    private static readonly double[] s_numbers = [0, 1, 2, 3, 10, 19.5, 20, 50, 99, 100, -1, 1e-3, 1e10, -0.0];

    public static ItemDocument Item(int number, Random random)
    {
        (double west, double south) = (random.Next(-180, 180), random.Next(-80, 80));
        return Samples.Item($"i{number:000}", west, south, Time(random), change: json =>
        {
            JsonObject properties = json["properties"]!.AsObject();
            Maybe("eo:cloud_cover", () => random.Next(0, 101));
            Maybe("gsd", () => Math.Abs(Number(random)) + 1);
            Maybe("platform", () => Word(random));
            Maybe("title", () => Word(random));
            Maybe("created", () => Time(random));
            Maybe("updated", () => Time(random));
            Maybe("x:flag", () => random.Next(2) == 0);
            Maybe("x:number", () => random.Next(5) == 0 ? (JsonNode?)Word(random) : Number(random));
            Maybe("x:text", () => Word(random));
            Maybe("x:tags", () => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => (JsonNode)Word(random))]));
            if (random.Next(3) == 0)
            {
                string[] ends = [.. new[] { Time(random), Time(random) }.OrderBy(text => Instant.TryParseTimestamp(text, out Instant time) ? time.Ticks : 0)];
                (properties["start_datetime"], properties["end_datetime"]) = (ends[0], ends[1]);
                properties["datetime"] = random.Next(2) == 0 ? null : (string?)properties["datetime"];
            }

            switch (random.Next(5))
            {
                case 0:
                    json["geometry"] = null;
                    json.Remove("bbox");
                    break;
                case 1:
                    // A large triangle.
                    json["geometry"] = JsonNode.Parse($$$"""{"type":"Polygon","coordinates":[[[{{{-west / 2}}},-60],[{{{Math.Min(180, (-west / 2) + 90)}}},-60],[{{{-west / 2}}},70],[{{{-west / 2}}},-60]]]}""");
                    break;
                case 2:
                    // On both sides of the 180th meridian.
                    json["bbox"] = new JsonArray(175, south, -170, south + 10);
                    json["geometry"] = JsonNode.Parse($$$"""{"type":"MultiPolygon","coordinates":[[[[175,{{{south}}}],[180,{{{south}}}],[180,{{{south + 10}}}],[175,{{{south + 10}}}],[175,{{{south}}}]]],[[[-180,{{{south}}}],[-170,{{{south}}}],[-170,{{{south + 10}}}],[-180,{{{south + 10}}}],[-180,{{{south}}}]]]]}""");
                    break;
                default:
                    break;
            }

            void Maybe(string name, Func<JsonNode?> make)
            {
                if (random.Next(4) > 0)
                {
                    properties[name] = make();
                }
                else if (name.StartsWith("x:", StringComparison.Ordinal))
                {
                    properties[name] = null;
                }
            }
        });
    }

    /// <summary>A filter: often of the kinds that indexes and SQL answer, else any tree.</summary>
    public static Expression Filter(Random random) => random.Next(4) switch
    {
        0 => new Operation("and", [Meets(random), random.Next(2) == 0 ? Meets(random) : Compares(random)]),
        1 => random.Next(2) == 0 ? Compares(random) : new Operation("or", [Compares(random), new Operation("not", [Compares(random)])]),
        _ => Filter(random, 0),
    };

    private static Operation Meets(Random random) => new("s_intersects", [new PropertyName("geometry"), new GeometryLiteral(Area(random))]);

    // A column with what may be compared with it, and with what looks so.
    private static Operation Compares(Random random) => new(One(random, "=", "<>", "<", ">", "<=", ">="), random.Next(4) switch
    {
        0 => Swap(random, new PropertyName(One(random, "eo:cloud_cover", "gsd")), new NumberLiteral(Number(random))),
        1 => Swap(random, new PropertyName("platform"), new TextLiteral(Word(random))),
        2 => Swap(random, new PropertyName(One(random, "datetime", "created")), new TextLiteral(random.Next(2) == 0 ? Time(random) : Time(random)[..10])),
        _ => [new PropertyName("datetime"), Moment(random)],
    });

    private static Expression Filter(Random random, int depth) => random.Next(depth > 2 ? 8 : 11) switch
    {
        8 => new Operation("and", [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Filter(random, depth + 1))]),
        9 => new Operation("or", [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Filter(random, depth + 1))]),
        10 => new Operation("not", [Filter(random, depth + 1)]),
        0 => new Operation("isNull", [Name(random)]),
        1 => new Operation("between", [Value(random), Value(random), Value(random)]),
        2 => new Operation("in", [Value(random), new ListExpression([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Literal(random))])]),
        3 => new Operation("like", [random.Next(2) == 0 ? Name(random) : new Operation(random.Next(2) == 0 ? "casei" : "accenti", [Name(random)]), new TextLiteral("%" + Word(random) + "%")]),
        4 => new Operation(One(random, "s_intersects", "s_within", "s_disjoint", "s_equals", "s_contains", "s_overlaps", "s_touches", "s_crosses"), Swap(random, new PropertyName("geometry"), Place(random))),
        5 => new Operation(One(random, "t_after", "t_before", "t_disjoint", "t_intersects", "t_during", "t_equals", "t_meets", "t_overlaps", "t_starts", "t_finishes"), Swap(random, Name(random), new IntervalExpression(random.Next(4) == 0 ? new OpenEnd() : Moment(random), random.Next(4) == 0 ? new OpenEnd() : Moment(random)))),
        6 => new Operation(One(random, "a_contains", "a_equals", "a_overlaps", "a_containedBy"), [new PropertyName("x:tags"), new ListExpression([.. Enumerable.Range(0, random.Next(3)).Select(_ => new TextLiteral(Word(random)))])]),
        _ => new Operation(One(random, "=", "<>", "<", ">", "<=", ">="), Swap(random, Name(random), Value(random))),
    };

    public static Polygon Area(Random random)
    {
        (double west, double south) = (random.Next(-180, 150), random.Next(-90, 60));
        return (Polygon)Positions.Factory.ToGeometry(new Envelope(west, west + random.Next(1, 30), south, south + random.Next(1, 30)));
    }

    public static string Time(Random random) => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(60) * 24 * 6).AddMilliseconds(random.Next(3) * 500).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'");

    private static Expression Value(Random random) => random.Next(6) switch
    {
        0 => Name(random),
        1 => new Operation(One(random, "+", "-", "*", "/", "%", "div", "^"), [Name(random), new NumberLiteral(Number(random))]),
        2 => Moment(random),
        _ => Literal(random),
    };

    private static Expression Literal(Random random) => random.Next(5) switch { 0 or 1 => new NumberLiteral(Number(random)), 2 => new BooleanLiteral(random.Next(2) == 0), 3 => new TextLiteral(Time(random)), _ => new TextLiteral(Word(random)) };

    private static InstantLiteral Moment(Random random) => new(Instant.TryParse(random.Next(3) == 0 ? Time(random)[..10] : Time(random), out Instant instant) ? instant : default);

    private static Expression Place(Random random) => random.Next(4) switch
    {
        0 => new BoxLiteral([170, -40, -160, 40]),
        1 => new GeometryLiteral(Positions.Factory.CreatePoint(new Coordinate(random.Next(-180, 180) + 0.5, random.Next(-80, 80) + 0.5))),
        2 => new GeometryLiteral(Positions.Factory.CreateLineString([new Coordinate(random.Next(-180, 180), -50), new Coordinate(random.Next(-180, 180), 50)])),
        _ => new GeometryLiteral(Area(random)),
    };

    private static PropertyName Name(Random random) => new(s_names[random.Next(s_names.Length)]);

    private static Expression[] Swap(Random random, Expression a, Expression b) => random.Next(2) == 0 ? [a, b] : [b, a];

    private static string Word(Random random) => s_words[random.Next(s_words.Length)];

    private static double Number(Random random) => s_numbers[random.Next(s_numbers.Length)];

    private static string One(Random random, params string[] names) => names[random.Next(names.Length)];
}
