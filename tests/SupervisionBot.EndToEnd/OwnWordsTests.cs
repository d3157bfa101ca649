using System.Text;
using SupervisionBot.EndToEnd.Deployed;
using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd;

/// <summary>No word lands where its writer did not mean it, and what they take back is gone.</summary>
public sealed class OwnWordsTests(Chromium chromium) : Practice(chromium)
{
    private const string Reflection = "I was out of my depth with her father on Tuesday.";
    private const string Apology = "sorry, ignore that";
    private const string Regretted = "Her friend Casey hides her at Mill Lane.";
    private const string Kept = "Two missing episodes this month, each with Jordan Blake.";
    private const string Stranger = "Jordan Blake";
    private const string Disagreement = "I think police should be asked already.";

    [Fact]
    public async Task WordsStayWhereTheirWriterWantsThemAndNobodySignsWhatTheyHaveNotSeen()
    {
        var (sarah, priya) = (await ArriveAsync("sarah"), await ArriveAsync("priya"));

        // A private reflection is open, and an invitation comes after it.
        await priya.SayAsync("reflect");
        await priya.Card.PressAsync("Send me one now");
        await priya.Card.SeesAsync("A question for you");
        await sarah.StartWithPriyaAsync();
        await priya.Card.SeesAsync("You are invited to supervision");

        // What she types is asked about, the reflection first; it reaches nobody, and joins her to nothing.
        await priya.SayAsync(Reflection);
        await priya.Card.SeesAsync("Where does this belong?");
        await Pictures.TakeAsync(priya, "typed-beside-invitation");
        Assert.StartsWith("Only you: ", await priya.Card.Place.Locator(".ac-pushButton").First.InnerTextAsync(), StringComparison.Ordinal);
        await priya.Card.Place.Locator(".ac-pushButton").First.ClickAsync();
        await priya.Card.SeesAsync("Saved in your reflection");
        await Pictures.TakeAsync(priya, "typed-in-reflection");
        await sarah.RefreshAsync();
        await sarah.Card.SeesAsync("Priya Nair (Practitioner, not here yet)");
        (await sarah.SeesNowhereAsync())(Reflection);

        await priya.SayAsync(Apology);
        await priya.Card.SeesAsync("Where does this belong?");
        await priya.Card.PressAsync("Not an answer");
        await priya.DoesNotSeeAsync("Where does this belong?");
        await Pictures.TakeAsync(priya, "typed-not-an-answer");

        // An answer that should not be there is taken back, and goes from both cards.
        await priya.SayAsync("sessions");
        await priya.Card.PressAsync($"Open 1: {Case.Reference}");
        await priya.JoinAsync();
        await priya.AnswerAsync(Case.Happening, Regretted);

        // Emptying the box is noticed, and is said not to be all.
        await priya.Card.FillAsync(Case.Happening, "");
        await priya.Card.PressAsync("Save");
        await priya.Card.SeesAsync("Its earlier words are still in the record");
        await priya.Card.SeesInInputAsync(Case.Happening, "");
        await Pictures.TakeAsync(priya, "step-emptied");
        await priya.AnswerAsync(Case.Happening, Regretted);
        await sarah.AnswerAsync(Case.Happening, Kept);
        await sarah.Card.SeesAsync(Regretted);
        var mine = await priya.OpenAsync("What I have written");
        await mine.SeesAsync(Regretted);
        await mine.SeesAsync("Newest first.");
        await Pictures.TakeAsync(priya, "mine");
        await mine.PressAsync("Take back number 1");
        await mine.SeesButtonAsync("Yes, take it back");
        await Pictures.TakeAsync(priya, "mine-chosen");
        await mine.PressAsync("Yes, take it back");
        await mine.SeesAsync("You have written nothing in this session, or have taken it all back.");
        await Pictures.TakeAsync(priya, "mine-empty");
        await priya.CloseDialogAsync();
        await priya.Card.SeesInInputAsync(Case.Happening, "");
        await priya.Card.SeesAsync(Kept);
        await sarah.Card.DoesNotSeeAsync(Regretted);
        (await sarah.SeesNowhereAsync())(Regretted);
        await Pictures.TakeAsync(sarah, "step-after-taking-back");

        // The supervisor has the summary before her when the practitioner disagrees: Confirm shows her that first.
        await sarah.HurryToSummaryAsync();
        await priya.Card.SeesAsync("Summary to confirm");
        await priya.Card.FillAsync("A comment, or what you disagree with", Disagreement);
        await sarah.ReloadAsync();
        await sarah.ReadAllPagesAsync();
        await priya.Card.PressAsync("Disagree");
        await priya.Card.SeesAsync("Priya Nair disagreed on");
        await sarah.Card.PressAsync("Confirm");
        await sarah.Card.SeesAsync("please read it, then press again");
        await sarah.Card.SeesAsync(Disagreement);
        await sarah.Card.DoesNotSeeAsync("Summary, signed off");
        await Pictures.TakeAsync(sarah, "disagreement-shown-first");
        await sarah.Card.PressAsync("Confirm");
        await sarah.Card.SeesAsync("Summary, signed off");
        var summary = await sarah.ReadAllPagesAsync();
        await Pictures.TakeAsync(sarah, "summary-with-disagreement");
        Assert.Contains(Kept, summary, StringComparison.Ordinal);
        Assert.Contains(Disagreement, summary, StringComparison.Ordinal);
        Assert.All([Regretted, Apology, Reflection], words => Assert.DoesNotContain(words, summary, StringComparison.Ordinal));

        // A name that must not be there: she asks, and two leaders see the name and her reason, and approve.
        var erase = await sarah.OpenAsync("Have words erased");
        await Pictures.TakeAsync(sarah, "redact-asking");
        await erase.FillAsync("The words that must go, as they stand in the record", "Jordan Black");
        await erase.FillAsync("Why they must not be there, without saying them again", "It names a child who is none of ours.");
        await erase.PressAsync("Find them");
        await erase.SeesAsync("These words do not stand in the record");
        await erase.FillAsync("The words that must go, as they stand in the record", Stranger);
        await erase.PressAsync("Find them");
        await erase.SeesAsync(Kept);
        await Pictures.TakeAsync(sarah, "redact-sure");
        await sarah.SendInAsync("Ask two leaders");

        // She thinks better of it, and then asks after all.
        erase = await sarah.OpenAsync("Have words erased");
        await erase.SeesAsync("It names a child who is none of ours.");
        await Pictures.TakeAsync(sarah, "redact-own");
        await erase.PressAsync("Take this request back");
        await erase.SeesAsync("Taken back: these words stay");
        await Pictures.TakeAsync(sarah, "redact-taken-back");
        await erase.FillAsync("The words that must go, as they stand in the record", Stranger);
        await erase.FillAsync("Why they must not be there, without saying them again", "It names a child who is none of ours.");
        await erase.PressAsync("Find them");
        await sarah.SendInAsync("Ask two leaders");
        await sarah.ReloadAsync();
        var asked = await sarah.ReadAllPagesAsync();
        Assert.Contains("Asked for words to be erased, and took that back", asked, StringComparison.Ordinal);
        Assert.Contains("Asked for words to be erased; 0 of 2 leaders have approved", asked, StringComparison.Ordinal);
        foreach (var leader in new[] { "margaret", "david" })
        {
            await priya.BecomeAsync(leader, "Supervision");
            await priya.Card.SeesAsync("Words to be erased from a record");
            await priya.Card.SeesAsync(Stranger);
            await priya.Card.DoesNotSeeAsync("Two missing episodes");
            await Pictures.TakeAsync(priya, $"redaction-{leader}");
            await priya.Card.PressAsync("Approve");
            await priya.Card.SeesAsync(leader is "margaret" ? "You approved it on" : "The words are erased.");
        }

        await Pictures.TakeAsync(priya, "redaction-erased");
        await priya.SayAsync("redactions");
        await priya.Card.SeesAsync("Nobody has asked for words to be erased, or all of it is decided.");
        await Pictures.TakeAsync(priya, "redactions");
        await priya.BecomeAsync("margaret", "Supervision");
        await priya.Card.SeesAsync("The words are erased.");
        await priya.DoesNotSeeAsync(Stranger);
        await sarah.RefreshAsync();
        await sarah.Card.SeesAsync("Asked to be erased since");
        await sarah.Card.SeesAsync("Checked just now: it matches.");
        summary = await sarah.ReadAllPagesAsync();
        Assert.Contains("Two missing episodes this month, each with [erased].", summary, StringComparison.Ordinal);
        Assert.DoesNotContain(Stranger, summary, StringComparison.Ordinal);
        await sarah.RefreshAsync();
        await Pictures.TakeAsync(sarah, "summary-erased");

        // A day later, when the file was packed, no byte of it has the words; and none of the export.
        await sarah.ForwardAsync("day");
        sarah.ExpectLostConnection();
        priya.ExpectLostConnection();
        Assert.Equal(0, await Teams.StopAsync());
        var file = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(StoreFile));
        Assert.Contains(Disagreement, file, StringComparison.Ordinal);
        Assert.Contains(Reflection, file, StringComparison.Ordinal);
        Assert.All([Regretted, Apology, Stranger], words => Assert.DoesNotContain(words, file, StringComparison.Ordinal));
        var export = await Exporting.ExportAsync(StoreFile);
        Assert.Contains(Disagreement, export, StringComparison.Ordinal);
        Assert.All([Regretted, Apology, Reflection, Stranger], words => Assert.DoesNotContain(words, export, StringComparison.Ordinal));
    }
}
