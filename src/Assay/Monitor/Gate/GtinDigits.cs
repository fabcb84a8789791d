namespace Assay.Monitor.Gate;

/// <summary>GS1's check digit of GTIN-8, -12, -13 and -14 (GS1 General Specifications 7.9), as the macro <c>gtin_holds</c> has it.</summary>
internal static class GtinDigits
{
    /// <summary>True where the length is one of GS1's and the last digit follows from the others.</summary>
    public static bool Hold(string gtin)
    {
        if (gtin.Length is not (8 or 12 or 13 or 14) || gtin.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var sum = 0;
        for (var i = 2; i <= gtin.Length; i++)
        {
            sum += (gtin[^i] - '0') * (i % 2 == 0 ? 3 : 1);
        }

        return sum % 10 == (10 - (gtin[^1] - '0')) % 10;
    }
}
