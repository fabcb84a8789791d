namespace Assay.Policy;

/// <summary>Takes the time of each stage of a scan.</summary>
internal sealed class StageTimes(TimeProvider clock)
{
    private readonly List<(string Stage, TimeSpan Took)> stages = [];

    /// <summary>What took how long, in order.</summary>
    public IReadOnlyList<(string Stage, TimeSpan Took)> All => stages;

    /// <summary>Runs a stage.</summary>
    public void Run(string stage, Action work) => Run(stage, () =>
    {
        work();
        return 0;
    });

    /// <summary>Runs a stage, and hands on what came of it.</summary>
    public T Run<T>(string stage, Func<T> work)
    {
        var began = clock.GetTimestamp();
        var result = work();
        stages.Add((stage, clock.GetElapsedTime(began)));
        return result;
    }

    /// <summary>Adds the stages of a part.</summary>
    public void Add(IEnumerable<(string Stage, TimeSpan Took)> part) => stages.AddRange(part);
}
