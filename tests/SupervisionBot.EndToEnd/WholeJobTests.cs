using System.Globalization;
using System.Text.RegularExpressions;
using SupervisionBot.EndToEnd.Stage;

namespace SupervisionBot.EndToEnd;

public partial class WholeJobTests(Chromium chromium) : Practice(chromium)
{
    private const string Happening = "What is going on?";
    private const string Known = "What do we know up to now";
    private const string ChildsVoice = "What has the child said or shown us";
    private const string Concern = "Raise an ethics concern";
    private const string CommentOrDisagreement = "A comment, or what you disagree with";
    private const string LaterRemark = "Add a later remark";

    [SkippableFact]
    public async Task TwoPeopleDoTheWholeJobAndFindItAllAfterARestart()
    {
        var sarah = await ArriveAsync("sarah");
        var priya = await ArriveAsync("priya");
        await Pictures.TakeAsync(sarah, "help");

        // The supervisor starts; a case reference that looks like a name is warned about.
        await sarah.Card.PressAsync("Start supervision");
        await sarah.Card.ChooseAsync("Practitioner", "Priya Nair");
        await sarah.Card.FillAsync("Case reference", "Abi Smith");
        await sarah.Card.PressAsync("Start");
        await sarah.Card.SeesAsync("This looks like a name.");
        await Pictures.TakeAsync(sarah, "start");
        await sarah.Card.FillAsync("Case reference", "LCS-20417");
        await sarah.Card.PressAsync("Start");
        await sarah.Card.SeesAsync("Stage 1 of 5: Information");
        await sarah.Card.SeesAsync("Priya Nair (Practitioner, not here yet)");
        await sarah.Card.SeesAsync(Case.NoteForOneRole);

        // The practitioner is invited in her own chat and joins.
        await priya.Card.SeesAsync("You are invited to supervision");
        await Pictures.TakeAsync(priya, "invitation");
        await priya.Card.PressAsync("Join");
        await priya.Card.SeesAsync("Stage 1 of 5: Information");
        await priya.Card.DoesNotSeeAsync(Case.NoteForOneRole);
        await sarah.SeesAsync("There is something new in one of your sessions.");

        // Both answer, and each sees what the other has saved.
        await sarah.Card.FillAsync(Happening, "Two missing episodes this month, each overnight.");
        await sarah.Card.PressAsync("Save");
        await sarah.Card.SeesAsync("You saved this on");
        await priya.Card.FillAsync(Happening, "She was found at the same address both times.");
        await priya.Card.FillAsync(Known, "School says attendance fell from 95 to 61 per cent.");
        await priya.Card.PressAsync("Save");
        await priya.Card.SeesAsync("Two missing episodes this month, each overnight.");
        await sarah.RefreshAsync();
        await sarah.Card.SeesAsync("She was found at the same address both times.");
        await Pictures.TakeAsync(sarah, "step-information");
        await Pictures.ForReadmeAsync(sarah, "step-card", 1280, 1000);

        // One answer is revised; the earlier version stays to be seen.
        await priya.Card.FillAsync(Happening, "She was found at one address the first time, and at a friend's the second.");
        await priya.Card.PressAsync("Save");
        await priya.Card.SeesAsync("(version 2)");
        var question = await priya.OpenAsync("Write more on question 1");
        await question.SeesAsync("Earlier versions");
        await question.SeesAsync("She was found at the same address both times.");
        await Pictures.TakeAsync(priya, "prompt-dialog");
        await priya.CloseDialogAsync();

        // What is typed waits until its writer says where it belongs.
        await priya.SayAsync("Who collects her from there, and why they do not ring us.");
        await priya.Card.SeesAsync("Nothing is saved until you press.");
        await Pictures.TakeAsync(priya, "typed");
        await priya.Card.PressAsync("Case LCS-20417: What do we still have to know?");
        await priya.Card.SeesAsync("Saved under:");
        await Pictures.TakeAsync(priya, "answering");
        await priya.Card.PressAsync("Open the session");
        await priya.Card.SeesInInputAsync("What do we still have to know?", "Who collects her from there, and why they do not ring us.");
        await Pictures.TakeAsync(priya, "step-practitioner");
        await Pictures.ForReadmeAsync(priya, "step-card-practitioner", 1280, 1000);
        await Pictures.ForReadmeAsync(priya, "step-card-phone", 390, 844);

        // An ethics concern is within reach at every step.
        var ethics = await priya.OpenAsync("Code of Ethics");
        await ethics.FillAsync(Concern, "We talk about her phone without having asked her.");
        await ethics.FillAsync("What are my statutory duties here, including under Working Together to Safeguard Children?", "Her safety, and that she is asked.");
        await priya.SendInAsync("Save");
        ethics = await sarah.OpenAsync("Code of Ethics");
        await ethics.SeesAsync("We talk about her phone without having asked her.");
        await Pictures.TakeAsync(sarah, "ethics-dialog");
        await sarah.CloseDialogAsync();

        // Assessment, without the child's voice for now; powers.
        await sarah.Card.PressAsync("Next: Assessment");
        await priya.News.SeesAsync("Sarah Okafor moved on to Assessment.");
        await Pictures.TakeAsync(priya, "news-of-a-step");
        await priya.FollowAsync("Assessment");
        await priya.Card.SeesAsync("Stage 2 of 5: Assessment");
        await priya.Card.FillAsync("How serious is the risk of harm, and how likely?", "Yes: exploitation by adults who give her lifts.");
        await sarah.Card.FillAsync("What protects the child?", "Her grandmother, whom she rings every day.");
        await sarah.Card.PressAsync("Next: Powers and Policy");
        await Pictures.TakeAsync(sarah, "step-powers");

        // What the practitioner was writing when the step was left is still on her card, and is saved where it belongs.
        await priya.News.SeesButtonAsync("Go to Powers and Policy");
        await priya.Card.SeesInInputAsync("How serious is the risk of harm, and how likely?", "Yes: exploitation by adults who give her lifts.");
        await priya.Card.PressAsync("Save");
        await priya.Card.SeesAsync("That card was an older one. What you typed on it is saved under its own questions");
        await priya.Card.SeesAsync("Stage 3 of 5: Powers and Policy");
        await Pictures.TakeAsync(priya, "step-older-card");
        await sarah.Card.FillAsync("Which legal powers might we need", "A strategy discussion under section 47.");

        // Two options: both tested, one chosen and one set aside, each with why.
        await sarah.Card.PressAsync("Next: Options");
        await sarah.Card.FillAsync("Add an option", "Strategy discussion within the day.");
        await sarah.Card.PressAsync("Save");
        await sarah.Card.SeesAsync("Option 1, from Sarah Okafor");
        await priya.FollowAsync("Options");
        await priya.Card.SeesAsync("Stage 4 of 5: Options");
        await priya.Card.FillAsync("Add an option", "Wait until the return home interview.");
        await priya.Card.PressAsync("Save");
        await priya.Card.SeesAsync("Option 2, from Priya Nair");
        await sarah.RefreshAsync();
        await sarah.Card.SeesAsync("Option 2, from Priya Nair");
        await WeighAsync(sarah, 1, "Yes", "It brings police and health to one table.", "The pattern is a risk today, not next week.", "Choose this option");
        await sarah.Card.SeesAsync("Chosen by Sarah Okafor: The pattern is a risk today, not next week.");
        await WeighAsync(sarah, 2, "No", "It would leave her with it for ten days.", "The interview is booked for the week after next.", "Set it aside");
        await sarah.Card.SeesAsync("Set aside by Sarah Okafor: The interview is booked for the week after next.");
        await Pictures.TakeAsync(sarah, "step-options");
        await Pictures.TakeAsync(priya, "step-options-practitioner");

        // The plan: rationale, an action with all its parts, changed once, and the review date.
        await sarah.Card.PressAsync("Next: Plan");
        await sarah.Card.FillAsync("Why do I decide this", "Two episodes and a fall in attendance outweigh waiting.");
        await sarah.Card.FillAsync("When will the plan be reviewed", InDays(42));
        await sarah.Card.PressAsync("Save");
        var action = await sarah.OpenAsync("Add an action");
        await action.FillAsync("What will be done", "Call the strategy discussion.");
        await action.FillAsync("Who does it", "Sarah Okafor");
        await action.FillAsync("By when", InDays(1));
        await action.FillAsync("How we will know", "Minutes are on file.");
        await action.FillAsync("What difference it makes", "She has one plan that all keep to.");
        await sarah.SendInAsync("Save action");
        await sarah.Card.SeesAsync("Call the strategy discussion.");
        action = await sarah.OpenAsync("Change action 1");
        await action.SeesInInputAsync("How we will know", "Minutes are on file.");
        await Pictures.TakeAsync(sarah, "action-dialog");
        await action.FillAsync("Who does it", "Priya Nair");
        await sarah.SendInAsync("Save action");
        await sarah.Card.SeesAsync("Priya Nair");
        await Pictures.TakeAsync(sarah, "step-plan");
        await priya.FollowAsync("Plan");
        await priya.Card.SeesAsync("Stage 5 of 5, step 1 of 2: Plan");
        await Pictures.TakeAsync(priya, "step-plan-practitioner");
        await sarah.Card.PressAsync("Next: Contingency");
        await sarah.Card.FillAsync("What is the contingency plan", "A third episode: police powers are asked for the same night.");

        // The check finds the gap, and it is put right.
        await sarah.Card.PressAsync("Check the record");
        await sarah.Card.SeesAsync("The child's voice is not in the record.");
        await Pictures.TakeAsync(sarah, "check");
        await priya.FollowAsync("the check of the record");
        await priya.Card.SeesAsync("Check of the record");
        await Pictures.TakeAsync(priya, "check-practitioner");
        await sarah.Card.PressAsync("Go to Assessment");
        await sarah.Card.SeesAsync("Stage 2 of 5: Assessment");
        await sarah.Card.FillAsync(ChildsVoice, "\"They are the only ones who ask how I am.\"");
        await sarah.Card.FillAsync("How does each parent and carer see it?", "Her mother is worried, and wants her home.");
        foreach (var next in new[] { "Next: Powers and Policy", "Next: Options", "Next: Plan", "Next: Contingency", "Check the record" })
        {
            await sarah.Card.PressAsync(next);
        }

        await sarah.Card.SeesAsync("Nothing is missing that a later reader would look for.");
        await Pictures.TakeAsync(sarah, "check-complete");

        // The summary: a comment, a disagreement, a confirmation.
        await sarah.Card.PressAsync("Prepare the summary");
        await sarah.Card.SeesAsync("Summary to confirm");
        await priya.Card.SeesAsync("Summary to confirm");
        await Pictures.TakeAsync(priya, "summary-to-confirm");
        await priya.Card.FillAsync(CommentOrDisagreement, "I would add that her mother agrees.");
        await priya.Card.PressAsync("Save comment");
        await priya.Card.SeesInInputAsync(CommentOrDisagreement, "");
        await priya.Card.FillAsync(CommentOrDisagreement, "I think police should be asked already.");
        await priya.Card.PressAsync("Disagree");
        await priya.Card.SeesAsync("Priya Nair disagreed on");
        await sarah.SeesAsync("There is something new in one of your sessions.");
        await sarah.RefreshAsync();
        await sarah.Card.SeesAsync("Priya Nair disagreed on");
        await sarah.ConfirmAsync();

        // Both see the same frozen summary; a later remark is added to it.
        await sarah.Card.SeesAsync("Summary, signed off");
        await priya.Card.SeesAsync("Summary, signed off");
        var fingerprint = await sarah.Card.FindAsync(Fingerprint());
        Assert.Equal(fingerprint, await priya.Card.FindAsync(Fingerprint()));
        await priya.Card.FillAsync(LaterRemark, "Her grandmother has rung: she is home.");
        await priya.Card.PressAsync("Add remark");
        await priya.Card.SeesInInputAsync(LaterRemark, "");
        Assert.Contains("Her grandmother has rung: she is home.", await priya.ReadAllPagesAsync(), StringComparison.Ordinal);
        await sarah.SeesAsync("There is something new in one of your sessions.");
        await Pictures.TakeAsync(priya, "summary-signed-off");
        await Pictures.ForReadmeAsync(sarah, "summary", 1280, 1000);

        // Stopped and started again, everything is there.
        sarah.ExpectLostConnection();
        priya.ExpectLostConnection();
        Assert.Equal(0, await Teams.StopAsync());
        await StartAgainAsync();
        await sarah.ReloadAsync();
        await sarah.SayAsync("sessions");
        await sarah.Card.SeesAsync("Signed off");
        await Pictures.TakeAsync(sarah, "sessions");
        await sarah.Card.PressAsync("Open 1: LCS-20417");
        await sarah.Card.SeesAsync("Summary, signed off");
        Assert.Equal(fingerprint, await sarah.Card.FindAsync(Fingerprint()));
        await sarah.Card.SeesAsync("Checked just now: it matches.");
        var summary = await sarah.ReadAllPagesAsync();
        Assert.All(
            [
                "Two missing episodes this month, each overnight.",
                "She was found at one address the first time, and at a friend's the second.",
                "School says attendance fell from 95 to 61 per cent.",
                "Who collects her from there, and why they do not ring us.",
                "They are the only ones who ask how I am.",
                "Yes: exploitation by adults who give her lifts.",
                "Her grandmother, whom she rings every day.",
                "A strategy discussion under section 47.",
                "Strategy discussion within the day.",
                "The pattern is a risk today, not next week.",
                "Wait until the return home interview.",
                "The interview is booked for the week after next.",
                "It would leave her with it for ten days.",
                "Two episodes and a fall in attendance outweigh waiting.",
                "Call the strategy discussion.",
                "Priya Nair",
                "Minutes are on file.",
                "She has one plan that all keep to.",
                "A third episode: police powers are asked for the same night.",
                "We talk about her phone without having asked her.",
                "I would add that her mother agrees.",
                "I think police should be asked already.",
                "Her grandmother has rung: she is home.",
            ],
            text => Assert.Contains(text, summary, StringComparison.Ordinal));
        await priya.ReloadAsync();
        await priya.RefreshAsync();
        Assert.Contains("Her grandmother has rung: she is home.", await priya.ReadAllPagesAsync(), StringComparison.Ordinal);
    }

    private static async Task WeighAsync(Person person, int option, string verdict, string note, string why, string decision)
    {
        var dialog = await person.OpenAsync($"Weigh option {option}");
        foreach (var test in new[] { "Is it in proportion to the risk?", "Is it legitimate: allowed by law and policy?", "Is it necessary: would nothing less do?", "Is it ethical, by the Code of Ethics?", "Is it reasonable as things stand now?" })
        {
            await dialog.ChooseAsync(test, verdict);
        }

        await dialog.FillAsync("Points for and against", note);
        await dialog.FillAsync("Why it is chosen or set aside", why);
        await Pictures.TakeAsync(person, $"option-dialog-{option}");
        await person.SendInAsync(decision);
    }

    private static string InDays(int days) => TimeProvider.System.GetLocalNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("Fingerprint: [0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Fingerprint();
}
