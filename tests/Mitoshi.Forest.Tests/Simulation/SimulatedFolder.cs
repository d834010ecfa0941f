using Mitoshi.Forest.Simulation;
using Mitoshi.Gdal;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Simulation;

/// <summary>One landscape on disk that several tests read.</summary>
public sealed class SimulatedFolder : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Edge in pixels.</summary>
    public const int Size = 256;

    /// <summary>Path of one of its files.</summary>
    public string File(string name) => _folder.File(Path.Combine("landscape", name));

    /// <summary>A whole band as stored.</summary>
    public T[] Read<T>(string name, int band = 0)
        where T : unmanaged
    {
        using RasterFile file = RasterFile.Open(File(name));
        T[] numbers = new T[file.Grid.PixelCount];
        file.Read(file.Grid.Whole, [band], numbers);
        return numbers;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
        => await Make(_folder.File("landscape"), Size, threads: 2);

    /// <summary>Runs the process.</summary>
    public static async Task<SimulatedLandscape> Make(string path, int size, int threads, ulong seed = 1)
        => await new SimulateLandscape { Output = path, Size = size, Plots = 120 }
            .RunTypedAsync(new ProcessContext { Workspace = new Workspace(path), Threads = threads, Seed = seed });

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
