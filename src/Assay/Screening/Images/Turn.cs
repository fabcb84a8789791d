namespace Assay.Screening.Images;

/// <summary>
/// The eight ways in which a rectangle can be laid on itself: quarter turns counter-clockwise and mirror images, named and ordered as the PDQ
/// reference does. What is done to the picture, not what undoes it.
/// </summary>
public enum Turn
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>A quarter turn counter-clockwise.</summary>
    Rotate90,

    /// <summary>Upside down by turning.</summary>
    Rotate180,

    /// <summary>A quarter turn clockwise.</summary>
    Rotate270,

    /// <summary>Top and bottom exchanged.</summary>
    FlipX,

    /// <summary>Left and right exchanged: a mirror image.</summary>
    FlipY,

    /// <summary>Rows exchanged with columns, about the diagonal from the top left.</summary>
    FlipPlus1,

    /// <summary>Mirrored about the diagonal from the top right.</summary>
    FlipMinus1,
}
