namespace SupervisionBot.LocalTeams.Page;

/// <summary>Who a page is being, and which open page it is: <c>?as=sarah&amp;client=…</c> on each of its calls.</summary>
/// <param name="Person">Who the person at this page is.</param>
/// <param name="Client">One open page; private views belong to it. At most 64 characters, default empty.</param>
internal sealed record Viewer(Person Person, string Client)
{
    private const int LongestClient = 64;

    /// <summary>Reads the query; null, and so a 400, when it names nobody.</summary>
    public static ValueTask<Viewer?> BindAsync(HttpContext context)
    {
        var client = context.Request.Query["client"].ToString();
        return new(People.Find(context.Request.Query["as"]) is { } person && client.Length <= LongestClient ? new Viewer(person, client) : null);
    }
}
