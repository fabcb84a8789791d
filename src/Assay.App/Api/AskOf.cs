using Assay.Monitor.Gate;
using Microsoft.AspNetCore.Http;

namespace Assay.App.Api;

/// <summary>What every screening request may say: its deadline, whose eyes the answer is for, whether to wait for the disk.</summary>
internal static class AskOf
{
    private const int LongestDeadline = 60_000;
    private const int UsualDeadline = 1_000;

    /// <summary>What a request asks for; or what of it is wrong.</summary>
    public static Result<GateAsk> Request(HttpContext context, TimeProvider clock)
    {
        var audience = context.Request.Query["audience"];
        if (audience.Count > 0 && audience[0] is not ("seller" or "internal"))
        {
            return new Failure($"audience '{audience[0]}' came", "internal or seller");
        }

        var within = UsualDeadline;
        var said = context.Request.Query["deadline_ms"];
        if (said.Count > 0 && !(int.TryParse(said[0], System.Globalization.NumberStyles.None, null, out within) && within is >= 1 and <= LongestDeadline))
        {
            return new Failure($"deadline_ms '{said[0]}' came", $"a whole number from 1 to {LongestDeadline}");
        }

        var deadline = clock.GetTimestamp() + (within * clock.TimestampFrequency / 1000);
        return new GateAsk(audience.Count > 0 && audience[0] == "seller" ? GateAudience.Seller : GateAudience.Internal, WantsDurable(context), deadline);
    }

    /// <summary>True where the answer is to wait for the disk (RFC 7240: preferences are a list of words, some with values and parameters).</summary>
    public static bool WantsDurable(HttpContext context)
    {
        foreach (var line in context.Request.Headers["Prefer"])
        {
            foreach (var preference in line?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            {
                if (string.Equals(preference.Split(';', '=')[0].Trim(), "durable", StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
