using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Parquet.Schema;

namespace Mitoshi.Catalog.Export;

/// <summary>
/// The one type that all values of a member share, found by looking at them: truth, whole or real number, text, list or structure. What shares no
/// type is kept as JSON text, so that nothing is lost.
/// </summary>
internal sealed class JsonShape
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SortedDictionary<string, JsonShape> _members = new(StringComparer.Ordinal);
    private Kind _found;
    private JsonShape? _item;
    private ParquetColumn? _column;

    // A group without columns does not exist in Parquet.
    private Kind Known => _found == Kind.Structure && _members.Count == 0 ? Kind.Mixed : _found;

    private enum Kind
    {
        Unknown, Boolean, Whole, Real, Text, List, Structure, Mixed, Time, Geometry,
    }

    /// <summary>A moment: RFC 3339 in JSON, microseconds since 1970 in the file.</summary>
    public static JsonShape Time => new() { _found = Kind.Time };

    /// <summary>A geometry: GeoJSON in JSON, well-known binary in the file.</summary>
    public static JsonShape Geometry => new() { _found = Kind.Geometry };

    /// <summary>Columns that values take.</summary>
    public int Columns => Known switch { Kind.List => _item!.Columns, Kind.Structure => _members.Values.Sum(member => member.Columns), _ => 1 };

    /// <summary>A structure of real numbers.</summary>
    public static JsonShape Reals(IEnumerable<string> names)
    {
        JsonShape shape = new() { _found = Kind.Structure };
        foreach (string name in names)
        {
            shape._members.Add(name, new JsonShape { _found = Kind.Real });
        }

        return shape;
    }

    /// <summary>Takes a value into account; null fits every type.</summary>
    public void Add(JsonNode? value)
    {
        if (value is null || _found == Kind.Time)
        {
            return;
        }

        if (_found == Kind.Geometry)
        {
            _found = IsGeometry(value) ? Kind.Geometry : Kind.Mixed;
            return;
        }

        Kind kind = KindOf(value);
        _found = (_found, kind) switch
        {
            (Kind.Unknown, _) => kind,
            (Kind.Whole, Kind.Real) or (Kind.Real, Kind.Whole) => Kind.Real,
            _ => _found == kind ? kind : Kind.Mixed,
        };
        if (value is JsonArray items)
        {
            _item ??= new JsonShape();
            foreach (JsonNode? item in items)
            {
                _item.Add(item);
            }
        }
        else if (value is JsonObject members)
        {
            foreach ((string name, JsonNode? member) in members)
            {
                if (!_members.TryGetValue(name, out JsonShape? shape))
                {
                    _members.Add(name, shape = new JsonShape());
                }

                shape.Add(member);
            }
        }
    }

    /// <summary>The column, or the group of columns. Everything may be null.</summary>
    public Field Field(string name)
    {
        switch (Known)
        {
            case Kind.List:
                return new ListField(name, _item!.Field("element"));
            case Kind.Structure:
                return new StructField(name, [.. _members.Select(member => member.Value.Field(member.Key))]);
            case Kind.Time:
                DateTimeDataField time = new(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: true);
                _column = new ParquetColumn<DateTime>(time);
                return time;
            default:
                (Type type, Func<DataField, ParquetColumn> make) = Known switch
                {
                    Kind.Boolean => (typeof(bool), (Func<DataField, ParquetColumn>)(field => new ParquetColumn<bool>(field))),
                    Kind.Whole => (typeof(long), field => new ParquetColumn<long>(field)),
                    Kind.Real => (typeof(double), field => new ParquetColumn<double>(field)),
                    Kind.Geometry => (typeof(byte[]), field => new ParquetColumn<ReadOnlyMemory<byte>>(field)),
                    _ => (typeof(string), field => new ParquetColumn<ReadOnlyMemory<char>>(field)),
                };
                DataField data = new(name, type, isNullable: true);
                _column = make(data);
                return data;
        }
    }

    /// <summary>The columns below, in the order of the schema.</summary>
    public IEnumerable<ParquetColumn> Leaves() => Known switch
    {
        Kind.List => _item!.Leaves(),
        Kind.Structure => _members.Values.SelectMany(member => member.Leaves()),
        _ => [_column!],
    };

    /// <summary>Puts a value into its columns, with the levels of Dremel: how deep it is defined, and which list it repeats.</summary>
    /// <param name="value">The value, or null.</param>
    /// <param name="defined">Levels defined above.</param>
    /// <param name="repeated">The list that it continues, 0 for a new row.</param>
    /// <param name="lists">Lists that it stands in.</param>
    /// <remarks>Source: Melnik et al. 2010, Dremel, PVLDB 3:330, section 4.1.</remarks>
    public void Put(JsonNode? value, int defined = 0, int repeated = 0, int lists = 0)
    {
        switch (Known)
        {
            case Kind.Structure when value is JsonObject members:
                foreach ((string name, JsonShape member) in _members)
                {
                    member.Put(members[name], defined + 1, repeated, lists);
                }

                break;
            case Kind.List when value is JsonArray { Count: > 0 } items:
                for (int i = 0; i < items.Count; i++)
                {
                    _item!.Put(items[i], defined + 2, i == 0 ? repeated : lists + 1, lists + 1);
                }

                break;
            case Kind.Structure or Kind.List:
                // A list without entries is defined, its entries are not.
                foreach (ParquetColumn column in Leaves())
                {
                    column.AddNothing(value is JsonArray ? defined + 1 : defined, repeated);
                }

                break;
            default:
                PutLeaf(value, defined, repeated);
                break;
        }
    }

    private void PutLeaf(JsonNode? value, int defined, int repeated)
    {
        switch (Known, _column)
        {
            case (Kind.Time, ParquetColumn<DateTime> column) when TimeOf(value) is { } time: column.Add(time, defined + 1, repeated); break;
            case (Kind.Geometry, ParquetColumn<ReadOnlyMemory<byte>> column) when GeometryOf(value) is { } geometry: column.Add(WellKnownBinary(geometry), defined + 1, repeated); break;
            case (Kind.Boolean, ParquetColumn<bool> column) when value is not null: column.Add(value.GetValue<bool>(), defined + 1, repeated); break;
            case (Kind.Whole, ParquetColumn<long> column) when value is not null: column.Add(value.GetValue<long>(), defined + 1, repeated); break;
            case (Kind.Real, ParquetColumn<double> column) when value is not null: column.Add(value.GetValue<double>(), defined + 1, repeated); break;
            case (_, ParquetColumn<ReadOnlyMemory<char>> column) when value is not null: column.Add((Known == Kind.Text ? value.GetValue<string>() : value.ToJsonString(s_plain)).AsMemory(), defined + 1, repeated); break;
            default: _column!.AddNothing(defined, repeated); break;
        }
    }

    /// <summary>A GeoJSON geometry of any coordinate system, or null for anything else.</summary>
    public static Geometry? GeometryOf(JsonNode? json)
    {
        if (json is not JsonObject)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(json.ToJsonString());
        return GeoJson.ReadProjected(document.RootElement);
    }

    private static bool IsGeometry(JsonNode value)
    {
        try
        {
            return GeometryOf(value) is not null;
        }
        catch (MitoshiException)
        {
            return false;
        }
    }

    // Strict: the numbers of ISO 19125 for three dimensions, which GeoParquet asks for.
    private static byte[] WellKnownBinary(Geometry geometry) => new WKBWriter(ByteOrder.LittleEndian, handleSRID: false, emitZ: geometry.Coordinate is CoordinateZ) { Strict = true }.Write(geometry);

    private static DateTime? TimeOf(JsonNode? value)
        => value is JsonValue text && text.TryGetValue(out string? time) && Instant.TryParseTimestamp(time, out Instant instant) ? new DateTime(instant.Ticks, DateTimeKind.Utc) : null;

    private static Kind KindOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => Kind.Boolean,
        JsonValueKind.Number => value.AsValue().TryGetValue(out long _) ? Kind.Whole : Kind.Real,
        JsonValueKind.String => Kind.Text,
        JsonValueKind.Array => Kind.List,
        _ => Kind.Structure,
    };
}
