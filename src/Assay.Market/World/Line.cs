using System.Runtime.InteropServices;

namespace Assay.Market;

/// <summary>A way onto the internet: the Wi-Fi router that a client reports (zero: none), the network, and the host in it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Line(ulong Router, int Network, ulong Host)
{
    /// <summary>A home line: the provider hands out another address each quarter; IPv6 keeps its subnet.</summary>
    public static Line Home(Networks networks, Country country, ulong key) =>
        new(Mix.Of(key, 501), networks.Of(country, NetworkKind.Residential, Mix.Of(key, 502)).Index, Mix.Of(key, 503));

    public static Line Office(Networks networks, Country country, ulong key) =>
        new(Mix.Of(key, 504), networks.Of(country, NetworkKind.Business, Mix.Of(key, 505)).Index, Mix.Of(key, 506));

    /// <summary>A carrier's NAT: no router, and one of a few addresses that thousands share.</summary>
    public static Line Mobile(Networks networks, Country country, ulong key) =>
        new(0, networks.Of(country, NetworkKind.Mobile, Mix.Of(key, 507)).Index, Mix.Of(key, 508));

    /// <summary>A rented server or VPN exit.</summary>
    public static Line Hosted(Networks networks, ulong key) =>
        new(0, networks.Of(null, NetworkKind.Hosting, Mix.Of(key, 509)).Index, Mix.Of(key, 510));

    public Ip Address(Networks networks, long at, ulong device)
    {
        var network = networks[Network];
        var host = network.Kind switch
        {
            NetworkKind.Mobile => Mix.Of(Host, (ulong)(at / (6 * Clock.Hour))) % 64,
            NetworkKind.Residential when !network.Six => Mix.Of(Host, (ulong)(at / (91 * Clock.Day))),
            NetworkKind.Campus or NetworkKind.Public => Host % 8,
            NetworkKind.Hosting => Mix.Of(Host, (ulong)(at / (40 * Clock.Day))) % 512,
            _ => Host,
        };
        return network.Address(host, device);
    }
}
