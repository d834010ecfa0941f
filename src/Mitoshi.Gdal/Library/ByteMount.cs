using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>
/// Gives bytes of ours to GDAL under a path, so that GDAL reads a remote file through our door and never opens a connection itself. Only the
/// path itself exists there: no side files.
/// </summary>
public sealed unsafe class ByteMount : IDisposable
{
    private const string Prefix = "/vsimitoshi/";

    private static readonly ConcurrentDictionary<string, ByteMount> s_mounts = [];
    private static readonly Lazy<bool> s_isInstalled = new(Install);
    private static long s_count;

    [ThreadStatic]
    private static MitoshiException? t_fault;

    private readonly IByteSource _bytes;
    private readonly long _length;
    private readonly string _name;

    /// <summary>Mounts bytes; they are not closed with the mount.</summary>
    /// <param name="bytes">Where they come from.</param>
    /// <param name="length">How many.</param>
    /// <param name="ending">Ending of the path, for example <c>.tif</c>.</param>
    public ByteMount(IByteSource bytes, long length, string ending)
    {
        GdalLibrary.Start();
        _ = s_isInstalled.Value;
        (_bytes, _length) = (bytes, length);
        _name = $"{Interlocked.Increment(ref s_count)}{ending}";
        s_mounts[_name] = this;
    }

    /// <summary>The path for GDAL.</summary>
    public string Path => Prefix + _name;

    /// <summary>Runs a call of GDAL; what the bytes said when they refused is thrown instead of GDAL's guess.</summary>
    /// <exception cref="MitoshiException">As the bytes threw it, or as the call did.</exception>
    public static T Read<T>(Func<T> call)
    {
        t_fault = null;
        try
        {
            T answer = call();
            return t_fault is null ? answer : throw t_fault;
        }
        catch (MitoshiException) when (t_fault is not null)
        {
            throw t_fault;
        }
        finally
        {
            t_fault = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => s_mounts.TryRemove(_name, out _);

    private static bool Install()
    {
        PluginCallbacks* callbacks = NativeMethods.VSIAllocFilesystemPluginCallbacksStruct();
        callbacks->Stat = &Stat;
        callbacks->Open = &Open;
        callbacks->Tell = &Tell;
        callbacks->Seek = &Seek;
        callbacks->Read = &Read;
        callbacks->Eof = &Eof;
        callbacks->Close = &Close;
        // GDAL keeps the pointer, not the text: it has to stay for the life of the program.
        int result = NativeMethods.VSIInstallPluginHandler((byte*)Marshal.StringToCoTaskMemUTF8(Prefix), callbacks);
        NativeMethods.VSIFreeFilesystemPluginCallbacksStruct(callbacks);
        Invariant.Holds(result == 0, "GDAL took no handler of files");
        return true;
    }

    // GDAL asks whether the path is a file before it opens it. The structure is that of stat(2) on Linux, 64 bits.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Stat(nint user, byte* name, byte* answer, int flags)
    {
        const uint RegularFile = 0x8000;
        const int SizeAt = 48;
        int modeAt = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 16 : 24;
        if (!s_mounts.TryGetValue(Marshal.PtrToStringUTF8((nint)name) ?? string.Empty, out ByteMount? mount))
        {
            return -1;
        }

        *(uint*)(answer + modeAt) = RegularFile;
        *(long*)(answer + SizeAt) = mount._length;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Open(nint user, byte* name, byte* access)
        => s_mounts.TryGetValue(Marshal.PtrToStringUTF8((nint)name) ?? string.Empty, out ByteMount? mount) && *access == 'r'
            ? GCHandle.ToIntPtr(GCHandle.Alloc(new Cursor(mount))) : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ulong Tell(nint file) => (ulong)Of(file).Position;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Seek(nint file, ulong offset, int origin)
    {
        Cursor cursor = Of(file);
        cursor.Position = origin switch { 0 => (long)offset, 1 => cursor.Position + (long)offset, _ => cursor.Mount._length + (long)offset };
        cursor.IsAtEnd = false;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Read(nint file, void* buffer, nuint size, nuint count)
    {
        Cursor cursor = Of(file);
        try
        {
            long wanted = checked((long)size * (long)count), left = Math.Max(0, cursor.Mount._length - cursor.Position);
            int length = (int)Math.Min(Math.Min(wanted, left), int.MaxValue);
            int read = length == 0 ? 0 : cursor.Mount._bytes.Read(new Span<byte>(buffer, length), cursor.Position);
            cursor.Position += read;
            cursor.IsAtEnd = read < wanted;
            return size == 0 ? 0 : (nuint)read / size;
        }
        catch (Exception error) when (error is MitoshiException or OverflowException)
        {
            // An exception must not cross GDAL: it waits for the call to come back.
            t_fault = error as MitoshiException ?? t_fault;
            cursor.IsAtEnd = true;
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Eof(nint file) => Of(file).IsAtEnd ? 1 : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(nint file)
    {
        GCHandle.FromIntPtr(file).Free();
        return 0;
    }

    private static Cursor Of(nint file) => (Cursor)GCHandle.FromIntPtr(file).Target!;

    private sealed class Cursor(ByteMount mount)
    {
        public ByteMount Mount { get; } = mount;

        public long Position { get; set; }

        public bool IsAtEnd { get; set; }
    }
}
