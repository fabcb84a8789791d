using System.Runtime.Intrinsics;

namespace Assay.Metrics.Kernel;

/// <summary>How numbers of a snapshot become a value: one division at the end, in one written order. Eight subjects at a time.</summary>
internal interface IFormula
{
    /// <summary>The values of eight subjects.</summary>
    /// <param name="a">The first number.</param>
    /// <param name="b">The second.</param>
    /// <param name="scale">Stored units for one shown, or the formula's own constant.</param>
    static abstract Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale);
}

/// <summary>The formulas.</summary>
internal static class Formulas
{
    private static Vector512<double> Micros => Vector512.Create(1e6);

    private static Vector512<double> Null => Vector512.Create(double.NaN);

    private static Vector512<double> Number(Vector512<long> x) => Vector512.ConvertToDouble(x);

    private static Vector512<double> Unless(Vector512<long> isNull, Vector512<double> value) => Vector512.ConditionalSelect(isNull.AsDouble(), Null, value);

    /// <summary>The number.</summary>
    public readonly struct Whole : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) => Number(a);
    }

    /// <summary>One of the other; 0 of 0 is NaN, which stands for null.</summary>
    public readonly struct Share : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) => Number(a) / Number(b);
    }

    /// <summary>What of the first is not the second, of the first.</summary>
    public readonly struct Others : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) => Number(a - b) / Number(a);
    }

    /// <summary>A sum over its rows.</summary>
    public readonly struct Mean : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) => Number(a) / (Number(b) * scale);
    }

    /// <summary>A number in the unit shown; null without rows.</summary>
    public readonly struct Shown : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) =>
            Unless(Vector512.Equals(b, Vector512<long>.Zero), Number(a) / scale);
    }

    /// <summary>Where the ages lie in a window as wide as the scale.</summary>
    public readonly struct Trend : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) =>
            Vector512<double>.One - (Vector512.Create(2.0) * Number(a) / (Number(b) * scale));
    }

    /// <summary>Time in seconds; null below two rows.</summary>
    public readonly struct Gap : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) =>
            Unless(Vector512.LessThan(b, Vector512.Create(2L)), Number(a) / Micros);
    }

    /// <summary>Time between the ends over the gaps between them; null below two rows.</summary>
    public readonly struct GapMean : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) =>
            Unless(Vector512.LessThan(b, Vector512.Create(2L)), Number(a) / (Micros * Number(b - Vector512<long>.One)));
    }

    /// <summary>The number that a bucket of a sketch stands for.</summary>
    public readonly struct Bucket : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) => Sketch.Numbers(a) / scale;
    }

    /// <summary>A value that stands in the snapshot as it is.</summary>
    public readonly struct AsIs : IFormula
    {
        public static Vector512<double> Of(Vector512<long> a, Vector512<long> b, Vector512<double> scale) => a.AsDouble();
    }
}
