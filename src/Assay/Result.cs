using System.Diagnostics.CodeAnalysis;

namespace Assay;

/// <summary>A value, or the expected reason why there is none. Bugs are exceptions and never a result.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly struct Result<T>
    where T : class
{
    private Result(T? value, Failure? failure)
    {
        Value = value;
        Failure = failure;
    }

    /// <summary>The value, where there is one.</summary>
    public T? Value { get; }

    /// <summary>The reason, where there is no value.</summary>
    public Failure? Failure { get; }

    /// <summary>True when <see cref="Value"/> is there.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Ok => Failure is null;

    /// <summary>The value; throws <see cref="FailedException"/> where there is none.</summary>
    public T Require() => Ok ? Value : throw new FailedException(Failure);

    /// <summary>A result that holds a value.</summary>
    public static implicit operator Result<T>(T value) => From(value);

    internal static Result<T> From(T value) => new(value, failure: null);

    /// <summary>A result that holds a reason.</summary>
    public static implicit operator Result<T>(Failure failure) => new(value: null, failure);
}

/// <summary>Makes results of types that C# does not convert to by itself: interfaces.</summary>
public static class Result
{
    /// <summary>A result that holds a value.</summary>
    public static Result<T> Of<T>(T value)
        where T : class => Result<T>.From(value);
}

/// <summary>An expected failure that no caller in between could answer; the command's edge prints it.</summary>
public sealed class FailedException : Exception
{
    /// <summary>Carries <paramref name="failure"/> to the edge.</summary>
    public FailedException(Failure failure, Exception? cause = null)
        : base(failure.ToString(), cause) => Failure = failure;

    /// <summary>The failure in its parts.</summary>
    public Failure Failure { get; }
}
