namespace SupervisionBot.Transfer;

/// <summary>What became of the rows of a file.</summary>
/// <param name="Added">The store has them now, and had not before.</param>
/// <param name="There">The store had the same, from before or from an interrupted run of this import.</param>
/// <param name="Different">The store has others in their place, and kept those.</param>
internal readonly record struct ImportCount(long Added, long There, long Different)
{
    public static ImportCount operator +(ImportCount left, ImportCount right) => new(left.Added + right.Added, left.There + right.There, left.Different + right.Different);
}
