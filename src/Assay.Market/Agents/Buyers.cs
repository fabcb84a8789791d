namespace Assay.Market;

/// <summary>The buyers. Nothing of them is kept but their country: the rest follows from their number.</summary>
internal sealed class Buyers
{
    private readonly ulong key;
    private readonly long end;
    private readonly Networks networks;
    private readonly Opaque opaque;
    private readonly int[][] byCountry;
    private readonly byte[] country;

    public Buyers(MarketScale scale, ulong seed, long end, Networks networks)
    {
        key = Mix.Of(seed, Mix.Name("buyers"));
        opaque = new(seed);
        Count = scale.Buyers;
        this.end = end;
        this.networks = networks;
        country = new byte[Count];
        var lists = Country.All.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < Count; i++)
        {
            country[i] = (byte)Draw(i);
            lists[country[i]].Add(i);
        }

        byCountry = [.. lists.Select(l => l.ToArray())];
        Rings = FoundRings(Math.Max(2, scale.Sellers / 110));
    }

    public int Count { get; }

    public Ring[] Rings { get; }

    public ulong Id(int buyer) => opaque.Id('u', buyer);

    public ulong Key(int buyer) => Mix.Of(key, (ulong)buyer);

    public ulong Account(int buyer) => Mix.Of(Key(buyer), 604);

    public Country CountryOf(int buyer) => Country.All[country[buyer]];

    /// <summary>Most signed up before the feeds begin, the others on any day since.</summary>
    public long RegisteredAt(int buyer)
    {
        var u = Mix.Unit(Mix.Of(Key(buyer), 2));
        return u < 0.72
            ? end - Clock.History - 1 - (long)(u / 0.72 * 1800 * Clock.Day)
            : end - Clock.Day - (long)((u - 0.72) / 0.28 * (Clock.History - (2 * Clock.Day)));
    }

    /// <summary>A buyer of a country who has an account at the moment; after a few tries, anyone of it.</summary>
    public int Pick(Country country, long at, Rng rng)
    {
        var from = byCountry[country.Index];
        for (var i = 0; i < 40; i++)
        {
            var buyer = rng.Pick(from);
            if (RegisteredAt(buyer) < at)
            {
                return buyer;
            }
        }

        return from.MinBy(RegisteredAt);
    }

    /// <summary>One in five shares a home with a neighbour by number.</summary>
    public ulong Household(int buyer) => Mix.Of(Key(buyer), 8) % 5 == 0 && buyer > 0 ? Key(buyer - 1) : Key(buyer);

    /// <summary>The ring that a buyer belongs to, or −1.</summary>
    public int RingOf(int buyer)
    {
        var draw = Mix.Of(Key(buyer), 4);
        return draw % 1000 < 16 ? (int)(Mix.Of(draw, 7) % (ulong)Rings.Length) : -1;
    }

    public ulong Device(int buyer) => Mix.Of(FarmOf(buyer) is { } farm ? Mix.Of(farm, (ulong)buyer % 6) : Key(buyer), 3);

    public Line LineOf(int buyer, long at)
    {
        var owner = FarmOf(buyer) ?? Key(buyer);
        return Mix.Unit(Mix.Of(owner, (ulong)at)) < 0.4 ? Line.Mobile(networks, CountryOf(buyer), owner) : Line.Home(networks, CountryOf(buyer), owner);
    }

    /// <summary>Two in five of a ring's accounts live in one phone farm; the others are people's own.</summary>
    private ulong? FarmOf(int buyer)
    {
        var draw = Mix.Of(Key(buyer), 4);
        return draw % 1000 < 16 && Mix.Of(draw, 5) % 5 < 2 ? Mix.Of(key, 6, Mix.Of(draw, 7) % (ulong)Rings.Length) : null;
    }

    private int Draw(int buyer)
    {
        var left = Mix.Unit(Mix.Of(Key(buyer), 1));
        for (var i = 0; i < Country.All.Length; i++)
        {
            left -= Country.All[i].Buyers;
            if (left < 0)
            {
                return i;
            }
        }

        return 0;
    }

    private Ring[] FoundRings(int count)
    {
        var members = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < Count; i++)
        {
            var draw = Mix.Of(Key(i), 4);
            if (draw % 1000 < 16)
            {
                members[Mix.Of(draw, 7) % (ulong)count].Add(i);
            }
        }

        return [.. members.Select((m, i) => new Ring(i, [.. m]))];
    }
}
