namespace Mitoshi.Gdal;

/// <summary>Writes a layer beside its final place and moves it there.</summary>
internal static class VectorWriting
{
    private const int TextField = 4, NumberField = 2;

    public static void Write(string path, VectorLayer layer, VectorGeometry geometry)
    {
        GdalLibrary.Start();
        string driverName = DriverFor(path);

        // The name keeps its extension, because some drivers add their own to any other; a shapefile has several files, all moved.
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!, stem = Path.GetFileNameWithoutExtension(path);
        string besideFolder = Path.Combine(folder, "." + Path.GetFileName(path) + ".part");
        try
        {
            Directory.CreateDirectory(besideFolder);
            WriteDataset(Path.Combine(besideFolder, Path.GetFileName(path)), driverName, layer, geometry);
            foreach (string file in Directory.EnumerateFiles(besideFolder, stem + ".*").Order(StringComparer.Ordinal))
            {
                DurableFile.MoveIntoPlace(file, Path.Combine(folder, Path.GetFileName(file)));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskFault.Explain(error, path);
        }
        finally
        {
            if (Directory.Exists(besideFolder))
            {
                Directory.Delete(besideFolder, recursive: true);
            }
        }
    }

    private static void WriteDataset(string path, string driverName, VectorLayer layer, VectorGeometry geometry)
    {
        GdalErrors.Begin();
        nint driver = NativeMethods.GDALGetDriverByName(driverName);
        using SafeDatasetHandle dataset = new(NativeMethods.GDALCreate(driver, path, 0, 0, 0, 0, 0));
        if (dataset.IsInvalid)
        {
            throw Fault(path);
        }

        using SafeSpatialReferenceHandle? reference = layer.Crs is { IsLocal: false } crs ? SpatialReference.Open(crs) : null;
        string name = driverName == "GPX" ? "waypoints" : layer.Name;
        nint target = StringList.With(LayerOptions(driverName),
            options => NativeMethods.GDALDatasetCreateLayer(dataset, name, reference?.DangerousGetHandle() ?? 0, (int)geometry, options));
        if (target == 0)
        {
            throw Fault(path);
        }

        int[] fieldIndexes = CreateFields(target, layer.Fields);
        bool hasTransaction = NativeMethods.GDALDatasetStartTransaction(dataset, 0) == 0;

        // A driver without transactions says so as an error; that is no failure of the writing.
        GdalErrors.Begin();
        foreach (VectorFeature feature in layer.Features)
        {
            WriteFeature(target, feature, layer.Fields, fieldIndexes, path);
        }

        if (hasTransaction)
        {
            _ = NativeMethods.GDALDatasetCommitTransaction(dataset);
        }

        dataset.Dispose();
        if (GdalErrors.Any)
        {
            throw Fault(path);
        }
    }

    // FlatGeobuf's spatial index would change the order of the features; shapefiles would be Latin-1 and lose Japanese names.
    private static IReadOnlyList<string> LayerOptions(string driverName) => driverName switch
    {
        "FlatGeobuf" => ["SPATIAL_INDEX=NO"],
        "ESRI Shapefile" => ["ENCODING=UTF-8"],
        _ => [],
    };

    // GPX has fields of its own (name, ele, desc) and refuses others; those get index -1 and are left out.
    private static int[] CreateFields(nint layer, IReadOnlyList<VectorField> fields)
    {
        nint definition = NativeMethods.OGR_L_GetLayerDefn(layer);
        int[] indexes = new int[fields.Count];
        for (int i = 0; i < indexes.Length; i++)
        {
            indexes[i] = NativeMethods.OGR_FD_GetFieldIndex(definition, fields[i].Name);
            if (indexes[i] < 0)
            {
                nint field = NativeMethods.OGR_Fld_Create(fields[i].Name, fields[i].IsNumber ? NumberField : TextField);
                bool isMade = NativeMethods.OGR_L_CreateField(layer, field, 1) == 0;
                NativeMethods.OGR_Fld_Destroy(field);

                // A shapefile cuts names to ten letters, so the new field is found by place and not by name.
                indexes[i] = isMade ? NativeMethods.OGR_FD_GetFieldCount(definition) - 1 : -1;
            }
        }

        return indexes;
    }

    private static unsafe void WriteFeature(nint layer, VectorFeature feature, IReadOnlyList<VectorField> fields, int[] fieldIndexes, string path)
    {
        nint target = NativeMethods.OGR_F_Create(NativeMethods.OGR_L_GetLayerDefn(layer));
        try
        {
            for (int i = 0; i < fieldIndexes.Length; i++)
            {
                SetField(target, fieldIndexes[i], fields[i], feature.Attributes[i]);
            }

            nint geometry = 0;
            fixed (byte* wkb = feature.Geometry)
            {
                if (wkb is not null && (NativeMethods.OGR_G_CreateFromWkb(wkb, 0, &geometry, feature.Geometry!.Length) != 0
                    || NativeMethods.OGR_F_SetGeometryDirectly(target, geometry) != 0))
                {
                    throw Fault(path);
                }
            }

            if (NativeMethods.OGR_L_CreateFeature(layer, target) != 0)
            {
                throw Fault(path);
            }
        }
        finally
        {
            NativeMethods.OGR_F_Destroy(target);
        }
    }

    private static void SetField(nint feature, int index, VectorField field, VectorAttribute attribute)
    {
        if (index < 0 || attribute.Text is null)
        {
            return;
        }

        if (field.IsNumber)
        {
            NativeMethods.OGR_F_SetFieldDouble(feature, index, attribute.Number);
        }
        else
        {
            NativeMethods.OGR_F_SetFieldString(feature, index, attribute.Text);
        }
    }

    private static string DriverFor(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".gpkg" => "GPKG",
        ".geojson" or ".json" => "GeoJSON",
        ".gpx" => "GPX",
        ".fgb" => "FlatGeobuf",
        ".shp" => "ESRI Shapefile",
        ".csv" => "CSV",
        ".kml" => "KML",
        var other => throw new MitoshiException("vector.unknown_format",
            found: ($"{path} ends with `{other}`", $"{path} の拡張子は `{other}` です"),
            expected: (".gpkg, .geojson, .gpx, .fgb, .shp, .csv or .kml", ".gpkg、.geojson、.gpx、.fgb、.shp、.csv、.kml のいずれか"),
            remedy: ("choose one of these endings; .gpkg suits most programs", "いずれかの拡張子にしてください。多くのソフトには .gpkg が向きます")),
    };

    private static MitoshiException Fault(string path) => DurableFile.IsDiskFull(path)
        ? DiskFault.Full(path, GdalErrors.AsException())
        : new MitoshiException("vector.write_failed",
            found: ($"{path} cannot be written: {GdalErrors.Said}", $"{path} を書き込めません: {GdalErrors.Said}"),
            expected: ("geometries and attributes that the format can hold", "その形式に収まる形状と属性"),
            remedy: ("check the message above, or choose .gpkg; what stood at the path before is unchanged", "上のメッセージを確かめるか .gpkg を選んでください。元のファイルは変わっていません"),
            GdalErrors.AsException());
}
