using System.Buffers;
using System.IO.Pipelines;
using Assay.Import;
using Assay.Screening.Listings;
using Assay.Warehouse;

namespace Assay.Monitor.Gate;

/// <summary>A line of listings and what came of it.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Verdict">What was said; null where it was refused.</param>
/// <param name="Refused">Why it was refused; null where it was not.</param>
public sealed record ScreenedLine(long Number, Verdict? Verdict, Failure? Refused);

/// <summary>Screens listings of an input, a line each, and keeps the verdicts in the warehouse before it tells them.</summary>
/// <param name="data">The data folder.</param>
/// <param name="late">Checks that may be late.</param>
/// <param name="clock">When.</param>
public sealed class ScreenLines(DataFolder data, IReadOnlyList<LateCheck> late, TimeProvider clock)
{
    private const int Stretch = 1_000;

    private readonly ReadListing read = new(ContractCodes.BuiltIn, clock.GetUtcNow().UtcDateTime.AddDays(1));
    private readonly ScreenListing screen = new(late, clock);
    private readonly List<ScreenedLine> screened = new(Stretch);
    private long number;

    /// <summary>Screens an input to its end.</summary>
    /// <param name="input">Listings as JSON, a line each.</param>
    /// <param name="told">Hears of each line, in order.</param>
    /// <param name="stop">Stops; what was told is kept.</param>
    public async Task Run(Stream input, Action<ScreenedLine> told, CancellationToken stop)
    {
        var knowledge = new LoadKnowledge(data.Warehouse, new LoadTextRules()).Run(stop);
        var reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        var isTooLong = false;
        while (true)
        {
            var came = await reader.ReadAsync(stop).AsTask().WaitAsync(stop);
            var rest = came.Buffer;
            while (Cut(ref rest, came.IsCompleted, out var line))
            {
                await Screen(line, isTooLong, knowledge, stop);
                isTooLong = false;
                if (screened.Count == Stretch)
                {
                    Tell(told);
                }
            }

            // A line longer than any listing is let go as it comes.
            isTooLong |= rest.Length > ReadListing.Longest;
            reader.AdvanceTo(isTooLong ? rest.End : rest.Start, rest.End);
            if (came.IsCompleted)
            {
                Tell(told);
                return;
            }
        }
    }

    /// <summary>Cuts the next line off; the last needs no end.</summary>
    public static bool Cut(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        line = rest;
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        var isWhole = isLast && !rest.IsEmpty;
        rest = isWhole ? rest.Slice(rest.End) : rest;
        return isWhole;
    }

    private async ValueTask Screen(ReadOnlySequence<byte> line, bool isTooLong, GateKnowledge knowledge, CancellationToken stop)
    {
        number++;
        var bytes = line.ToArray();
        if (bytes.AsSpan().Trim(" \t\r"u8).IsEmpty && !isTooLong)
        {
            return;
        }

        var offer = isTooLong ? new Failure("The line is too long", $"at most {ReadListing.Longest} bytes", "Shorten its texts") : read.Run(bytes);
        screened.Add(offer.Ok
            ? new ScreenedLine(number, await screen.Run(offer.Value, OfferedPictures.None, knowledge, long.MaxValue, stop), null)
            : new ScreenedLine(number, null, offer.Failure));
    }

    private void Tell(Action<ScreenedLine> told)
    {
        var lines = new ArrayBufferWriter<byte>(1 << 16);
        foreach (var one in screened.Where(s => s.Verdict is not null))
        {
            VerdictJson.Write(one.Verdict!, GateAudience.Internal, Durability.Durable, lines);
            lines.Write("\n"u8);
        }

        if (lines.WrittenCount > 0)
        {
            Keep(lines.WrittenSpan);
        }

        screened.ForEach(told);
        screened.Clear();
    }

    private void Keep(ReadOnlySpan<byte> lines)
    {
        var path = Path.Combine(data.Spill, $"screened-{Guid.NewGuid():N}.jsonl");
        using (var file = new SpoolFile(path, 1 << 16))
        {
            file.Write(lines);
        }

        new FoldVerdicts(data).Keep(path);
        File.Delete(path);
    }
}
