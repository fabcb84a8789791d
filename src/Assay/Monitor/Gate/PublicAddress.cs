using System.Net;
using System.Net.Sockets;

namespace Assay.Monitor.Gate;

/// <summary>
/// Which addresses belong to anybody on the Internet: not to this machine, its network, its provider's cloud or nobody (IANA's special-purpose registries of IPv4 and IPv6, RFC 6890).
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // A cloud's host at a public number.
            "168.63.129.16/32",
            // Within 2000::/3: protocol assignments with Teredo, documentation, 6to4, documentation.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>True for an address of the Internet.</summary>
    public static bool Is(IPAddress address) =>
        (address.AddressFamily == AddressFamily.InterNetwork || IsGlobal(address))
        && !Special.Any(s => s.BaseAddress.AddressFamily == address.AddressFamily && s.Contains(address));

    // 2000::/3 is all that is assigned to the Internet; loopback, mapped and translated IPv4, local, link-local and multicast addresses lie outside. By the bits: IPNetwork finds
    // ::ffff:8.8.8.8 in it.
    private static bool IsGlobal(IPAddress address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false, ScopeId: 0 } && (address.GetAddressBytes()[0] & 0xE0) == 0x20;
}
