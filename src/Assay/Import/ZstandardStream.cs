using System.Runtime.InteropServices;

namespace Assay.Import;

/// <summary>Reads Zstandard through libzstd's streaming API (libzstd1, which every Debian has). Forward only.</summary>
internal sealed unsafe partial class ZstandardStream : Stream
{
    private const string Library = "libzstd.so.1";

    private readonly Stream packed;
    private readonly byte[] input = new byte[128 * 1024];
    private nint decoder;
    private nuint inputSize;
    private nuint inputAt;
    private bool frameIsOpen;
    private bool decoderHoldsMore;

    public ZstandardStream(Stream packed)
    {
        this.packed = packed;
        decoder = ZSTD_createDStream();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("A packed stream has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A packed stream has no position.");
        set => throw new NotSupportedException("A packed stream has no position.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads unpacked bytes; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged or ends within a frame.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            // A full buffer may have left unpacked bytes within the decoder.
            if (inputAt == inputSize && !decoderHoldsMore)
            {
                inputSize = (nuint)packed.Read(input);
                inputAt = 0;
                if (inputSize == 0)
                {
                    return frameIsOpen ? throw new InvalidDataException("the file ends within a Zstandard frame") : 0;
                }
            }

            var made = Decode(buffer);
            decoderHoldsMore = made == buffer.Length;
            if (made > 0)
            {
                return made;
            }
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A packed stream cannot seek.");

    public override void SetLength(long value) => throw new NotSupportedException("A packed stream cannot be written.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A packed stream cannot be written.");

    protected override void Dispose(bool disposing)
    {
        if (decoder != 0)
        {
            _ = ZSTD_freeDStream(decoder);
            decoder = 0;
        }

        if (disposing)
        {
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decode(Span<byte> buffer)
    {
        fixed (byte* to = buffer, from = input)
        {
            var output = new Buffer { Start = to, Size = (nuint)buffer.Length };
            var source = new Buffer { Start = from, Size = inputSize, At = inputAt };
            var hint = ZSTD_decompressStream(decoder, ref output, ref source);
            if (ZSTD_isError(hint) != 0)
            {
                throw new InvalidDataException(Marshal.PtrToStringUTF8(ZSTD_getErrorName(hint)));
            }

            inputAt = source.At;
            frameIsOpen = hint != 0;
            return (int)output.At;
        }
    }

    [LibraryImport(Library)]
    private static partial nint ZSTD_createDStream();

    [LibraryImport(Library)]
    private static partial nuint ZSTD_freeDStream(nint stream);

    [LibraryImport(Library)]
    private static partial nuint ZSTD_decompressStream(nint stream, ref Buffer output, ref Buffer input);

    [LibraryImport(Library)]
    private static partial uint ZSTD_isError(nuint code);

    [LibraryImport(Library)]
    private static partial nint ZSTD_getErrorName(nuint code);

    // ZSTD_inBuffer and ZSTD_outBuffer have the same shape.
    [StructLayout(LayoutKind.Sequential)]
    private struct Buffer
    {
        public byte* Start;
        public nuint Size;
        public nuint At;
    }
}
