using System.Runtime.InteropServices;

namespace Assay.Metrics.Kernel;

/// <summary>Zeroed memory on a cache line's border that the collector does not move.</summary>
internal sealed unsafe class Aligned<T> : IDisposable
    where T : unmanaged
{
    private const int Line = 64;

    public Aligned(int count)
    {
        Count = count;
        Pointer = (T*)NativeMemory.AlignedAlloc((nuint)Math.Max(count, 1) * (nuint)sizeof(T), Line);
        Clear();
    }

    public T* Pointer { get; private set; }

    public int Count { get; }

    public Span<T> Span => new(Pointer, Count);

    public void Clear() => NativeMemory.Clear(Pointer, (nuint)Count * (nuint)sizeof(T));

    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
