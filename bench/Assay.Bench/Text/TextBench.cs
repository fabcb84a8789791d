using System.Text;
using Assay.Screening.Text;

namespace Assay.Bench.Text;

/// <summary>Names in real titles: ours beside Hyperscan and .NET's SearchValues, on one thread, sets of matches compared first.</summary>
internal sealed class TextBench : IBench
{
    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public string About => "10,000 and 100,000 names in real titles, beside Hyperscan and SearchValues<string>";

    /// <inheritdoc/>
    public void Run(BenchRun run, BenchResult result)
    {
        var titles = RealTitles.Read();
        if (titles.Count == 0)
        {
            BenchRun.Say(RealTitles.Missing);
            result.How = RealTitles.Missing;
            return;
        }

        var version = Hyperscan.Version;
        BenchRun.Say(version is null ? "no libhs.so.5: install Debian's libhyperscan5 for the peer hyperscan" : $"Hyperscan {version}");
        result.How = $"Whole words, whatever their ASCII case, one thread, one title after another; ours from UTF-16, Hyperscan {version ?? "absent"} from UTF-8, both ready in memory. Matches are collected on all sides.";
        result.Measure("titles", titles.Count);
        result.Measure("characters_per_title", titles.Average(t => t.Length));
        result.Measure("ascii_titles", titles.Count(t => Ascii.IsValid(t)) / (double)titles.Count);
        foreach (var count in run.Quick ? [1_000, 10_000] : new[] { 10_000, 100_000 })
        {
            if (run.Wants($"names_{count}"))
            {
                Compare(run, result, titles, count, version is not null);
            }
        }
    }

    private static void Compare(BenchRun run, BenchResult result, IReadOnlyList<string> titles, int count, bool hasHyperscan)
    {
        var names = BenchNames.Make(titles, count);
        using var peers = new TextPeers(names, titles, hasHyperscan);
        var ours = new FindNames(new NameIndex(names.Select((n, i) => new SoughtName(n, i, NameForm.Given))));
        var index = new NameIndex(names.Select((n, i) => new SoughtName(n, i, NameForm.Given)));
        var matches = peers.RequireSame(new FindNames(index), index);
        BenchRun.Say($"{count:N0} names: {matches:N0} matches are the same on all sides");
        result.Measure($"matches_per_title_{count}", matches / (double)titles.Count);

        var rounds = run.Quick ? 1 : 40;
        var found = new List<NameMatch>();
        Timing Plain() => Rounds(rounds, () =>
        {
            foreach (var title in titles)
            {
                found.Clear();
                ours.RunPlain(title, found);
            }
        });
        Timing Disguise() => Rounds(rounds, () =>
        {
            foreach (var title in titles)
            {
                found.Clear();
                ours.Run(title, found);
            }
        });
        var sides = new List<Func<Timing>> { Plain, Disguise, () => Rounds(Math.Max(1, rounds / 8), peers.RunSearchValues), () => Rounds(Math.Max(1, rounds / 8), peers.RunPlaces) };
        if (hasHyperscan)
        {
            sides.Add(() => Rounds(rounds, peers.RunHyperscan));
        }

        sides.ForEach(s => s());
        var times = run.Interleave([.. sides]);
        double Rate(int side, int done) => titles.Count * (double)done / times[side].Cpu;
        if (hasHyperscan)
        {
            result.Compare($"names_{count}", "titles/s", Rate(0, rounds), "hyperscan", Rate(4, rounds));
            result.Compare($"disguise_{count}", "titles/s", Rate(1, rounds), "hyperscan_plain", Rate(4, rounds));
        }

        result.Compare($"names_{count}", "titles/s", Rate(0, rounds), "searchvalues", Rate(2, Math.Max(1, rounds / 8)));
        result.Measure($"searchvalues_places_titles_per_s_{count}", Rate(3, Math.Max(1, rounds / 8)));
        result.Measure($"disguise_titles_per_s_{count}", Rate(1, rounds));
        result.Measure($"disguise_matches_per_title_{count}", Readings(ours, titles) / (double)titles.Count);
    }

    private static long Readings(FindNames find, IReadOnlyList<string> titles)
    {
        var found = new List<NameMatch>();
        foreach (var title in titles)
        {
            find.Run(title, found);
        }

        return found.Count;
    }

    private static Timing Rounds(int rounds, Action round) => BenchRun.Time(() =>
    {
        for (var i = 0; i < rounds; i++)
        {
            round();
        }
    });
}
