using Microsoft.Playwright;
using SupervisionBot.EndToEnd.Stage;
using static Microsoft.Playwright.Assertions;

namespace SupervisionBot.EndToEnd.Page;

public sealed class TeamsElementsTests(Chromium chromium) : ShownPage(chromium)
{
    public static TheoryData<string, AriaRole, string> Names => new()
    {
        { "Badge", AriaRole.Generic, "" },
        { "Icon", AriaRole.Img, "Checkmark circle" },
        { "ProgressBar", AriaRole.Progressbar, "Progress" },
        { "ProgressRing", AriaRole.Progressbar, "Reading" },
        { "Rating", AriaRole.Img, "3.5 out of 5, 12 ratings" },
        { "CompoundButton", AriaRole.Button, "Prepare New Answer before you meet" },
        { "CodeBlock", AriaRole.Region, "Code" },
        { "Chart.Donut", AriaRole.Img, "Ratings. Strong: 4, Weak: 5." },
        { "Chart.Pie", AriaRole.Img, "Shares. One: 1, Two: 2, Three: 3." },
        { "Chart.VerticalBar", AriaRole.Img, "Sessions per week. W5: 4, W6: 7." },
        { "Chart.HorizontalBar", AriaRole.Img, "Themes. Workload: 3, Handover: 2." },
        { "Chart.VerticalBar.Grouped", AriaRole.Img, "Then and now. Then, A: 1, Then, B: 2, Now, A: 3." },
        { "Chart.Line", AriaRole.Img, "Over time. Open, 1: 5, Open, 2: 4, Done, 1: 0, Done, 2: 3." },
        { "Chart.HorizontalBar.Stacked", AriaRole.Img, "Teams. Duty, Stop: 1, Duty, Start: 2." },
        { "Chart.Gauge", AriaRole.Img, "Answered. of the team: 40%, Few: 50, Most: 50." },
    };

    private static string Everything => string.Join(", ", TeamsElement.All.Keys.Select(type => TeamsElement.Of(type, TeamsElement.Fallback(type))).Append(TeamsElement.Table));

    [Fact]
    public async Task WhatTeamsDrawsIsDrawnAndNotItsFallbackAsWell()
    {
        var sarah = await ShowAsync(Everything);

        var card = sarah.Card.Place.Locator(".card");
        await Expect(card).Not.ToContainTextAsync("Instead of");
        foreach (var text in new[] { "Overdue", "Reading", "Prepare", "Answer before you meet", "Priya Nair", "Tom Whitfield", "PN", "Ratings" })
        {
            await Expect(card).ToContainTextAsync(text);
        }

        await Expect(card.Locator(".ac-adaptiveCard > :not(.ac-horizontal-separator)")).ToHaveCountAsync(TeamsElement.All.Count + 1);
        await Expect(card.Locator("[role=table] [role=columnheader]")).ToHaveTextAsync(["Who", "When"]);
        await Pictures.TakeAsync(sarah, "teams-elements");
    }

    [Fact]
    public async Task AnOldClientDrawsTheFallbacks()
    {
        var sarah = await ShowAsync(Everything);

        await sarah.UseOldClientAsync();

        var card = sarah.Card.Place.Locator(".card");
        await Expect(card.Locator(".ac-textBlock")).ToHaveTextAsync([.. TeamsElement.All.Keys.Append("Table").Select(type => $"Instead of {type}")]);
        await Expect(card.Locator(".badge, canvas, svg, [role=progressbar], [role=table]")).ToHaveCountAsync(0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EachSaysWhatItShowsToThoseWhoDoNotSeeIt(string type, AriaRole role, string name)
    {
        var sarah = await ShowAsync(TeamsElement.Of(type));

        var card = sarah.Card.Place.Locator(".card");
        await Expect(type is "Badge" ? card.GetByText("Overdue") : card.GetByRole(role, new() { Name = name, Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AnElementThatNeedsMoreThanTheClientHasFallsBack()
    {
        var sarah = await ShowAsync($"""
            {TeamsElement.Of("Badge", $"\"requires\": {{ \"adaptiveCards\": \"1.6\" }}, {TeamsElement.Fallback("Badge")}")},
            {TeamsElement.Of("ProgressBar", "\"requires\": { \"adaptiveCards\": \"1.5\" }, \"fallback\": \"drop\"")},
            {TeamsElement.Of("Icon", "\"requires\": { \"somethingElse\": \"1.0\" }, \"fallback\": \"drop\"")},
            {TeamsElement.Of("Component", TeamsElement.Fallback("Component")).Replace("graph.microsoft.com/users", "graph.microsoft.com/event", StringComparison.Ordinal)}
            """);

        var card = sarah.Card.Place.Locator(".card");
        await Expect(card.Locator(".ac-textBlock")).ToHaveTextAsync(["Instead of Badge", "Instead of Component"]);
        await Expect(card.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await Expect(card.Locator(".badge, svg")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AnElementInsideOneThatFallsBackIsNotDrawnBesideIt()
    {
        var sarah = await ShowAsync($$"""
            { "type": "Container", "items": [{{TeamsElement.Of("Badge")}}, { "type": "Unheard" }], "fallback": {{TeamsElement.Text("Instead of all")}} }
            """);

        await Expect(sarah.Card.Place.Locator(".card")).ToHaveTextAsync("Instead of all");
    }

    [Fact]
    public async Task HiddenElementsAreDrawnWhenTheyAreToggled()
    {
        var types = TeamsElement.All.Keys.ToList();
        var sarah = await ShowAsync(string.Join(", ", types.Select((type, at) => TeamsElement.Of(type, $"\"id\": \"e{at}\", \"isVisible\": false"))) + $$"""
            , { "type": "ActionSet", "actions": [{ "type": "Action.ToggleVisibility", "title": "More", "targetElements": [{{string.Join(", ", types.Select((_, at) => $"\"e{at}\""))}}] }] }
            """);
        for (var at = 0; at < types.Count; at++)
        {
            await Expect(sarah.Card.Place.Locator($"#e{at}")).ToBeHiddenAsync();
        }

        await sarah.Card.Button("More").ClickAsync();

        for (var at = 0; at < types.Count; at++)
        {
            await Expect(sarah.Card.Place.Locator($"#e{at}")).ToBeVisibleAsync();
        }

        await Expect(sarah.Card.Place.Locator("canvas").First).Not.ToHaveAttributeAsync("width", "0");
    }

    [Theory]
    [InlineData(1280, "Standard")]
    [InlineData(340, "Narrow")]
    [InlineData(170, "VeryNarrow")]
    public async Task TargetWidthFollowsTheRealWidthOfTheCard(int width, string kind)
    {
        string[] kinds = ["VeryNarrow", "Narrow", "Standard", "Wide"];
        string[] targets = [.. kinds, .. kinds.Select(each => $"atLeast:{each}"), .. kinds.Select(each => $"atMost:{each}")];
        var here = Array.IndexOf(kinds, kind);
        var sarah = await ShowAsync(string.Join(", ", targets.Select(target => $$"""{ "type": "TextBlock", "text": "{{target}}", "targetWidth": "{{target}}", "separator": true }"""))
            + $$""", { "type": "ColumnSet", "columns": [{ "type": "Column", "targetWidth": "Wide", "items": [{{TeamsElement.Text("Wide column")}}] }, { "type": "Column", "items": [{{TeamsElement.Text("Any column")}}] }] }""");

        await sarah.Page.SetViewportSizeAsync(width, 900);
        await sarah.Page.EvaluateAsync("() => document.getElementById('app').classList.add('in-chat')");

        await Expect(sarah.Card.Place.Locator(".ac-textBlock").Filter(new() { Visible = true })).ToHaveTextAsync(
        [
            .. targets.Where(target => target.Split(':') is [var limit, var other]
                ? limit is "atLeast" ? here >= Array.IndexOf(kinds, other) : here <= Array.IndexOf(kinds, other)
                : target == kind),
            "Any column",
        ]);
    }

    [Fact]
    public async Task TargetWidthFollowsAWideCardToo()
    {
        var sarah = await ArriveAsync(1700);
        await SendAsync("""{ "type": "TextBlock", "text": "Wide", "targetWidth": "Wide" }, { "type": "TextBlock", "text": "Standard", "targetWidth": "atMost:Standard" }""");
        await Expect(sarah.Card.Place.Locator(".ac-textBlock").Filter(new() { Visible = true })).ToHaveTextAsync(["Standard"]);

        await sarah.Card.Place.Locator(".card").EvaluateAsync("card => card.classList.add('full')");

        await Expect(sarah.Card.Place.Locator(".ac-textBlock").Filter(new() { Visible = true })).ToHaveTextAsync(["Wide"]);
    }

    [Fact]
    public async Task AnIconIsTheFluentOneOfItsNameAndASquareWhereThereIsNone()
    {
        var sarah = await ShowAsync("""{ "type": "Icon", "name": "CheckmarkCircle" }, { "type": "Icon", "name": "NoSuchThing", "fallback": { "type": "TextBlock", "text": "No icon" } }""");

        await Expect(sarah.Card.Place.Locator("svg[data-icon=CheckmarkCircle]")).ToHaveAttributeAsync("data-drawn", "icon");
        await Expect(sarah.Card.Place.Locator("svg[data-icon=CheckmarkCircle] path")).Not.ToHaveCountAsync(0);
        await Expect(sarah.Card.Place.Locator("svg[data-icon=NoSuchThing]")).ToHaveAttributeAsync("data-drawn", "square");
    }

    [Fact]
    public async Task AChartIsDrawnAnewInTheColoursOfTheTheme()
    {
        const string Picture = "canvas => canvas.toDataURL()";
        var sarah = await ShowAsync(TeamsElement.Of("Chart.Pie"));
        var canvas = sarah.Card.Place.Locator("canvas");
        await Expect(canvas).Not.ToHaveAttributeAsync("width", "300");
        var seen = new HashSet<string> { await canvas.EvaluateAsync<string>(Picture) };
        foreach (var theme in new[] { "dark", "contrast" })
        {
            await sarah.Page.GetByTestId("theme").SelectOptionAsync(theme);
            Assert.True(seen.Add(await canvas.EvaluateAsync<string>(Picture)), $"The chart looks the same in {theme}.");
        }
    }

    [Fact]
    public async Task PartsOfAChartInOneColourCanBeToldApart()
    {
        var sarah = await ShowAsync("""{ "type": "Chart.Pie", "showLegend": false, "data": [{ "legend": "A", "value": 1, "color": "good" }, { "legend": "B", "value": 1, "color": "good" }] }""");
        var canvas = sarah.Card.Place.Locator("canvas");
        await Expect(canvas).Not.ToHaveAttributeAsync("width", "300");

        // The right half is the first part and the left half the second: a pattern has more than one colour in a small square.
        var colours = await canvas.EvaluateAsync<int[]>("""
            canvas => [0.6, 0.4].map(side => {
              const { data } = canvas.getContext('2d').getImageData(canvas.width / 2 + (side - 0.5) * canvas.height, canvas.height / 2, 12, 12);
              return new Set(Array.from({ length: data.length / 4 }, (_, at) => data.slice(4 * at, 4 * at + 3).join())).size;
            })
            """);

        Assert.Equal(1, colours[0]);
        Assert.True(colours[1] > 1, "Both parts are filled alike.");
    }

    [Fact]
    public async Task ACompoundButtonAndAnIconWithAnActionSendWhatTheyCarry()
    {
        Bot.AnswerInvokesWith(Answer(TeamsElement.Text("Done")));
        var sarah = await ShowAsync($$"""
            { "type": "Icon", "name": "Delete", "selectAction": { "type": "Action.Execute", "title": "Take it away", "verb": "away" } }, {{TeamsElement.Of("CompoundButton")}}
            """);

        await sarah.Card.PressAsync("Take it away");
        await sarah.Card.SeesAsync("Done");

        Assert.Equal("away", Bot.Of("invoke").Single()["value"]!["action"]!["verb"]!.GetValue<string>());
        var second = await SendAsync(TeamsElement.Of("CompoundButton"));
        await Expect(sarah.Page.Locator($"[data-activity-id='{second}'] .compound-button")).ToBeVisibleAsync();
        await sarah.Page.Locator($"[data-activity-id='{second}'] .compound-button").ClickAsync();
        await Expect(sarah.Page.Locator($"[data-activity-id='{second}']")).ToContainTextAsync("Done");
        Assert.Equal("prepare", Bot.Of("invoke")[^1]["value"]!["action"]!["verb"]!.GetValue<string>());
    }

    [Fact]
    public async Task AFlowPutsItsItemsBesideOneAnotherAndWrapsThem()
    {
        var sarah = await ShowAsync($$"""
            { "type": "Container", "layouts": [{ "type": "Layout.Flow", "itemFit": "Fit", "targetWidth": "atLeast:Narrow" }], "items": [{{string.Join(", ", Enumerable.Repeat(TeamsElement.Of("Badge"), 12))}}] }
            """);

        var tops = await sarah.Card.Place.Locator(".card").EvaluateAsync<double[]>("card => [...card.querySelectorAll('.badge')].map(badge => badge.getBoundingClientRect().top)");
        Assert.InRange(tops.Distinct().Count(), 2, 6);
    }

    [Fact]
    public async Task ElementsAreDrawnInADialogToo()
    {
        Bot.AnswerInvokesWith(Dialog("Look", Everything));
        var sarah = await ShowAsync("""{ "type": "ActionSet", "actions": [{ "type": "Action.Submit", "title": "Open", "data": { "msteams": { "type": "task/fetch" } } }] }""");

        var dialog = await sarah.OpenAsync("Open");

        await dialog.SeesAsync("Overdue");
        await dialog.DoesNotSeeAsync("Instead of");
        await Expect(dialog.Place.GetByRole(AriaRole.Img, new() { Name = "Themes. Workload: 3, Handover: 2." }).Locator("canvas")).Not.ToHaveAttributeAsync("width", "300");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("contrast")]
    public async Task APageWithEveryElementHasNoBarrier(string theme)
    {
        var sarah = await ShowAsync(Everything + """
            , { "type": "Container", "items": [{ "type": "Badge", "text": "Tinted", "appearance": "Tint", "style": "Warning" }, { "type": "Badge", "text": "Filled", "style": "Good" }, { "type": "Badge", "text": "Subtle", "style": "Subtle" },
                { "type": "Badge", "text": "Informative", "appearance": "Tint", "style": "Informative" }, { "type": "Badge", "icon": "Star", "tooltip": "A favourite" }, { "type": "ProgressBar" }] }
            """);
        await sarah.Page.GetByTestId("theme").SelectOptionAsync(theme);

        Assert.Equal("", await Axe.BarriersAsync(sarah, all: true));
    }
}
