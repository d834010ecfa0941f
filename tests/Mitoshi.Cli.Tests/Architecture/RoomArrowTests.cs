using System.Reflection;

namespace Mitoshi.Cli.Tests.Architecture;

/// <summary>The arrows of the house: a room uses only what stands below it. Removing a row or adding an arrow is a decision, not an accident.</summary>
public sealed class RoomArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Mitoshi.Core"] = [],
        ["Mitoshi.Gdal"] = ["Mitoshi.Core"],
        ["Mitoshi.Catalog"] = ["Mitoshi.Gdal", "Mitoshi.Core"],
        ["Mitoshi.Raster"] = ["Mitoshi.Gdal", "Mitoshi.Core"],
        ["Mitoshi.Tiles"] = ["Mitoshi.Raster", "Mitoshi.Gdal", "Mitoshi.Core"],
        ["Mitoshi.Statistics"] = ["Mitoshi.Core"],
        ["Mitoshi.Learning"] = ["Mitoshi.Statistics", "Mitoshi.Core"],
        ["Mitoshi.Reporting"] = ["Mitoshi.Core"],
        ["Mitoshi.Registry"] = ["Mitoshi.Core"],
        ["Mitoshi.Credits"] = ["Mitoshi.Statistics", "Mitoshi.Reporting", "Mitoshi.Core"],
        ["Mitoshi.Lidar"] = ["Mitoshi.Raster", "Mitoshi.Gdal", "Mitoshi.Core"],
        ["Mitoshi.Forest"] =
        [
            "Mitoshi.Lidar", "Mitoshi.Learning", "Mitoshi.Raster", "Mitoshi.Statistics", "Mitoshi.Catalog", "Mitoshi.Reporting", "Mitoshi.Gdal", "Mitoshi.Core",
        ],
        ["Mitoshi.Server"] =
        [
            "Mitoshi.Tiles", "Mitoshi.Forest", "Mitoshi.Lidar", "Mitoshi.Credits", "Mitoshi.Registry", "Mitoshi.Learning", "Mitoshi.Raster", "Mitoshi.Statistics", "Mitoshi.Catalog",
            "Mitoshi.Reporting", "Mitoshi.Gdal", "Mitoshi.Core",
        ],
    };

    public static TheoryData<string> RoomNames => [.. Rooms.Load().Select(room => room.GetName().Name!).Where(name => name != "Mitoshi.Testing")];

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_uses_only_what_stands_below_it(string name)
    {
        Assert.True(Allowed.ContainsKey(name), $"{name} is not in the table of the house: add it there and to DESIGN with a decision record.");
        Assembly room = Rooms.Load().Single(candidate => candidate.GetName().Name == name);
        IEnumerable<string> used = room.GetReferencedAssemblies().Select(reference => reference.Name!).Where(reference => reference.StartsWith("Mitoshi.", StringComparison.Ordinal));
        Assert.Empty(used.Except(Allowed[name]));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void No_room_keeps_mutable_state_in_public_statics(string name)
    {
        Assembly room = Rooms.Load().Single(candidate => candidate.GetName().Name == name);
        IEnumerable<string> mutable = room.GetExportedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly && !field.IsLiteral)
            .Select(field => $"{field.DeclaringType}.{field.Name}");
        Assert.Empty(mutable);
    }
}
