using System.Collections.Frozen;

namespace SupervisionBot.Tests.Faults;

/// <summary>What goes wrong between a client and Table Storage.</summary>
internal enum Fault
{
    None,

    /// <summary>The connection breaks before the request arrives.</summary>
    DropRequest,

    /// <summary>The request is carried out, and the connection breaks before the answer.</summary>
    DropAnswer,

    /// <summary>The request never arrives and nothing is answered.</summary>
    HangBefore,

    /// <summary>The request is carried out and nothing is answered.</summary>
    HangAfter,

    /// <summary>The answer is late, but in time.</summary>
    Delay,

    /// <summary>The answer breaks off in the middle.</summary>
    Cut,

    /// <summary>429, not carried out.</summary>
    TooMany,

    /// <summary>429, and carried out all the same; so for the other two that end in After.</summary>
    TooManyAfter,

    /// <summary>500.</summary>
    Error,
    ErrorAfter,

    /// <summary>503.</summary>
    Busy,
    BusyAfter,

    /// <summary>A page without rows that says where to go on. Queries only.</summary>
    EmptyPage,

    /// <summary>202 with a 500 inside. Batches only, as all that follow.</summary>
    PartError,
    PartErrorAfter,

    /// <summary>202 with a 503 inside.</summary>
    PartBusy,
    PartBusyAfter,
}

/// <summary>The kinds of request that faults meet in different ways.</summary>
internal enum CallKind
{
    /// <summary>One row by its keys.</summary>
    Read,

    /// <summary>A page.</summary>
    Query,

    /// <summary>One row, or a table.</summary>
    Write,

    /// <summary>Several rows at once.</summary>
    Batch,
}

/// <summary>Which faults can meet which requests, and which of them come after the request was carried out.</summary>
internal static class FaultKinds
{
    private static readonly FrozenSet<Fault> s_after = FrozenSet.Create(
        Fault.DropAnswer, Fault.HangAfter, Fault.Delay, Fault.Cut, Fault.TooManyAfter, Fault.ErrorAfter, Fault.BusyAfter, Fault.PartErrorAfter, Fault.PartBusyAfter);

    public static IReadOnlyList<Fault> Of(CallKind kind) => [.. Enum.GetValues<Fault>().Where(fault => fault switch
    {
        Fault.None => false,
        Fault.EmptyPage => kind == CallKind.Query,
        Fault.PartError or Fault.PartErrorAfter or Fault.PartBusy or Fault.PartBusyAfter => kind == CallKind.Batch,
        _ => true,
    })];

    public static bool IsAfter(this Fault fault) => s_after.Contains(fault);
}
