using Assay.Screening.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Screening.Text;

public sealed class TextWordsTests
{
    private static readonly Gen<string> Texts =
        from parts in Gen.ArrayOf(Gen.Frequency(
            (12, Gen.Elements("a", "b", "L", "l", "I", "1", "0", "ss", "Gucci", "nike", "MAX", "9")),
            (5, Gen.Elements(" ", "  ", "-", ".", "*", "/", "\t", "&", "\0")),
            (1, Gen.Elements("é", "®", "–", "А", "Ｇ", "’"))))
        select string.Concat(parts);

    [Fact]
    public void All_ways_of_the_processor_give_the_same_keys_words_and_spans() => Prop.ForAll(Arb.From(Texts), text =>
    {
        var scalar = new TextWords();
        scalar.ReadScalar(text, signs: false);
        foreach (var means in Means())
        {
            var vector = new TextWords();
            vector.Read(text, means);
            Assert.Equal(Bytes(scalar), Bytes(vector));
            Assert.Equal(Spans(scalar, text), Spans(vector, text));
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    public void Words_across_the_ends_of_blocks_are_whole(int length)
    {
        for (var at = Math.Max(0, length - 70); at < length; at++)
        {
            var text = string.Create(length, at, (to, from) =>
            {
                to.Fill('x');
                to[from] = ' ';
                to[(from + 7) % to.Length] = 'B';
                to[(from + 8) % to.Length] = 'b';
            });
            var scalar = new TextWords();
            scalar.ReadScalar(text, signs: false);
            foreach (var means in Means())
            {
                var vector = new TextWords();
                vector.Read(text, means);
                Assert.Equal(Bytes(scalar), Bytes(vector));
                Assert.Equal(Spans(scalar, text), Spans(vector, text));
            }
        }
    }

    [Fact]
    public void A_scratch_that_read_a_long_text_reads_a_short_one_as_a_fresh_one_does()
    {
        var used = new TextWords();
        used.Read(new string('w', 5000) + " Nike");
        used.ReadScalar("пример " + new string('я', 3000), signs: true);
        used.Read("Nike Air");
        var fresh = new TextWords();
        fresh.Read("Nike Air");
        Assert.Equal(Bytes(fresh), Bytes(used));
        Assert.Equal(Spans(fresh, "Nike Air"), Spans(used, "Nike Air"));
    }

    private static IEnumerable<AsciiWords.Means> Means()
    {
        if (System.Runtime.Intrinsics.X86.Avx512Vbmi2.IsSupported)
        {
            yield return AsciiWords.Means.Avx512;
        }

        if (System.Runtime.Intrinsics.X86.Avx2.IsSupported && System.Runtime.Intrinsics.X86.Bmi2.X64.IsSupported)
        {
            yield return AsciiWords.Means.Avx2;
        }

        yield return AsciiWords.Means.Scalar;
    }

    private static byte[] Bytes(TextWords words) => words.Keys[..(words.Length + 4)].ToArray();

    // Every span from a start to an end, at most eight ends further.
    private static List<(int KeyStart, int KeyEnd, int Start, int End)> Spans(TextWords words, string text)
    {
        var spans = new List<(int, int, int, int)>();
        for (var start = 0; start < words.Length; start++)
        {
            for (var end = start + 1; Bit(words.Starts, start) && end <= Math.Min(words.Length, start + 8); end++)
            {
                if (Bit(words.Ends, end))
                {
                    var (from, to) = words.SpanOf(text, start, end);
                    spans.Add((start, end, from, to));
                }
            }
        }

        return spans;
    }

    private static bool Bit(ReadOnlySpan<ulong> bits, int at) => (bits[at >> 6] >> (at & 63) & 1) != 0;
}
