using PureHDF;

namespace Mitoshi.Forest;

/// <summary>The few things that we read from HDF5; no other file knows the library.</summary>
internal sealed class Hdf5File : IDisposable
{
    private const double ElementsMax = 100_000_000;
    private readonly IH5Group _root;
    private readonly IDisposable _file;
    private readonly string _name;

    private Hdf5File(string name, IH5Group root, IDisposable file)
    {
        _name = name;
        _root = root;
        _file = file;
    }

    /// <exception cref="MitoshiException"><c>hdf5.not_found</c>, <c>hdf5.cannot_open</c>.</exception>
    public static Hdf5File Open(string path)
    {
        string name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new MitoshiException(
                "hdf5.not_found",
                found: ($"no file {path}", $"{path} がありません"),
                expected: ("an HDF5 file", "HDF5ファイル"),
                remedy: ("Check the path.", "パスを確かめてください。"));
        }

        try
        {
            NativeFileHolder holder = new(H5File.OpenRead(path));
            return new Hdf5File(name, holder.File, holder);
        }
        catch (Exception error) when (error is not MitoshiException)
        {
            throw Broken(name, error);
        }
    }

    /// <summary>Names of the groups at the root, in ordinal order.</summary>
    public IReadOnlyList<string> Groups()
    {
        try
        {
            return [.. _root.Children().OfType<IH5Group>().Select(group => group.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is not MitoshiException)
        {
            throw Broken(_name, error);
        }
    }

    /// <summary>True when a dataset stands at the path.</summary>
    public bool Has(string path)
    {
        try
        {
            IH5Group group = _root;
            string[] parts = path.Split('/');
            for (int i = 0; i < parts.Length; i++)
            {
                if (!group.LinkExists(parts[i]))
                {
                    return false;
                }

                if (i + 1 < parts.Length)
                {
                    group = group.Group(parts[i]);
                }
            }

            return true;
        }
        catch (Exception error) when (error is not MitoshiException)
        {
            throw Broken(_name, error);
        }
    }

    /// <summary>Numbers of any kind as doubles, row after row; 64-bit integers lose digits above 2^53.</summary>
    public double[] Numbers(string path)
    {
        IH5Dataset dataset = Dataset(path);
        return Guard(() => dataset.Type.Class switch
        {
            H5DataTypeClass.FloatingPoint => dataset.Type.Size == 4 ? Array.ConvertAll(dataset.Read<float[]>(), value => (double)value) : dataset.Read<double[]>(),
            H5DataTypeClass.FixedPoint => (dataset.Type.Size, dataset.Type.FixedPoint.IsSigned) switch
            {
                (1, false) => Array.ConvertAll(dataset.Read<byte[]>(), value => (double)value),
                (1, true) => Array.ConvertAll(dataset.Read<sbyte[]>(), value => (double)value),
                (2, false) => Array.ConvertAll(dataset.Read<ushort[]>(), value => (double)value),
                (2, true) => Array.ConvertAll(dataset.Read<short[]>(), value => (double)value),
                (4, false) => Array.ConvertAll(dataset.Read<uint[]>(), value => (double)value),
                (4, true) => Array.ConvertAll(dataset.Read<int[]>(), value => (double)value),
                (8, false) => Array.ConvertAll(dataset.Read<ulong[]>(), value => (double)value),
                _ => Array.ConvertAll(dataset.Read<long[]>(), value => (double)value),
            },
            _ => throw new InvalidDataException($"{path} holds no numbers"),
        });
    }

    /// <summary>64-bit whole numbers, exact.</summary>
    public ulong[] Identifiers(string path)
    {
        IH5Dataset dataset = Dataset(path);
        return Guard(() => dataset.Type.FixedPoint.IsSigned ? Array.ConvertAll(dataset.Read<long[]>(), value => (ulong)value) : dataset.Read<ulong[]>());
    }

    /// <summary>Texts, trailing zeros removed.</summary>
    public string[] Texts(string path)
    {
        IH5Dataset dataset = Dataset(path);
        return Guard(() => Array.ConvertAll(dataset.Read<string[]>(), text => text.TrimEnd('\0', ' ')));
    }

    public void Dispose() => _file.Dispose();

    private IH5Dataset Dataset(string path)
    {
        if (!Has(path))
        {
            throw new MitoshiException(
                "hdf5.no_dataset",
                found: ($"{_name} has no dataset {path}", $"{_name} にデータセット {path} がありません"),
                expected: ("a GEDI L2A or L4A granule of version 2", "GEDI L2A・L4A（バージョン2）のグラニュール"),
                remedy: ("Download the granule again with all its groups.", "すべてのグループを含めて取り直してください。"));
        }

        return Guard(() =>
        {
            IH5Dataset dataset = _root.Dataset(path);
            double count = 1;
            foreach (ulong length in dataset.Space.Dimensions)
            {
                count *= length;
            }

            // A damaged size would otherwise ask for all memory; a beam has some 10^5 shots.
            return count <= ElementsMax ? dataset : throw new InvalidDataException($"{path} claims {count} elements");
        });
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not MitoshiException)
        {
            throw Broken(_name, error);
        }
    }

    private static MitoshiException Broken(string name, Exception error) => new(
        "hdf5.cannot_open",
        found: ($"{name} cannot be read as HDF5", $"{name} をHDF5として読めません"),
        expected: ("a whole HDF5 file", "欠けのないHDF5ファイル"),
        remedy: ("Compare its size or checksum with the archive's and download it again.", "配布元のサイズやチェックサムと比べ、取り直してください。"), error);

    private sealed class NativeFileHolder(IH5Group file) : IDisposable
    {
        public IH5Group File { get; } = file;

        public void Dispose() => (File as IDisposable)?.Dispose();
    }
}
