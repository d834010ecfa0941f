using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>Compression and files in memory: cpl_compressor.h, cpl_vsi.h.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeCodec* CPLGetCompressor(string id);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeCodec* CPLGetDecompressor(string id);

    [LibraryImport(GdalLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial byte* VSIGetMemFileBuffer(string path, out ulong length, int unlink);
}

/// <summary>CPLCompressor, version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeCodec
{
    public int Version;
    public nint Id;
    public int Kind;
    public nint Metadata;
    public delegate* unmanaged[Cdecl]<void*, nuint, void**, nuint*, nint, nint, byte> Run;
    public nint UserData;
}
