using System.Runtime.InteropServices;

namespace Assay.Screening.Images.Formats;

/// <summary>Memory for one picture, kept for the next where it is not large.</summary>
internal sealed unsafe class PixelMemory : IDisposable
{
    private const long Kept = 16 << 20;

    private byte* memory;
    private long size;

    /// <summary>Memory for so many bytes; what was in it, or handed out before, is gone.</summary>
    public byte* Of(long bytes)
    {
        if (bytes > size || size > Kept)
        {
            Dispose();
            memory = (byte*)NativeMemory.Alloc((nuint)bytes);
            size = bytes;
        }

        return memory;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(memory);
        memory = null;
        size = 0;
    }
}
