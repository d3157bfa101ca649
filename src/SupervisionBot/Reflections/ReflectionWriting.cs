using SupervisionBot.Core.Shared;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Reflections;

/// <summary>What a person does with what they wrote. Doing the same twice changes nothing the second time.</summary>
internal sealed class ReflectionWriting(ReflectionStore reflections, TimeProvider clock)
{
    /// <summary>Keeps what was written to a question, over what was written before.</summary>
    /// <returns>Null when it is kept.</returns>
    public Task<Refusal?> SaveAsync(ReflectionAddress address, int number, string text, CancellationToken cancellationToken) =>
        Texts.Unfit(text, Reflection.LongestText) is { } unfit ? Task.FromResult<Refusal?>(unfit)
        : ChangeAsync(
            address,
            number,
            (state, reflection) => reflection.Text == text
                ? []
                : [TableAction.Replace(ReflectionRows.ToRow(address, reflection with { Text = text, WrittenAt = clock.GetUtcNow(), IsPassedOver = false })), .. Closing(address, state, number)],
            cancellationToken);

    /// <summary>Removes what was written, and that it was asked.</summary>
    public async Task<Refusal?> DeleteAsync(ReflectionAddress address, int number, CancellationToken cancellationToken)
    {
        var mark = await reflections.MarkAsync(address, number, cancellationToken);
        var refusal = await ChangeAsync(
            address,
            number,
            (state, reflection) =>
            [
                TableAction.Delete(ReflectionRows.ToRow(address, reflection)),
                .. mark is null ? [] : new[] { TableAction.Delete(ReflectionRows.ToRow(address, mark)) },
                .. Closing(address, state, number),
            ],
            cancellationToken);
        return refusal is ReflectionDeleted ? null : refusal;
    }

    /// <summary>Marks it to be brought to the next supervision. Nothing of it goes anywhere by that.</summary>
    public async Task<Refusal?> MarkAsync(ReflectionAddress address, int number, CancellationToken cancellationToken)
    {
        var isMarked = await reflections.MarkAsync(address, number, cancellationToken) is not null;
        return await ChangeAsync(
            address,
            number,
            (_, reflection) => isMarked || !reflection.IsWritten ? [] : [TableAction.Insert(ReflectionRows.ToRow(address, new Marked(number, reflection.Question, NotIn: null)))],
            cancellationToken);
    }

    /// <summary>Keeps it private after all.</summary>
    public async Task<Refusal?> UnmarkAsync(ReflectionAddress address, int number, CancellationToken cancellationToken)
    {
        var mark = await reflections.MarkAsync(address, number, cancellationToken);
        return await ChangeAsync(address, number, (_, _) => mark is null ? [] : [TableAction.Delete(ReflectionRows.ToRow(address, mark))], cancellationToken);
    }

    /// <summary>Asks about it no more in one session; it stays marked for the next.</summary>
    public async Task<Refusal?> PutOffAsync(ReflectionAddress address, int number, SessionId session, CancellationToken cancellationToken)
    {
        var mark = await reflections.MarkAsync(address, number, cancellationToken);
        return await ChangeAsync(
            address,
            number,
            (_, _) => mark is null || mark.NotIn == session.Value ? [] : [TableAction.Replace(ReflectionRows.ToRow(address, mark with { NotIn = session.Value }))],
            cancellationToken);
    }

    /// <summary>Notes that it is in a session now.</summary>
    public async Task<Refusal?> NoteBroughtAsync(ReflectionAddress address, int number, CancellationToken cancellationToken)
    {
        var mark = await reflections.MarkAsync(address, number, cancellationToken);
        return await ChangeAsync(
            address,
            number,
            (_, reflection) => mark is null
                ? []
                : [TableAction.Delete(ReflectionRows.ToRow(address, mark)), TableAction.Replace(ReflectionRows.ToRow(address, reflection with { BroughtAt = clock.GetUtcNow() }))],
            cancellationToken);
    }

    private async Task<Refusal?> ChangeAsync(ReflectionAddress address, int number, Func<ReflectionState, Reflection, IReadOnlyList<TableAction>> change, CancellationToken cancellationToken)
    {
        Refusal? refusal = null;
        var isStored = await reflections.ChangeAsync(
            address,
            async state =>
            {
                var reflection = await reflections.FindAsync(address, number, cancellationToken);
                refusal = reflection is null ? new ReflectionDeleted() : null;
                return reflection is null ? [] : change(state, reflection);
            },
            cancellationToken);
        return isStored ? refusal : new NotSaved();
    }

    private static IEnumerable<TableAction> Closing(ReflectionAddress address, ReflectionState state, int number) =>
        state.Open == number ? [TableAction.Replace(ReflectionRows.ToRow(address, state.Close(number)))] : [];
}
