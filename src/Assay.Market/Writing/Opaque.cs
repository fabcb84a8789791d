namespace Assay.Market;

/// <summary>Ids that say nothing: the same alphabet and length for everyone, and no order that means anything.</summary>
internal readonly record struct Opaque(ulong Seed)
{
    public static ReadOnlySpan<byte> Alphabet => "0123456789abcdefghjkmnpqrstvwxyz"u8;

    /// <summary>Distinct for distinct numbers of one kind, because the mixing is a bijection.</summary>
    public ulong Id(char kind, long number)
    {
        var id = Mix.Of((ulong)number ^ Mix.Of(Seed, kind));
        return id == 0 ? 1 : id;
    }

    /// <summary>The text that <see cref="RowWriter.Id"/> writes.</summary>
    public static string Text(char kind, ulong value)
    {
        Span<char> to = stackalloc char[14];
        to[0] = kind;
        for (var i = 13; i >= 1; i--)
        {
            to[i] = (char)Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return new string(to);
    }
}
