using System.Buffers.Binary;

namespace Assay.Market;

/// <summary>
/// A gzip stream of stored blocks. Compressors give other bytes on other processors; a sample market must not,
/// and all that it has to prove is that the import reads <c>.gz</c>.
/// </summary>
internal sealed class StoredGzip : Stream
{
    private static readonly uint[] s_table = Table();
    private readonly Stream inner;
    private uint crc = 0xFFFFFFFF;
    private uint length;
    private bool ended;

    public StoredGzip(Stream inner)
    {
        this.inner = inner;
        inner.Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position { get => length; set => throw WriteOnly; }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        foreach (var b in buffer)
        {
            crc = s_table[(crc ^ b) & 255] ^ (crc >> 8);
        }

        length += (uint)buffer.Length;
        while (!buffer.IsEmpty)
        {
            var size = Math.Min(buffer.Length, 65535);
            Block(buffer[..size], last: false);
            buffer = buffer[size..];
        }
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw WriteOnly;

    public override long Seek(long offset, SeekOrigin origin) => throw WriteOnly;

    public override void SetLength(long value) => throw WriteOnly;

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            ended = true;
            Block([], last: true);
            Span<byte> tail = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(tail, ~crc);
            BinaryPrimitives.WriteUInt32LittleEndian(tail[4..], length);
            inner.Write(tail);
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }

    private void Block(ReadOnlySpan<byte> bytes, bool last)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = last ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~bytes.Length);
        inner.Write(head);
        inner.Write(bytes);
    }

    private static NotSupportedException WriteOnly => new("A gzip file of stored blocks is written from front to back, and is not read here.");
}
