namespace Assay.Screening.Images.Formats;

/// <summary>Turns pixels of four bytes into red, green and blue, in place.</summary>
internal static unsafe class Colours
{
    /// <summary>Ink on paper: a colour is what its own ink and the black leave of the white.</summary>
    public static void FromCmyk(byte* pixels, long count, bool inverted)
    {
        var full = inverted ? 0 : 255;
        for (long i = 0; i < count; i++)
        {
            var from = pixels + (4 * i);
            var (c, m, y, k) = (from[0] ^ full, from[1] ^ full, from[2] ^ full, from[3] ^ full);
            var to = pixels + (3 * i);
            to[0] = Share(c, k);
            to[1] = Share(m, k);
            to[2] = Share(y, k);
        }
    }

    /// <summary>What shows on a white page: colours under full transparency can be anything, and nobody sees them.</summary>
    public static void OnWhite(byte* pixels, long count)
    {
        for (long i = 0; i < count; i++)
        {
            var from = pixels + (4 * i);
            var (r, g, b, opacity) = (from[0], from[1], from[2], from[3]);
            var paper = 255 - opacity;
            var to = pixels + (3 * i);
            to[0] = (byte)(Share(r, opacity) + paper);
            to[1] = (byte)(Share(g, opacity) + paper);
            to[2] = (byte)(Share(b, opacity) + paper);
        }
    }

    private static byte Share(int value, int of) => (byte)(((value * of) + 127) / 255);
}
