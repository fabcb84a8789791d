namespace Assay.Metrics;

/// <summary>
/// Numbers the keys of one subject from 1 in the order in which they first come. An open-addressing table that is used again for the next
/// subject: clearing it costs what it held and not what it could hold, for most subjects have a few events and some have a million.
/// </summary>
internal sealed class KeyOrdinals
{
    private ulong[] keys = new ulong[64];
    private uint[] ordinals = new uint[64];
    private int[] slots = new int[32];
    private int shift = 64 - 6;
    private int count;

    /// <summary>The key's ordinal; 0 for 0, which is null.</summary>
    public uint Of(ulong key)
    {
        if (key == 0)
        {
            return 0;
        }

        var slot = SlotOf(key);
        if (keys[slot] == key)
        {
            return ordinals[slot];
        }

        if (count == slots.Length)
        {
            Grow();
            slot = SlotOf(key);
        }

        keys[slot] = key;
        slots[count++] = slot;
        return ordinals[slot] = (uint)count;
    }

    /// <summary>Forgets all keys.</summary>
    public void Clear()
    {
        foreach (var slot in slots.AsSpan(0, count))
        {
            keys[slot] = 0;
        }

        count = 0;
    }

    // Where the key stands, or the free slot where it would.
    private int SlotOf(ulong key)
    {
        var slot = (int)((key * 0x9E3779B97F4A7C15) >> shift);
        while (keys[slot] != key && keys[slot] != 0)
        {
            slot = (slot + 1) & (keys.Length - 1);
        }

        return slot;
    }

    private void Grow()
    {
        var (oldKeys, oldSlots) = (keys, slots);
        keys = new ulong[oldKeys.Length * 2];
        ordinals = new uint[keys.Length];
        slots = new int[oldSlots.Length * 2];
        shift--;
        for (var i = 0; i < count; i++)
        {
            var slot = SlotOf(oldKeys[oldSlots[i]]);
            keys[slot] = oldKeys[oldSlots[i]];
            ordinals[slot] = (uint)i + 1;
            slots[i] = slot;
        }
    }
}
