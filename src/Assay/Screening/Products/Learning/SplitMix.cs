namespace Assay.Screening.Products.Learning;

/// <summary>A small generator with the same numbers everywhere (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 up to, not including, <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(((UInt128)Next() * (ulong)limit) >> 64);

    /// <summary>A share of the numbers from 0 on, at least one of them, rising.</summary>
    public int[] Choose(int count, double share)
    {
        var wanted = Math.Clamp((int)Math.Round(count * share), Math.Min(1, count), count);
        var chosen = new int[wanted];
        var at = 0;
        for (var i = 0; i < count && at < wanted; i++)
        {
            if (Below(count - i) < wanted - at)
            {
                chosen[at++] = i;
            }
        }

        return chosen;
    }

    /// <summary>The numbers from 0 on in a random order (Fisher and Yates).</summary>
    public int[] Shuffle(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var at = Below(i + 1);
            order[i] = order[at];
            order[at] = i;
        }

        return order;
    }
}
