using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Assay.Market;

internal enum NetworkKind
{
    Residential,
    Mobile,
    Business,
    Campus,
    Hosting,
    Public,
}

/// <summary>A prefix of addresses. All lie in private, shared, benchmarking and documentation space: nobody's real line.</summary>
internal sealed record Network(int Index, NetworkKind Kind, Country? Country, bool Six, uint Base, int Length, int Asn)
{
    public string Prefix => Six ? $"2001:db8:{Base:x}::/{Length}" : $"{new Ip(false, Base, 0)}/{Length}";

    /// <summary>The address of a host in this network.</summary>
    public Ip Address(ulong host, ulong device) =>
        Six ? new(true, 0x20010DB8_0000_0000UL | ((ulong)Base << 16) | (host & 0xFFFF), Mix.Of(device, host))
            : new(false, Base | ((uint)host & (uint.MaxValue >> Length)), 0);
}

/// <summary>An IPv4 address in the low half of the first word, or an IPv6 address in both.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ip(bool Six, ulong High, ulong Low)
{
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[48];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }

    /// <summary>Writes the canonical text (RFC 5952 for IPv6) and returns its length.</summary>
    public int Format(Span<byte> to)
    {
        Span<byte> bytes = stackalloc byte[Six ? 16 : 4];
        if (Six)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        }
        else
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)High);
        }

        new IPAddress(bytes).TryFormat(to, out var written);
        return written;
    }
}

/// <summary>The networks of the world, by country and kind.</summary>
internal sealed class Networks
{
    private static readonly NetworkKind[] s_perCountry =
    [
        NetworkKind.Residential, NetworkKind.Residential, NetworkKind.Residential, NetworkKind.Residential,
        NetworkKind.Mobile, NetworkKind.Mobile, NetworkKind.Business, NetworkKind.Campus, NetworkKind.Public,
    ];

    private readonly List<Network> all = [];
    private readonly Network[,][] byPlace = new Network[Country.All.Length + 1, 6][];

    public Networks()
    {
        foreach (var country in Country.All)
        {
            foreach (var kind in s_perCountry)
            {
                Add(kind, country);
            }
        }

        for (var i = 0; i < 6; i++)
        {
            Add(NetworkKind.Hosting, null);
        }

        foreach (var place in all.GroupBy(n => (Country: n.Country?.Index ?? Country.All.Length, n.Kind)))
        {
            byPlace[place.Key.Country, (int)place.Key.Kind] = [.. place];
        }
    }

    public IReadOnlyList<Network> All => all;

    public Network this[int index] => all[index];

    public Network Of(Country? country, NetworkKind kind, ulong choice)
    {
        var fitting = byPlace[country?.Index ?? Country.All.Length, (int)kind];
        return fitting[(int)(choice % (ulong)fitting.Length)];
    }

    private void Add(NetworkKind kind, Country? country)
    {
        var n = all.Count;
        var six = kind is NetworkKind.Residential && n % 3 == 2;
        var (start, length) = kind switch
        {
            _ when six => ((uint)(n + 16), 48),
            NetworkKind.Mobile => (0x64400000u + ((uint)n << 12), 20),
            NetworkKind.Hosting => (0xC6120000u + ((uint)(n & 15) << 12), 20),
            _ => (0x0A000000u + ((uint)n << 16), 16),
        };
        all.Add(new(n, kind, country, six, start, length, 64512 + n));
    }
}
