using Assay.Metrics.Definitions;

namespace Assay.Metrics.Plans;

/// <summary>
/// The atomic conditions of a stream's definitions, one bit each of a 64-bit word a row: a conjunction is a mask, and a row satisfies it
/// when it has all of the mask's bits. Bit 0 is set for every row that the moment asked about can see.
/// </summary>
public sealed class Features
{
    /// <summary>Set for every row that can be seen.</summary>
    public const ulong Visible = 1;

    private const int Most = 64;
    private readonly List<Condition> atoms = [];

    /// <summary>The conditions; the bit of each is its place and one.</summary>
    public IReadOnlyList<Condition> Atoms => atoms;

    /// <summary>The mask of a conjunction.</summary>
    /// <exception cref="InvalidOperationException">The stream has more than 63 atomic conditions.</exception>
    public ulong Mask(IEnumerable<Condition> all)
    {
        var mask = Visible;
        foreach (var atom in all)
        {
            mask |= 1UL << (Place(atom) + 1);
        }

        return mask;
    }

    private int Place(Condition atom)
    {
        var at = atoms.IndexOf(atom);
        if (at < 0)
        {
            at = atoms.Count;
            atoms.Add(atom);
        }

        return at < Most - 1 ? at : throw new InvalidOperationException($"A stream has more than {Most - 1} atomic conditions; the next is '{atom.Text}'. Write definitions with conditions that others have.");
    }
}
