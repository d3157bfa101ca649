using SupervisionBot.Core.Shared;
using SupervisionBot.Storage;

namespace SupervisionBot.Reflections;

/// <summary>What a person does with what they wrote. Doing the same twice changes nothing the second time.</summary>
internal sealed class ReflectionWriting(ReflectionStore reflections, TimeProvider clock)
{
    /// <summary>Keeps what was written to a question, over what was written before.</summary>
    /// <returns>Null when it is kept.</returns>
    public Task<Refusal?> SaveAsync(ReflectionAddress address, int number, string text, CancellationToken cancellationToken) => RewriteAsync(address, number, _ => text, cancellationToken);

    /// <summary>Puts into the place of what is written what is made of it as it is then, however often it is changed meanwhile.</summary>
    /// <returns>Null when it is kept.</returns>
    public async Task<Refusal?> RewriteAsync(ReflectionAddress address, int number, Func<Reflection, Outcome<string>> rewrite, CancellationToken cancellationToken)
    {
        Refusal? unfit = null;
        var refusal = await ChangeAsync(
            address,
            number,
            (state, reflection) =>
            {
                var isFit = rewrite(reflection).Succeeded(out var text, out unfit) && (unfit = Texts.Unfit(text, Reflection.LongestText)) is null;
                return Task.FromResult<IReadOnlyList<TableAction>>(!isFit || reflection.Text == text
                    ? []
                    : [TableAction.Replace(ReflectionRows.ToRow(address, reflection with { Text = text!, WrittenAt = clock.GetUtcNow(), IsPassedOver = false })), .. Closing(address, state, number)]);
            },
            cancellationToken);
        return refusal ?? unfit;
    }

    /// <summary>Removes what was written, and that it was asked.</summary>
    public async Task<Refusal?> DeleteAsync(ReflectionAddress address, int number, CancellationToken cancellationToken)
    {
        var refusal = await ChangeMarkedAsync(
            address,
            number,
            (state, reflection, mark) =>
            [
                TableAction.Delete(ReflectionRows.ToRow(address, reflection)),
                .. mark is null ? [] : new[] { TableAction.Delete(ReflectionRows.ToRow(address, mark)) },
                .. Closing(address, state, number),
            ],
            cancellationToken);
        return refusal is ReflectionDeleted ? null : refusal;
    }

    /// <summary>Marks it to talk about. Nothing of it goes anywhere by that.</summary>
    public Task<Refusal?> MarkAsync(ReflectionAddress address, int number, CancellationToken cancellationToken) => ChangeMarkedAsync(
        address,
        number,
        (_, reflection, mark) => mark is not null || !reflection.IsWritten ? [] : [TableAction.Insert(ReflectionRows.ToRow(address, new Marked(number, reflection.Question, NotIn: null)))],
        cancellationToken);

    /// <summary>Takes the mark off.</summary>
    public Task<Refusal?> UnmarkAsync(ReflectionAddress address, int number, CancellationToken cancellationToken) => ChangeMarkedAsync(
        address,
        number,
        (_, _, mark) => mark is null ? [] : [TableAction.Delete(ReflectionRows.ToRow(address, mark))],
        cancellationToken);

    /// <summary>Asks about it no more in one session; it stays marked for the next.</summary>
    public Task<Refusal?> PutOffAsync(ReflectionAddress address, int number, SessionId session, CancellationToken cancellationToken) => ChangeMarkedAsync(
        address,
        number,
        (_, _, mark) => mark is null || mark.NotIn == session.Value ? [] : [TableAction.Replace(ReflectionRows.ToRow(address, mark with { NotIn = session.Value }))],
        cancellationToken);

    /// <summary>Notes that it is in a session now.</summary>
    public Task<Refusal?> NoteBroughtAsync(ReflectionAddress address, int number, CancellationToken cancellationToken) => ChangeMarkedAsync(
        address,
        number,
        (_, reflection, mark) => mark is null
            ? []
            : [TableAction.Delete(ReflectionRows.ToRow(address, mark)), TableAction.Replace(ReflectionRows.ToRow(address, reflection with { BroughtAt = clock.GetUtcNow() }))],
        cancellationToken);

    // The mark is read with each try: one that was read before a lost race would lose each race after it.
    private Task<Refusal?> ChangeMarkedAsync(ReflectionAddress address, int number, Func<ReflectionState, Reflection, Marked?, IReadOnlyList<TableAction>> change, CancellationToken cancellationToken) =>
        ChangeAsync(address, number, async (state, reflection) => change(state, reflection, await reflections.MarkAsync(address, number, cancellationToken)), cancellationToken);

    private async Task<Refusal?> ChangeAsync(ReflectionAddress address, int number, Func<ReflectionState, Reflection, Task<IReadOnlyList<TableAction>>> change, CancellationToken cancellationToken)
    {
        Refusal? deleted = null;
        var refusal = await reflections.ChangeAsync(
            address,
            async state =>
            {
                var reflection = await reflections.FindAsync(address, number, cancellationToken);
                deleted = reflection is null ? new ReflectionDeleted() : null;
                return reflection is null ? [] : await change(state, reflection);
            },
            cancellationToken);
        return refusal ?? deleted;
    }

    private static IEnumerable<TableAction> Closing(ReflectionAddress address, ReflectionState state, int number) =>
        state.Open == number ? [TableAction.Replace(ReflectionRows.ToRow(address, state.Close(number)))] : [];
}
