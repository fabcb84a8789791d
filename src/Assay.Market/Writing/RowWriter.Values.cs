using System.Text;

namespace Assay.Market;

internal sealed partial class RowWriter
{
    /// <summary>An opaque id: a letter for the kind and thirteen base-32 digits; zero is no id.</summary>
    public void Id(char kind, ulong value)
    {
        if (value == 0)
        {
            Empty();
            return;
        }

        Begin();
        Quote();
        var to = Reserve(14);
        to[0] = (byte)kind;
        for (var i = 13; i >= 1; i--)
        {
            to[i] = Opaque.Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        used += 14;
        Quote();
    }

    /// <summary>32 hexadecimal digits that stand for a keyed hash; zero is none.</summary>
    public void Hash(ulong value)
    {
        if (value == 0)
        {
            Empty();
            return;
        }

        Begin();
        Quote();
        Hex(Mix.Of(value, 71));
        Hex(Mix.Of(value, 72));
        Quote();
    }

    /// <summary>A 256-bit picture hash as 64 hexadecimal digits.</summary>
    public void Picture(Pdq value)
    {
        Begin();
        Quote();
        Hex(value.A);
        Hex(value.B);
        Hex(value.C);
        Hex(value.D);
        Quote();
    }

    /// <summary>ISO 8601 in UTC, from seconds since 1970; zero is no time.</summary>
    public void Time(long seconds)
    {
        if (seconds == 0)
        {
            Empty();
            return;
        }

        Begin();
        Quote();
        var at = DateTime.UnixEpoch.AddSeconds(seconds);
        var to = Reserve(20);
        Date(to, at);
        to[10] = (byte)'T';
        Two(to[11..], at.Hour);
        to[13] = (byte)':';
        Two(to[14..], at.Minute);
        to[16] = (byte)':';
        Two(to[17..], at.Second);
        to[19] = (byte)'Z';
        used += 20;
        Quote();
    }

    public void Day(long seconds)
    {
        Begin();
        Quote();
        Date(Reserve(10), DateTime.UnixEpoch.AddSeconds(seconds));
        used += 10;
        Quote();
    }

    /// <summary>A price as Google Merchant writes it: <c>19.90 USD</c>; zero is none.</summary>
    public void Price(long minor, Currency currency)
    {
        if (minor == 0)
        {
            Empty();
            return;
        }

        Begin();
        Quote();
        FixedDigits(minor, currency.Decimals);
        Raw(" "u8);
        Raw(currency.Utf8);
        Quote();
    }

    public void Amount(long minor, Currency currency)
    {
        Fixed(minor, currency.Decimals);
        Word(currency.Utf8);
    }

    /// <summary>An address written by its own type.</summary>
    public void Address(Ip ip)
    {
        Begin();
        Quote();
        var to = Reserve(48);
        used += ip.Format(to);
        Quote();
    }

    private static void Date(Span<byte> to, DateTime at)
    {
        Two(to, at.Year / 100);
        Two(to[2..], at.Year % 100);
        to[4] = (byte)'-';
        Two(to[5..], at.Month);
        to[7] = (byte)'-';
        Two(to[8..], at.Day);
    }

    private static void Two(Span<byte> to, int value)
    {
        to[0] = (byte)('0' + (value / 10));
        to[1] = (byte)('0' + (value % 10));
    }

    private void FixedDigits(long units, int decimals)
    {
        if (units < 0)
        {
            Raw("-"u8);
            units = -units;
        }

        var scale = 1L;
        for (var i = 0; i < decimals; i++)
        {
            scale *= 10;
        }

        Digits(units / scale);
        if (decimals == 0)
        {
            return;
        }

        Raw("."u8);
        for (var rest = scale / 10; rest > 0; rest /= 10)
        {
            Reserve(1)[0] = (byte)('0' + (units / rest % 10));
            used++;
        }
    }

    private void Hex(ulong value)
    {
        var to = Reserve(16);
        for (var i = 15; i >= 0; i--)
        {
            to[i] = "0123456789abcdef"u8[(int)(value & 15)];
            value >>= 4;
        }

        used += 16;
    }

    private void JsonText(string value)
    {
        Raw("\""u8);
        var escaped = new StringBuilder(value.Length + 8);
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append(@"\\"),
                < ' ' => escaped.Append($"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        Utf8(escaped.ToString());
        Raw("\""u8);
    }
}
