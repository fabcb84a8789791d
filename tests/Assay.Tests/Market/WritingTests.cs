using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Assay.Market;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Market;

public sealed class WritingTests
{
    [Fact]
    public void Csv_quotes_commas_quotes_and_line_breaks_by_rfc_4180() =>
        Assert.Equal("a,b\n\"1,2\",\"say \"\"hi\"\"\nthere\"\n", Written(RowFormat.Csv, w =>
        {
            w.Text("1,2");
            w.Text("say \"hi\"\nthere");
            w.EndRow();
        }));

    [Fact]
    public void Json_leaves_absent_members_out_and_escapes_text() =>
        Assert.Equal("{\"b\":\"\\\"x\\\" \\\\ \\u000a 高\"}\n", Written(RowFormat.Jsonl, w =>
        {
            w.Text(null);
            w.Text("\"x\" \\ \n 高");
            w.EndRow();
        }));

    [Fact]
    public void Money_keeps_the_decimals_of_its_currency() =>
        Assert.Equal("a,b\n19.05 USD,1480 JPY\n", Written(RowFormat.Csv, w =>
        {
            w.Price(1905, Currency.All[0]);
            w.Price(1480, Currency.All[4]);
            w.EndRow();
        }));

    [Fact]
    public void A_row_with_too_few_values_is_refused() => Assert.Throws<InvalidOperationException>(() => Written(RowFormat.Csv, w =>
    {
        w.Number(1);
        w.EndRow();
    }));

    [Fact]
    public void Long_texts_cross_the_buffer_unharmed()
    {
        var text = new string('高', 70_000);
        Assert.Equal($"a,b\n{text},{text}\n", Written(RowFormat.Csv, w =>
        {
            w.Text(text);
            w.Text(text);
            w.EndRow();
        }));
    }

    [Fact]
    public void A_stored_gzip_reads_back()
    {
        var bytes = new byte[200_000];
        RandomNumberGenerator.Fill(bytes);
        var file = new MemoryStream();
        using (var gzip = new StoredGzip(file))
        {
            gzip.Write(bytes);
        }

        using var back = new GZipStream(new MemoryStream(file.ToArray()), CompressionMode.Decompress);
        var read = new MemoryStream();
        back.CopyTo(read);
        Assert.Equal(bytes, read.ToArray());
    }

    [Fact]
    public void Exponentials_and_logarithms_agree_with_the_platforms() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), n =>
    {
        var x = n / 10_000.0;
        return Math.Abs(Reproducible.Log(x) - Math.Log(x)) < 1e-12 && Math.Abs(Reproducible.Exp(x / 10) / Math.Exp(x / 10) - 1) < 1e-12;
    }));

    [Fact]
    public void Ids_of_one_kind_never_collide()
    {
        var opaque = new Opaque(3);
        Assert.Equal(100_000, Enumerable.Range(0, 100_000).Select(n => Opaque.Text('s', opaque.Id('s', n))).Distinct().Count());
    }

    [Fact]
    public void Addresses_are_written_as_the_platform_writes_them() =>
        Assert.Equal(IPAddress.Parse("2001:db8:12:0:1:2:3:4").ToString(), new Ip(true, 0x20010DB8_0012_0000, 0x0001_0002_0003_0004).ToString());

    private static string Written(RowFormat format, Action<RowWriter> fill)
    {
        var stream = new MemoryStream();
        using (var writer = new RowWriter(stream, format, "a,b"))
        {
            fill(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
