using System.Security.Cryptography;
using System.Text;

namespace Assay.Operators.Linking;

/// <summary>
/// What an operator is called: after its eldest shop. So the same sellers give the same name in whatever order they came, a name stays while the operator grows, the
/// elder's name stays where two become one, and where one falls apart, with the part that has its eldest shop.
/// </summary>
public static class OperatorId
{
    private const int Digits = 12;

    /// <summary>The name for an eldest shop's seller id: <c>k</c> and twelve hexadecimal digits.</summary>
    public static string Of(string eldest) => $"k{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eldest)))[..Digits]}";
}
