using Assay.Bench;
using Assay.Bench.Images;
using Assay.Bench.Monitor;

if (args is ["kills-child", var folder])
{
    return await KillsBench.Child(folder);
}

if (args is ["fuzz-images-child", var from, var until, var place])
{
    return FuzzImagesBench.Child(long.Parse(from), long.Parse(until), place);
}

var known = (string[])["--quick", "--json", "--save"];
var names = args.Where(a => !a.StartsWith('-')).ToList();
var unknown = args.FirstOrDefault(a => a.StartsWith('-') && !known.Contains(a));
var bench = names is [var name, ..] && unknown is null ? Benches.Find(name) : null;
if (bench is null)
{
    var said = args.Length == 0 ? Console.Out : Console.Error;
    said.WriteLine("bench/run NAME [CASE…] [--quick] [--json] [--save]");
    foreach (var each in Benches.All)
    {
        said.WriteLine($"  {each.Name,-10} {each.About}");
    }

    return args.Length == 0 ? 0 : 2;
}

using var run = new BenchRun(quick: args.Contains("--quick"), [.. names.Skip(1)]);
return run.Report(bench, json: args.Contains("--json"), save: args.Contains("--save"));
