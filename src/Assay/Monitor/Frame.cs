using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Monitor;

/// <summary>
/// What one fsync of the log made durable: a mark, the length, a CRC-32C of length and lines, and the lines. A write that was cut short,
/// by a kill or by the power, is recognised by it.
/// </summary>
internal static class Frame
{
    /// <summary>Bytes before the lines.</summary>
    public const int Head = 12;

    /// <summary>Most bytes of lines in a frame.</summary>
    public const int Longest = 1 << 24;

    // "ASY1". No line can hold a frame: its length has a zero byte, which JSON does not allow within a line.
    private const uint Mark = 0x31595341;

    /// <summary>The head of a frame that holds these pieces, one after another.</summary>
    public static byte[] HeadOf(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        var head = new byte[Head];
        var length = (uint)pieces.Sum(p => p.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head, Mark);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), length);
        var crc = BitOperations.Crc32C(uint.MaxValue, length);
        foreach (var piece in pieces)
        {
            crc = Crc(crc, piece.Span);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(8), ~crc);
        return head;
    }

    /// <summary>Bytes of lines in the whole frame that begins at a place; -1 where none does.</summary>
    public static int LengthAt(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes.Length - at < Head || BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) != Mark)
        {
            return -1;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
        if (length > Longest || length > bytes.Length - at - Head)
        {
            return -1;
        }

        var crc = Crc(BitOperations.Crc32C(uint.MaxValue, length), bytes.Slice(at + Head, (int)length));
        return ~crc == BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 8)..]) ? (int)length : -1;
    }

    /// <summary>Where the next whole frame begins after a place; -1 where none does.</summary>
    public static int NextAfter(ReadOnlySpan<byte> bytes, int at)
    {
        Span<byte> mark = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(mark, Mark);
        for (at++; at < bytes.Length; at++)
        {
            var found = bytes[at..].IndexOf(mark);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            if (LengthAt(bytes, at) >= 0)
            {
                return at;
            }
        }

        return -1;
    }

    // Bit for bit the same however the bytes are cut into pieces: words only where eight bytes of one piece are left.
    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var one in bytes[(words.Length * 8)..])
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return crc;
    }
}
