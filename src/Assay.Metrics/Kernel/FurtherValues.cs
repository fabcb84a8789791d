using Assay.Metrics.Definitions;

namespace Assay.Metrics.Kernel;

/// <summary>Writes the values of a subject that need others: its peers, its parts or the whole that it belongs to.</summary>
public sealed class FurtherValues
{
    private readonly List<(Aggregate Aggregate, int Place, int From, PeerValues Peers, ulong[] Group)> peers = [];
    private readonly List<(int Place, double[] Values, uint[] Whole)> same = [];
    private readonly List<(int Place, RolledUp Rolled, RollUp How)> rolledUp = [];

    /// <summary>Adds a comparison with peers: of the value at a place, within a group for each subject.</summary>
    public void AddPeers(Aggregate aggregate, int place, int from, PeerValues values, ulong[] group) => peers.Add((aggregate, place, from, values, group));

    /// <summary>Adds a value of the whole that a part belongs to; 0 for none.</summary>
    public void AddSame(int place, double[] values, uint[] whole) => same.Add((place, values, whole));

    /// <summary>Adds a value of the subject's parts.</summary>
    public void AddRolledUp(int place, RolledUp rolled, RollUp how) => rolledUp.Add((place, rolled, how));

    /// <summary>Writes the values of a run of subjects. Callable from several threads.</summary>
    public void Write(SubjectRun run, ValueRows rows)
    {
        foreach (var (aggregate, place, from, values, group) in peers)
        {
            for (var s = run.First; s <= run.Last; s++)
            {
                rows[s, place] = values.Compare(aggregate, rows[s, from], group[s]);
            }
        }

        foreach (var (place, values, whole) in same)
        {
            for (var s = run.First; s <= run.Last; s++)
            {
                rows[s, place] = s < whole.Length ? values[whole[s]] : double.NaN;
            }
        }

        foreach (var (place, rolled, how) in rolledUp)
        {
            for (var s = run.First; s <= run.Last; s++)
            {
                rows[s, place] = rolled.Of(s, how);
            }
        }
    }
}
