namespace SupervisionBot.EndToEnd.Stage;

/// <summary>One LocalTeams with data of its own, and the people who have its page open. Whatever goes wrong on a page fails the test.</summary>
[Collection(InTheBrowser.Name)]
public abstract class Practice(Chromium chromium) : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("supervision-").FullName;
    private readonly List<Person> _people = [];
    private LocalTeamsProcess? _teams;

    private protected LocalTeamsProcess Teams => _teams!;

    /// <summary>The file that the bot keeps its records in, unless other settings say where.</summary>
    private protected string StoreFile => Path.Combine(_data, "supervision.db");

    /// <summary>Settings of the storage; without any, a file.</summary>
    private protected virtual IReadOnlyList<string> Storage => [];

    public async Task InitializeAsync() => _teams = await LocalTeamsProcess.StartAsync(_data, port: 0, Storage);

    public async Task DisposeAsync()
    {
        var troubles = _people.SelectMany(person => person.Troubles).Concat(_teams?.Troubles ?? []).ToList();
        foreach (var person in _people)
        {
            await person.DisposeAsync();
        }

        _teams?.Dispose();
        Directory.Delete(_data, recursive: true);
        Assert.Empty(troubles);
    }

    /// <summary>Somebody opens the page.</summary>
    private protected async Task<Person> ArriveAsync(string who, int width = 1280, int height = 900)
    {
        var person = await Person.ArriveAsync(chromium.Browser, Teams.Address, who, width, height);
        _people.Add(person);
        return person;
    }

    /// <summary>A supervisor and a practitioner, each in their own chat at the first step of the walk.</summary>
    private protected async Task<(Person Supervisor, Person Practitioner)> MeetAsync()
    {
        var (supervisor, practitioner) = (await ArriveAsync("sarah"), await ArriveAsync("priya"));
        await supervisor.StartWithPriyaAsync();
        await practitioner.JoinAsync();
        await supervisor.SeesAsync("There is something new in one of your sessions.");
        return (supervisor, practitioner);
    }

    /// <summary>Starts LocalTeams again on the same data and the same address, after it was stopped or killed.</summary>
    private protected async Task StartAgainAsync()
    {
        var (port, before) = (Teams.Address.Port, Teams);
        Assert.Empty(before.Troubles);
        before.Dispose();
        _teams = await LocalTeamsProcess.StartAsync(_data, port, Storage);
    }
}
