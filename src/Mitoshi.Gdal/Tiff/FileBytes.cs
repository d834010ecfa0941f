using Microsoft.Win32.SafeHandles;

namespace Mitoshi.Gdal;

/// <summary>The bytes of a file on disk.</summary>
internal sealed class FileBytes(string path) : IByteSource
{
    private readonly SafeFileHandle _file = File.OpenHandle(path);

    public int Read(Span<byte> bytes, long offset) => RandomAccess.Read(_file, bytes, offset);

    public void Dispose() => _file.Dispose();
}
