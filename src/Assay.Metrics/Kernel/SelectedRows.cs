using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Metrics.Kernel;

/// <summary>A mask's rows of a block side by side: how many there are before a row, and their values without the gaps between them.</summary>
internal sealed unsafe class SelectedRows(ulong* rows, bool isWide)
{
    /// <summary>Values that may be read beyond the last.</summary>
    public const int Beyond = 64;

    private readonly int[] before = new int[Selections.Words + 1];

    /// <summary>True where values are moved several at a time.</summary>
    public bool IsWide { get; } = isWide && Avx512F.IsSupported;

    /// <summary>Counts a block's rows.</summary>
    public void Count(int rowsOfBlock)
    {
        var sum = 0;
        for (var w = 0; w * 64 < rowsOfBlock; w++)
        {
            before[w] = sum;
            sum += BitOperations.PopCount(Selections.Within(rows[w], w, 0, rowsOfBlock));
            before[w + 1] = sum;
        }
    }

    /// <summary>Selected rows before a row.</summary>
    public int Before(int row) => before[row >> 6] + ((row & 63) == 0 ? 0 : BitOperations.PopCount(rows[row >> 6] << (64 - (row & 63))));

    /// <summary>Moves a block's keys together.</summary>
    public void Take(uint* column, int count, uint* into)
    {
        var i = 0;
        for (; IsWide && i + 16 <= count; i += 16)
        {
            into += Move(Vector512.Load(column + i), i, into);
        }

        for (; i < count; i++)
        {
            *into = column[i];
            into += (int)(rows[i >> 6] >> i & 1);
        }
    }

    /// <summary>Moves a block's codes together.</summary>
    public void Take(byte* column, int count, uint* into)
    {
        var i = 0;
        for (; IsWide && i + 16 <= count; i += 16)
        {
            into += Move(Avx512F.ConvertToVector512UInt32(Vector128.Load(column + i)), i, into);
        }

        for (; i < count; i++)
        {
            *into = column[i];
            into += (int)(rows[i >> 6] >> i & 1);
        }
    }

    /// <summary>Moves the buckets of a block's numbers together.</summary>
    public void Take(long* column, int count, ushort* into)
    {
        var i = 0;
        for (; IsWide && Avx512CD.IsSupported && i + 8 <= count; i += 8)
        {
            var bits = (uint)(rows[i >> 6] >> (i & 63)) & 0xFF;
            var mask = ~Vector512.Equals(Vector512.Create((long)bits) & Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128), Vector512<long>.Zero);
            Sketch.BucketsOf(Avx512F.Compress(Vector512<long>.Zero, mask, Vector512.Load(column + i))).Store(into);
            into += BitOperations.PopCount(bits);
        }

        for (; i < count; i++)
        {
            *into = (ushort)Sketch.Bucket(column[i]);
            into += (int)(rows[i >> 6] >> i & 1);
        }
    }

    private int Move(Vector512<uint> values, int row, uint* into)
    {
        var bits = (uint)(rows[row >> 6] >> (row & 63)) & 0xFFFF;
        var lanes = Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        var mask = ~Vector512.Equals(Vector512.Create(bits) & lanes, Vector512<uint>.Zero);
        Avx512F.Compress(Vector512<uint>.Zero, mask, values).Store(into);
        return BitOperations.PopCount(bits);
    }
}
