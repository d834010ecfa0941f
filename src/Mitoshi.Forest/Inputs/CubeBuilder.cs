using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Inputs;

/// <summary>Opens the inputs of a site and aligns them.</summary>
public static class CubeBuilder
{
    private const int EdgeMost = 400_000;

    /// <summary>The target grid of a site: as declared, else that of its first input.</summary>
    /// <exception cref="MitoshiException">site.no_inputs, site.bad_extent, grid.no_crs.</exception>
    public static Grid GridOf(ForestSite site)
    {
        bool isLocal = site.Crs == Crs.Local.Definition;
        if (site.Extent.Length is not (0 or 4) || (site.Extent is [double w, double s, double e, double n] && (w >= e || s >= n)))
        {
            throw new MitoshiException("site.bad_extent",
                found: ($"{site.Name}: extent is [{string.Join(", ", site.Extent)}]", $"{site.Name}: extent が [{string.Join(", ", site.Extent)}] です"),
                expected: ("[west, south, east, north] in the CRS, west < east, south < north", "[西, 南, 東, 北](CRSの単位、西<東、南<北)"),
                remedy: ("Correct `extent`, or leave it out to take that of the first input.", "`extent` を直すか、省いて最初の入力の範囲を使ってください。"));
        }

        if (!isLocal && site.Crs.Length > 0 && SpatialReference.IsGeographic(new Crs(site.Crs)))
        {
            throw InDegrees(site, new Crs(site.Crs), site.Extent is [double left, double bottom, double right, double top] ? new MapExtent(new Crs(site.Crs), left, bottom, right, top) : null);
        }

        if (site.Extent is [double west, double south, double east, double north] && site.Crs.Length > 0)
        {
            return Lattice(site, new MapExtent(new Crs(site.Crs), west, south, east, north), Math.Ceiling(((east - west) / site.Resolution) - 1e-9), Math.Ceiling(((north - south) / site.Resolution) - 1e-9));
        }

        ForestInput first = site.Inputs.FirstOrDefault() ?? throw new MitoshiException("site.no_inputs",
            found: ($"{site.Name} has no inputs", $"{site.Name} に入力がありません"),
            expected: ("at least one input with path and role", "path と role をもつ入力が1つ以上"),
            remedy: ("Add `inputs:`; mitoshi forest init FOLDER writes them.", "`inputs:` を書いてください。mitoshi forest init フォルダ で作れます。"));
        using RasterFile file = RasterFile.Open(first.Path, isLocal ? Crs.Local : null, site.Resolution);
        return SameExtent(file.Grid, site);
    }

    /// <summary>Opens everything. Dispose the cube to close it.</summary>
    /// <exception cref="MitoshiException">grid.no_overlap, grid.no_crs, input.*, reflectance.*, raster.*.</exception>
    public static FileCube Build(ForestSite site, Grid grid)
    {
        List<ISource> sources = [];
        List<IReadOnlyList<CubeLayer>> layers = [];
        bool isSimulated = false;
        try
        {
            foreach (ForestInput input in site.Inputs)
            {
                (ISource source, IReadOnlyList<CubeLayer> of, bool isMarked) = Open(input, grid);
                isSimulated |= isMarked;
                sources.Add(source);
                layers.Add(of);
            }
        }
        catch
        {
            sources.ForEach(source => source.Dispose());
            throw;
        }

        return new FileCube(grid, sources, layers) { IsSimulated = isSimulated };
    }

    /// <summary>One band of a file as a reference on the grid: area-weighted where it coarsens.</summary>
    public static ISource Reference(string path, Grid grid)
        => AlignedSource.Continuous(RasterSource.Open(path, Declared(grid), PixelSizeOf(grid), [0]), grid);

    private static (ISource Source, IReadOnlyList<CubeLayer> Layers, bool IsSimulated) Open(ForestInput input, Grid grid)
    {
        RasterFile file = RasterFile.Open(input.Path, Declared(grid), PixelSizeOf(grid));
        InputBands bands = InputBands.Of(input, file);
        RequireRawNumbers(input, file);
        MaskCode? mask = MaskOf(input, bands);
        ISource numbers = new RasterSource(file, bands.Indexes);
        if (bands.MaskIndex is { } maskIndex)
        {
            numbers = new StackedSource(numbers, RasterSource.Open(input.Path, Declared(grid), PixelSizeOf(grid), [maskIndex]));
        }
        else if (input.Mask is not null)
        {
            numbers = new StackedSource(numbers, AlignedSource.Classes(RasterSource.Open(input.Mask, Declared(grid), PixelSizeOf(grid), [0]), file.Grid));
        }

        Sentinel2Offset offset = input is { Role: LayerRole.Sentinel2, Unit: not InputUnit.Reflectance }
            ? Sentinel2Offset.Decide(Path.GetFileName(input.Path), input.Baseline, input.OffsetApplied ? true : null) : Sentinel2Offset.None;
        SceneKernel kernel = new(input, bands.Layers, mask, offset, PixelsOf(file.Grid));
        KernelSource scene = new(numbers, kernel);
        return (bands.Layers[0].IsClass ? AlignedSource.Classes(scene, grid) : AlignedSource.Continuous(scene, grid), bands.Layers, SimulationMark.IsOn(file));
    }

    private static MaskCode? MaskOf(ForestInput input, InputBands bands)
    {
        if (bands.MaskIndex is null && input.Mask is null)
        {
            return null;
        }

        return input.MaskCode != MaskCode.AsDelivered ? input.MaskCode : input.Role switch
        {
            LayerRole.Sentinel2 => MaskCode.Scl,
            LayerRole.Landsat => MaskCode.QaPixel,
            LayerRole.Palsar => MaskCode.AsDelivered,
            _ => MaskCode.Valid,
        };
    }

    // A file whose own scale turns numbers into reflectance already would be scaled twice.
    private static void RequireRawNumbers(ForestInput input, RasterFile file)
    {
        bool expectsNumbers = input.Role is LayerRole.Sentinel2 or LayerRole.Landsat && input.Unit is InputUnit.AsDelivered or InputUnit.DigitalNumber;
        if (expectsNumbers && file.Bands.Any(band => band.Scale != 1))
        {
            throw new MitoshiException("input.scaled_twice",
                found: ($"{input.Path} carries a scale of {file.Bands[0].Scale}, and its unit is declared as digital numbers", $"{input.Path} は倍率 {file.Bands[0].Scale} を持つのに、単位がデジタル番号と宣言されています"),
                expected: ("either raw digital numbers, or reflectance by the file's own scale", "生のデジタル番号か、ファイル自身の倍率による反射率のどちらか"),
                remedy: ("Add unit: reflectance to this input.", "この入力に unit: reflectance と書いてください。"));
        }
    }

    private static Crs? Declared(Grid grid) => grid.Crs.IsLocal ? Crs.Local : null;

    private static double PixelSizeOf(Grid grid) => Math.Abs(grid.Transform.ColumnX);

    private static PixelSize PixelsOf(Grid grid)
    {
        if (grid.Crs.IsLocal || !SpatialReference.IsGeographic(grid.Crs))
        {
            return PixelSize.OfMetricGrid(grid);
        }

        (_, double latitude) = grid.Transform.ToMap(grid.Width / 2.0, grid.Height / 2.0);
        return PixelSize.OfDegrees(Math.Abs(grid.Transform.ColumnX), Math.Abs(grid.Transform.RowY), latitude);
    }

    // The first input gives place and CRS; the declared pixel size gives the lattice.
    private static Grid SameExtent(Grid found, ForestSite site)
    {
        Crs crs = site.Crs.Length > 0 ? new Crs(site.Crs) : found.Crs;
        if (crs != found.Crs && !(crs.IsLocal && found.Crs.IsLocal))
        {
            throw new MitoshiException("site.no_extent",
                found: ($"{site.Name}: crs is {crs}, the first input has {found.Crs}, and there is no extent", $"{site.Name}: crs は {crs}、最初の入力は {found.Crs} で、extent がありません"),
                expected: ("an extent in the CRS of the map", "地図のCRSでの extent"),
                remedy: ("Add extent: [west, south, east, north].", "extent: [西, 南, 東, 北] を書いてください。"));
        }

        MapExtent extent = MapExtent.Of(found);
        if (!crs.IsLocal && SpatialReference.IsGeographic(crs))
        {
            throw InDegrees(site, crs, extent);
        }

        return Lattice(site, extent with { Crs = crs }, Math.Max(1, Math.Round((extent.East - extent.West) / site.Resolution)), Math.Max(1, Math.Round((extent.North - extent.South) / site.Resolution)));
    }

    // A digit too many in an extent, or a pixel in millimetres, is a map that no disk holds.
    private static Grid Lattice(ForestSite site, MapExtent extent, double columns, double rows)
        => columns <= EdgeMost && rows <= EdgeMost ? new Grid(extent.Crs, AffineTransform.NorthUp(extent.West, extent.North, site.Resolution), (int)columns, (int)rows) : throw new MitoshiException("site.too_large",
            found: ($"{site.Name}: {columns:#,0} x {rows:#,0} pixels of {site.Resolution:0.###}", $"{site.Name}: {site.Resolution:0.###} の画素が {columns:#,0} × {rows:#,0} 個"),
            expected: ($"at most {EdgeMost:#,0} pixels in each direction", $"各方向 {EdgeMost:#,0} 画素以下"),
            remedy: ("Check extent, crs and resolution, or map the area in several sites.", "extent、crs、resolution を確かめるか、複数のサイトに分けてください。"));

    // A pixel of 10 would be 10 degrees, and hectares, slopes and distances need metres.
    private static MitoshiException InDegrees(ForestSite site, Crs crs, MapExtent? extent)
    {
        MapExtent? metres = extent?.In(extent.UtmZone()).Snapped(site.Resolution);
        string lines = metres is null ? "crs: EPSG:32654, extent: [west, south, east, north]" : $"crs: {metres.Crs}, extent: {metres.ToYaml()}";
        return new MitoshiException("site.in_degrees",
            found: ($"{site.Name}: the lattice of the map would be in degrees ({crs})", $"{site.Name}: 地図の格子が度単位になります({crs})"),
            expected: ("a CRS in metres; inputs may have any CRS", "メートル単位のCRS(入力のCRSは何でもよい)"),
            remedy: ($"Write under the site: {lines}", $"サイトに書いてください: {lines}"));
    }
}
