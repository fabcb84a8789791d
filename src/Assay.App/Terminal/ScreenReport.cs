using System.Buffers;
using System.Text;
using System.Text.Json;
using Assay.Monitor.Gate;
using Assay.Policy;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>What <c>assay screen</c> prints: a line a listing as it comes, and their numbers at the end.</summary>
internal sealed class ScreenReport(bool json)
{
    private readonly Dictionary<ListingAction, long> counts = [];
    private readonly ArrayBufferWriter<byte> buffer = new(1 << 12);

    /// <summary>Lines that were no listings.</summary>
    public long Refused { get; private set; }

    public void Tell(ScreenedLine line)
    {
        if (line.Verdict is { } verdict)
        {
            counts[verdict.Action] = counts.GetValueOrDefault(verdict.Action) + 1;
        }
        else
        {
            Refused++;
        }

        Console.Out.WriteLine(json ? Json(line) : Text(line));
    }

    public void End()
    {
        if (json)
        {
            return;
        }

        var said = string.Join(", ", new[] { ListingAction.Allow, ListingAction.Review, ListingAction.Hold }.Select(a => $"{Thresholds.Spell(a)} {Say.Count(counts.GetValueOrDefault(a))}"));
        Console.Out.WriteLine($"{Say.Count(counts.Values.Sum())} listings: {said}; {Say.Count(Refused)} lines refused");
    }

    private string Json(ScreenedLine line)
    {
        if (line.Verdict is null)
        {
            return JsonSerializer.Serialize(new { line = line.Number, status = 400, title = "Bad Request", detail = line.Refused!.ToString() }, ExplanationReport.Options);
        }

        buffer.ResetWrittenCount();
        VerdictJson.Write(line.Verdict, GateAudience.Internal, Durability.Durable, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // What feeds hold never reaches the terminal as it is.
    private static string Text(ScreenedLine line)
    {
        if (line.Verdict is not { } verdict)
        {
            return Markup.Remove(Say.Safe($"refused          line {line.Number}: {line.Refused}", 400));
        }

        var why = string.Join("; ", verdict.Reasons.Where(r => r.Weight > 0).Take(3).Select(r => r.Sentence));
        var not = verdict.NotLookedAt.Count == 0 ? "" : $" (not looked at: {string.Join(", ", verdict.NotLookedAt.Select(n => $"{n.Check}, {n.Why}"))})";
        return Markup.Remove(Say.Safe($"{Thresholds.Spell(verdict.Action),-7} {verdict.Risk.Score,6:0.0}   {verdict.Offer.Id}: {(why.Length == 0 ? "nothing speaks against it" : why)}{not}", 600));
    }
}
