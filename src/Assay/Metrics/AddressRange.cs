using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Assay.Metrics;

/// <summary>The addresses that share their first bits: one address, or a network's.</summary>
/// <param name="IsV6">True for IPv6.</param>
/// <param name="Length">Bits that they share.</param>
/// <param name="Bits">Those bits at their place, the others 0.</param>
internal readonly record struct AddressRange(bool IsV6, int Length, UInt128 Bits)
{
    /// <summary>An address in text, one of IPv4 that is written as IPv6 taken for what it is; null where it is none.</summary>
    public static AddressRange? OfAddress(ReadOnlySpan<byte> utf8)
    {
        if (!IPAddress.TryParse(utf8, out var address))
        {
            return null;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? new AddressRange(false, length * 8, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new AddressRange(true, length * 8, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>A prefix in CIDR form, bits after its length passed over; null where it is none.</summary>
    public static AddressRange? OfPrefix(ReadOnlySpan<byte> utf8)
    {
        var slash = utf8.IndexOf((byte)'/');
        return slash > 0 && OfAddress(utf8[..slash]) is { } address && int.TryParse(utf8[(slash + 1)..], out var length) && length >= 0 && length <= address.Length
            ? address.First(length)
            : null;
    }

    /// <summary>The range of its first bits.</summary>
    public AddressRange First(int length)
    {
        var width = IsV6 ? 128 : 32;
        return new AddressRange(IsV6, length, length == 0 ? 0 : Bits >> (width - length) << (width - length));
    }

    /// <summary>The network that one household or office usually has: the /24 of an IPv4 address, the /48 of an IPv6 one.</summary>
    public AddressRange Network => First(IsV6 ? 48 : 24);

    /// <summary>As it is written: <c>203.0.113.0/24</c>, an address without its length.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        var address = new IPAddress(IsV6 ? bytes : bytes[12..]);
        return Length == (IsV6 ? 128 : 32) ? address.ToString() : $"{address}/{Length}";
    }
}
