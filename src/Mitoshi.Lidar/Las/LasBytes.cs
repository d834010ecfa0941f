using Microsoft.Win32.SafeHandles;

namespace Mitoshi.Lidar;

/// <summary>The bytes of a file, read at any place by any thread.</summary>
internal abstract class LasBytes : IDisposable
{
    /// <summary>How many there are.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a file.</summary>
    public static LasBytes Open(string path) => new OnDisk(path);

    /// <summary>Takes bytes in memory.</summary>
    public static LasBytes Of(byte[] content) => new InMemory(content);

    /// <summary>Fills <paramref name="target"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="EndOfStreamException">The bytes end before.</exception>
    public abstract void Read(long offset, Span<byte> target);

    /// <inheritdoc/>
    public abstract void Dispose();

    private sealed class OnDisk(string path) : LasBytes
    {
        private readonly SafeFileHandle _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);

        public override long Length => RandomAccess.GetLength(_handle);

        public override void Read(long offset, Span<byte> target)
        {
            while (target.Length > 0)
            {
                int count = offset < 0 ? 0 : RandomAccess.Read(_handle, target, offset);
                if (count == 0)
                {
                    throw new EndOfStreamException();
                }

                target = target[count..];
                offset += count;
            }
        }

        public override void Dispose() => _handle.Dispose();
    }

    private sealed class InMemory(byte[] content) : LasBytes
    {
        public override long Length => content.Length;

        public override void Read(long offset, Span<byte> target)
        {
            if (offset < 0 || offset > content.Length - target.Length)
            {
                throw new EndOfStreamException();
            }

            content.AsSpan((int)offset, target.Length).CopyTo(target);
        }

        public override void Dispose()
        {
            // Nothing to give back.
        }
    }
}
