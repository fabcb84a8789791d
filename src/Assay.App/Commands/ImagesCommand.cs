using System.CommandLine;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Policy;
using Assay.Screening.Images;
using Assay.Screening.Images.Banks;
using Assay.Warehouse;
using Spectre.Console;

namespace Assay.App.Commands;

/// <summary><c>assay images DIR</c>: hashes the images that feeds name by a path, and compares listings' photos with the brands' banks.</summary>
internal static class ImagesCommand
{
    private static readonly Sql Said = new("matches by bank", """
        SELECT bank, says, count(DISTINCT listing_id), count(DISTINCT seller_id) FROM image_matches($1) GROUP BY ALL ORDER BY ALL
        """);

    private static readonly Sql Shared = new("shared pictures", "SELECT count(*) FROM shared_pictures($1) WHERE hands >= 5");
    private static readonly Sql Quarantined = new("quarantined entries", "SELECT count(*) FROM bank_entries WHERE quarantined_at IS NOT NULL AND coalesce(released_at < quarantined_at, true)");

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder that the feeds were imported from; their images lie in it" };
        var json = DataOption.Json();
        var command = new Command("images", "Hash the images of feeds and compare listings' photos with the brands' banks. Example: assay images ./feeds") { folder, json };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(data.Of(parsed), parsed.GetValue(folder)!, parsed.GetValue(json), stop)));
        command.Add(Quarantine());
        command.Add(Release());
        command.Add(Distance());
        return command;
    }

    private static Command Quarantine()
    {
        var command = new Command("quarantine", "List the entries of banks that match too much to be believed. Example: assay images quarantine");
        var data = DataOption.AddTo(command);
        command.SetAction(parsed => Keep(data.Of(parsed), banks =>
        {
            var kept = banks.InQuarantine();
            if (kept.Count == 0)
            {
                Say.Out.MarkupLine("no entry is in quarantine");
            }

            foreach (var entry in kept)
            {
                Say.Out.MarkupLine($"{Say.Safe(entry.ImageId)}: {Say.Safe(entry.Bank)} bank of {Say.Safe(entry.BrandId)}, {Say.Count(entry.Photos)} photos, since {Say.Safe(entry.Since)}");
            }

            return null;
        }));
        return command;
    }

    private static Command Release()
    {
        var image = new Argument<string>("IMAGE") { Description = "The image's id" };
        var command = new Command("release", "Let an entry in quarantine speak again, until it grows tenfold once more. Example: assay images release i123") { image };
        var data = DataOption.AddTo(command);
        command.SetAction(parsed => Keep(data.Of(parsed), banks => banks.Release(parsed.GetValue(image)!)));
        return command;
    }

    private static Command Distance()
    {
        var bank = new Argument<string>("BANK") { Description = "counterfeit, official or licensed" };
        var bits = new Argument<int>("BITS") { Description = "Most bits of 256 that may differ, 0 to 31" };
        var command = new Command("distance", "Set how near a photo must be to a bank's. Example: assay images distance official 20") { bank, bits };
        var data = DataOption.AddTo(command);
        command.SetAction(parsed => Keep(data.Of(parsed), banks => banks.SetDistance(parsed.GetValue(bank)!, parsed.GetValue(bits))));
        return command;
    }

    private static int Keep(DataPlace place, Func<KeepBanks, Failure?> work)
    {
        var opened = place.OpenExisting("images");
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var data = opened.Value;
        return work(new KeepBanks(data.Warehouse, TimeProvider.System)) is { } failure ? Edge.Fail(failure) : Edge.Done;
    }

    private static int Run(DataPlace place, string folder, bool json, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
        {
            return Edge.Fail(new Failure($"There is no folder {folder}", "the folder that the feeds were imported from", "Name it: assay images DIR"));
        }

        var opened = place.OpenExisting("images");
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var data = opened.Value;
        if (ScanMarket.NewestMoment(data.Warehouse) is not { } asOf)
        {
            return Edge.Fail(new Failure("Nothing was imported yet", "feeds in the warehouse", "Run assay import DIR first"));
        }

        foreach (var package in ImageCodecs.Installed.MissingPackages)
        {
            Console.Error.WriteLine($"assay: {package} is not installed: its images are not looked at.");
        }

        using var stopping = data.Warehouse.StopOn(stop);
        using var pace = new Pace();
        var hashed = new HashImages(data.Warehouse, ImageLimits.Default, ImageCodecs.Installed).Run(folder, Environment.ProcessorCount, told: null, stop);
        var matched = new MatchImages(data.Warehouse, pace, Environment.ProcessorCount).Run(asOf, told: null, stop);
        Report(data.Warehouse, asOf, hashed, matched, json);
        return Edge.Done;
    }

    private static void Report(IWarehouse warehouse, DateTime asOf, HashedImages hashed, MatchedImages matched, bool json)
    {
        var said = warehouse.Table(Said, asOf);
        var (shared, quarantined) = (warehouse.Number(Shared, asOf), warehouse.Number(Quarantined));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                images = hashed,
                compared = matched,
                says = said.Select(r => new { bank = r[0], says = r[1], listings = long.Parse(r[2]!), sellers = long.Parse(r[3]!) }),
                shared_pictures = shared,
                quarantined,
            }));
            return;
        }

        Say.Out.MarkupLine($"images: {Say.Count(hashed.Named)} named, {Say.Count(hashed.Hashed)} hashed, {Say.Count(hashed.Unchanged)} as before, {Say.Count(hashed.Absent)} not in the folder");
        foreach (var (problem, count) in hashed.Refused.OrderByDescending(r => r.Value).Take(10))
        {
            Say.Out.MarkupLine($"  [olive]{Say.Count(count)} refused[/]: {Say.Safe(problem, 200)}");
        }

        Say.Out.MarkupLine($"compared {Say.Count(matched.Photos)} new photos and {Say.Count(matched.Entries)} new entries of banks: {Say.Count(matched.Matches)} matches");
        foreach (var row in said)
        {
            Say.Out.MarkupLine($"  {Say.Safe(row[0])}: {Say.Safe(row[1])}: {Say.Count(long.Parse(row[2]!))} listings of {Say.Count(long.Parse(row[3]!))} sellers");
        }

        Say.Out.MarkupLine($"{Say.Count(shared)} pictures are used by five unrelated sellers or more; {Say.Count(quarantined)} entries match too much and are in quarantine");
    }
}
