using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>Handlers of files: cpl_vsi.h.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(GdalLibrary.Name)]
    internal static partial PluginCallbacks* VSIAllocFilesystemPluginCallbacksStruct();

    [LibraryImport(GdalLibrary.Name)]
    internal static partial void VSIFreeFilesystemPluginCallbacksStruct(PluginCallbacks* callbacks);

    [LibraryImport(GdalLibrary.Name)]
    internal static partial int VSIInstallPluginHandler(byte* prefix, PluginCallbacks* callbacks);
}

/// <summary>The beginning of VSIFilesystemPluginCallbacksStruct; GDAL allocates it, newer ones with more at its end.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PluginCallbacks
{
    public nint UserData;
    public delegate* unmanaged[Cdecl]<nint, byte*, byte*, int, int> Stat;
    public nint Unlink;
    public nint Rename;
    public nint MakeFolder;
    public nint RemoveFolder;
    public nint ReadFolder;
    public delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint> Open;
    public delegate* unmanaged[Cdecl]<nint, ulong> Tell;
    public delegate* unmanaged[Cdecl]<nint, ulong, int, int> Seek;
    public delegate* unmanaged[Cdecl]<nint, void*, nuint, nuint, nuint> Read;
    public nint ReadRanges;
    public nint RangeStatus;
    public delegate* unmanaged[Cdecl]<nint, int> Eof;
    public nint Write;
    public nint Flush;
    public nint Truncate;
    public delegate* unmanaged[Cdecl]<nint, int> Close;
}
