using System.Buffers;
using System.Text;
using Assay.Monitor.Gate;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>How verdicts on sellers look.</summary>
internal sealed class SellerScreenReport(bool json)
{
    /// <summary>Lines that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Tells of a line.</summary>
    public void Tell(ScreenedSellerLine line)
    {
        if (line.Verdict is not { } verdict)
        {
            Refused++;
            Console.Error.WriteLine($"assay: line {line.Number}: {line.Refused}");
            return;
        }

        if (json)
        {
            var into = new ArrayBufferWriter<byte>();
            ScreenSeller.Write(verdict, GateAudience.Internal, into);
            Console.WriteLine(Encoding.UTF8.GetString(into.WrittenSpan));
            return;
        }

        var behind = verdict.SameHand is { } same ? $": the same hand as {same.SellerId}{(same.OperatorId is null ? "" : $" of operator {same.OperatorId}")}, {same.ClosedOfOperator} of whose shops were closed" : "";
        Say.Out.MarkupLine($"[bold]{verdict.Action}[/] {Say.Safe(verdict.SellerId)}, score {verdict.Risk.Score:0.0}{Say.Safe(behind)}");
        foreach (var match in verdict.Matches.Take(3))
        {
            Say.Out.MarkupLine($"  {Say.Safe(match.SellerId)}: probability {match.Link.Probability:0.0000}{(match.IsLink ? "" : $"; likelier {match.Link.Otherwise}")}");
            foreach (var trait in match.Link.Evidence)
            {
                Say.Out.MarkupLine($"    {trait.Bits,6:+0.0;-0.0} bits  {trait.Says} {Say.Safe(trait.Value, 40)}{(trait.CanLink ? "" : " (supports, never links)")}");
            }
        }
    }
}
