using System.Runtime.InteropServices;

namespace Assay.Screening.Images.Search;

/// <summary>A hash of the index that is near the one looked for.</summary>
/// <param name="Entry">Its number, in the order of adding.</param>
/// <param name="Distance">The bits that differ.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct HammingMatch(int Entry, int Distance);
