namespace Assay.Metrics.Kernel;

/// <summary>Folds rows into one cell at a time: the twin that the wide ones are compared with.</summary>
internal static unsafe class LinearOne
{
    private const int Group = LinearCells.Group;
    private const int Part = LinearCells.Part;
    private const long LowPart = LinearCells.LowPart;

    public static void Fold(LinearKind kind, byte* cells, long* numbers, int stride, int count, long* pick, long* at)
    {
        for (var i = 0; i < count; i++)
        {
            var row = numbers + (i * stride);
            for (var lane = 0; lane < Group; lane++)
            {
                if ((cells[i] >> lane & 1) != 0)
                {
                    Add(kind, at + lane, row[pick[lane]]);
                }
            }
        }
    }

    private static void Add(LinearKind kind, long* at, long x)
    {
        switch (kind)
        {
            case LinearKind.Sum:
                at[0] += x;
                break;
            case LinearKind.Min:
                at[0] = Math.Min(at[0], x);
                break;
            case LinearKind.Max:
                at[0] = Math.Max(at[0], x);
                break;
            default:
                at[0] += (x >> Part) * (x >> Part);
                at[Group] += (x >> Part) * (x & LowPart);
                at[2 * Group] += (x & LowPart) * (x & LowPart);
                break;
        }
    }
}
