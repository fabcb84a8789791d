using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Assay.Screening.Text;

namespace Assay.Bench.Text;

/// <summary>
/// Hyperscan's search for many literals, whatever their case, on UTF-8: its pure literal API, one block a title, the function for matches without an allocation. Names
/// are whole words, which is asked where a literal was found: faster than patterns with <c>\b</c>.
/// </summary>
internal sealed unsafe partial class Hyperscan : IDisposable
{
    private const string Library = "libhs.so.5";
    private const uint Caseless = 1;
    private const uint Block = 1;

    private readonly nint database;
    private readonly nint scratch;
    private readonly int[] lengths;

    /// <summary>Compiles literals; a match names their place.</summary>
    public Hyperscan(IReadOnlyList<string> names)
    {
        var bytes = names.Select(n => Encoding.UTF8.GetBytes(n)).ToList();
        lengths = [.. bytes.Select(b => b.Length)];
        var all = bytes.SelectMany(b => b).ToArray();
        var pointers = new nint[bytes.Count];
        var sizes = bytes.Select(b => (nuint)b.Length).ToArray();
        var ids = Enumerable.Range(0, bytes.Count).Select(i => (uint)i).ToArray();
        var flags = Enumerable.Repeat(Caseless, bytes.Count).ToArray();
        fixed (byte* start = all)
        fixed (nint* expressions = pointers)
        fixed (uint* flag = flags)
        fixed (uint* id = ids)
        fixed (nuint* size = sizes)
        {
            nint at = (nint)start;
            for (var i = 0; i < pointers.Length; i++)
            {
                pointers[i] = at;
                at += bytes[i].Length;
            }

            Require(Compile(expressions, flag, id, size, (uint)pointers.Length, Block, 0, out database, out _));
        }

        Require(AllocateScratch(database, ref scratch));
    }

    /// <summary>The library's version; null where it is absent.</summary>
    public static string? Version
    {
        get
        {
            try
            {
                return Marshal.PtrToStringUTF8(GetVersion())?.Split(' ')[0];
            }
            catch (DllNotFoundException)
            {
                return null;
            }
        }
    }

    /// <summary>Adds the whole words found in a title as (name, end in bytes).</summary>
    public void Find(byte[] title, List<(int Name, int End)> found)
    {
        var call = new Call { Title = title, Lengths = lengths, Found = found };
        fixed (byte* bytes = title)
        {
#pragma warning disable CS8500 // The context lives on this stack for as long as the scan.
            Require(Scan(database, bytes, (uint)title.Length, 0, scratch, &OnMatch, &call));
#pragma warning restore CS8500
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Require(FreeScratch(scratch));
        Require(FreeDatabase(database));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnMatch(uint id, ulong from, ulong to, uint flags, void* context)
    {
#pragma warning disable CS8500
        ref var call = ref *(Call*)context;
#pragma warning restore CS8500
        var end = (int)to;
        var start = end - call.Lengths[id];
        if ((start == 0 || !Joins(call.Title, start - 1, back: true)) && (end == call.Title.Length || !Joins(call.Title, end, back: false)))
        {
            call.Found.Add(((int)id, end));
        }

        return 0;
    }

    // True where what stands beside a place goes on with a word.
    private static bool Joins(byte[] title, int at, bool back)
    {
        var one = title[at];
        return one < 0x80 ? char.IsAsciiLetterOrDigit((char)one) : JoinsBeyondAscii(title, at, back);
    }

    private static bool JoinsBeyondAscii(byte[] title, int at, bool back)
    {
        while (at >= 0 && at < title.Length)
        {
            int length;
            Rune rune;
            if (back)
            {
                Rune.DecodeLastFromUtf8(title.AsSpan(0, at + 1), out rune, out length);
            }
            else
            {
                Rune.DecodeFromUtf8(title.AsSpan(at), out rune, out length);
            }

            var traits = Letters.Traits(Letters.Packed(rune.Value));
            if (traits != LetterTraits.Transparent)
            {
                return (traits & (LetterTraits.Letter | LetterTraits.Alone)) == LetterTraits.Letter;
            }

            at += back ? -length : length;
        }

        return false;
    }

    private static void Require(int code)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"Hyperscan answered {code}.");
        }
    }

    [LibraryImport(Library, EntryPoint = "hs_version")]
    private static partial nint GetVersion();

    [LibraryImport(Library, EntryPoint = "hs_compile_lit_multi")]
    private static partial int Compile(nint* expressions, uint* flags, uint* ids, nuint* lengths, uint elements, uint mode, nint platform, out nint database, out nint error);

    [LibraryImport(Library, EntryPoint = "hs_alloc_scratch")]
    private static partial int AllocateScratch(nint database, ref nint scratch);

    [LibraryImport(Library, EntryPoint = "hs_scan")]
    private static partial int Scan(nint database, byte* data, uint length, uint flags, nint scratch, delegate* unmanaged[Cdecl]<uint, ulong, ulong, uint, void*, int> onMatch, void* context);

    [LibraryImport(Library, EntryPoint = "hs_free_scratch")]
    private static partial int FreeScratch(nint scratch);

    [LibraryImport(Library, EntryPoint = "hs_free_database")]
    private static partial int FreeDatabase(nint database);

    [StructLayout(LayoutKind.Auto)]
    private ref struct Call
    {
        public byte[] Title;
        public int[] Lengths;
        public List<(int Name, int End)> Found;
    }
}
