using System.Runtime.InteropServices;

namespace Assay.Market;

/// <summary>A 256-bit picture hash. Two uploads of one photo differ in a few bits, two photos in about half.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Pdq(ulong A, ulong B, ulong C, ulong D)
{
    public static Pdq Of(ulong photo) => new(Mix.Of(photo, 11), Mix.Of(photo, 12), Mix.Of(photo, 13), Mix.Of(photo, 14));

    /// <summary>The same photo, saved again: up to <paramref name="flips"/> bits differ.</summary>
    public Pdq Resaved(ulong upload, int flips)
    {
        Span<ulong> words = [A, B, C, D];
        for (var i = 0; i < flips; i++)
        {
            var bit = (int)(Mix.Of(upload, (ulong)i) & 255);
            words[bit >> 6] ^= 1UL << (bit & 63);
        }

        return new(words[0], words[1], words[2], words[3]);
    }
}
