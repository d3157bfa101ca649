using SupervisionBot.Challenge;
using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Guides;
using SupervisionBot.Hosting;
using SupervisionBot.Reflections;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Trails;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>What a person had typed when it could not be saved; it is put back where they typed it.</summary>
/// <param name="Answers">By prompt id.</param>
/// <param name="Options">Options typed in, by prompt id.</param>
/// <param name="Remark">Text of the one other input a card has.</param>
/// <param name="DrawnAt">
/// Where it is not known whether it was saved: the sequence that the pressed card was drawn at, so that the same button on this one says the same once more.
/// </param>
internal sealed record Drafts(IReadOnlyDictionary<string, string> Answers, IReadOnlyDictionary<string, string> Options, string Remark, int? DrawnAt = null)
{
    private static readonly Dictionary<string, string> s_nothing = new(StringComparer.Ordinal);

    public static Drafts None { get; } = new(s_nothing, s_nothing, "");
}

/// <summary>The card of a session as one person sees it now.</summary>
internal sealed class SessionCards(CardPress press, SessionStore sessions, ChallengeQuestions questions, ReflectionStore reflections, Disagreements disagreements)
{
    private const string Kept = "What you save is kept with your name and the time, for as long as your council keeps its records: nothing of it is deleted by itself.";

    private const string OfACase = $"{Kept} Those who take part read it, and whoever is named in it as a reader. It is there to show, later too, what was decided and why, so it is part of your council's record of the child: an auditor, Ofsted, a court and one day the child may read it.";

    private const string OfThePeople = $"{Kept} Those who take part read it, and whoever is named in it as a reader. It is part of your council's record, not of a child's: an auditor, Ofsted or a court may ask for it.";

    /// <summary>The present card of a participant.</summary>
    /// <param name="stored">The session.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="refreshFor">Teams ids for whom clients refresh it.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="drafts">What could not be saved.</param>
    /// <param name="place">Where they are in a summary.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ReadOnlyMemory<byte>> ForAsync(
        StoredSession stored,
        Participant viewer,
        IReadOnlyList<string> refreshFor,
        Notice notice,
        Drafts drafts,
        SummaryPlace place,
        CancellationToken cancellationToken)
    {
        var session = stored.Session;
        var frame = FrameOf(stored, refreshFor, drafts.DrawnAt);
        return session.Status switch
        {
            SessionStatus.Preparing or SessionStatus.Walking when !session.Joined.Contains(viewer.Person) => Invitation(stored, viewer, frame, notice),
            SessionStatus.Preparing or SessionStatus.Walking => Step(stored, viewer, frame, notice, drafts, place, await ToBringAsync(stored, viewer, cancellationToken)),
            SessionStatus.Checking => Check(stored, viewer, frame, notice, drafts),
            SessionStatus.Summarised => OpenSummary(stored, viewer, frame, notice, drafts, place),
            SessionStatus.Frozen => await FrozenAsync(stored, frame, notice, drafts, place, cancellationToken),
            SessionStatus.Cancelled when !session.Joined.Contains(viewer.Person) => press.Print(
                "one-to-one/ended",
                new EndedCard(frame, notice, $"This session {Ended(stored)}.", char.ToUpperInvariant(Ended(stored)[0]) + Ended(stored)[1..], $"{session.NameOf(session.Cancellation!.By)} ended this session on {UkTime.Text(session.Cancellation.At)}, before you opened it. You are shown nothing of it.", HasReason: false, "", CanRead: false),
                CardJson.Default.EndedCard),
            SessionStatus.Cancelled => press.Print(
                "one-to-one/ended",
                new EndedCard(frame, notice, $"This session {Ended(stored)}.", char.ToUpperInvariant(Ended(stored)[0]) + Ended(stored)[1..], $"{session.NameOf(session.Cancellation!.By)} ended this session on {UkTime.Text(session.Cancellation.At)}. Everything recorded stays in the record.", HasReason: true, Cut.To(Cut.Page, session.Cancellation.Text), CanRead: true),
                CardJson.Default.EndedCard),
        };
    }

    /// <summary>The card that anybody in a shared chat may see: it says that there is supervision and for whom, and nothing of what is said.</summary>
    public ReadOnlyMemory<byte> Shared(StoredSession stored, IReadOnlyList<string> refreshFor)
    {
        var session = stored.Session;
        var text = session.Status switch
        {
            SessionStatus.Frozen => "The summary is signed off. Those who took part can open it.",
            SessionStatus.Cancelled => "The session has ended.",
            SessionStatus.Preparing or SessionStatus.Walking or SessionStatus.Checking or SessionStatus.Summarised => "A session is under way. Each of the people named sees a view of their own here; nobody else does.",
        };
        var frame = new CardFrame(session.Id.ToString(), session.Sequence, "", "", refreshFor);
        return press.Print("one-to-one/shared", new SharedCard(frame, Notice.None, "One-to-one supervision", "One-to-one supervision", string.Join(" and ", session.Participants.Select(participant => participant.Name)), text), CardJson.Default.SharedCard);
    }

    /// <summary>Asks for the reason to end a session.</summary>
    public ReadOnlyMemory<byte> Cancel(StoredSession stored, Notice notice, string reason, int? drawnAt = null) =>
        press.Print("one-to-one/cancel", new CancelCard(FrameOf(stored, refreshFor: [], drawnAt), notice, SessionName.Decides(stored.OpenedWith) ? "End this session without a decision?" : "End this session early?", Cut.Plain(reason)), CardJson.Default.CancelCard);

    /// <summary>The frame of a card as the session is now, or as of a card drawn earlier.</summary>
    public static CardFrame FrameOf(StoredSession stored, IReadOnlyList<string> refreshFor, int? drawnAt = null) => new(
        stored.Session.Id.ToString(),
        drawnAt ?? stored.Session.Sequence,
        SessionName.Heading(stored.Session.CaseReference, stored.Guide.Title),
        string.Join(", ", stored.Session.Participants.Select(participant => Person(participant, stored))),
        refreshFor);

    private static string Ended(StoredSession stored) => SessionName.Decides(stored.OpenedWith) ? "ended without a decision" : "ended early";

    private static string Person(Participant participant, StoredSession stored)
    {
        var title = stored.Guide.FindRole(participant.Role)?.Title ?? participant.Role.ToString();
        return stored.Session.Joined.Contains(participant.Person) ? $"{participant.Name} ({title})" : $"{participant.Name} ({title}, not here yet)";
    }

    private static bool IsAlone(StoredSession stored) => stored.Session.Participants.Length == 1;

    private static bool Leads(StoredSession stored, Participant viewer) => stored.Guide.FindRole(viewer.Role) is { Leads: true };

    private ReadOnlyMemory<byte> Invitation(StoredSession stored, Participant viewer, CardFrame frame, Notice notice)
    {
        var session = stored.Session;
        var text = session.Status == SessionStatus.Preparing
            ? $"{session.Participants[0].Name} asks you to prepare the first step before you meet. Your answers are shared as you save them."
            : $"{session.Participants[0].Name} has started supervision with you.";
        return press.Print("one-to-one/invitation", new InvitationCard(frame, notice, $"{session.Participants[0].Name} invites you to supervision.", text, $"{stored.Guide.Title}: {stored.Guide.Purpose}", stored.Guide.Record == RecordKind.Case ? OfACase : OfThePeople), CardJson.Default.InvitationCard);
    }

    // It is on the person's own card and on nobody else's; a card without it is better than none.
    private async ValueTask<string> ToBringAsync(StoredSession stored, Participant viewer, CancellationToken cancellationToken)
    {
        if (viewer.Role != Role.Supervisee || !BringOffer.Of(stored.OpenedWith).Contains(BringKind.Reflections))
        {
            return "";
        }

        try
        {
            return ToBring.Line(ToBring.Of(await reflections.ToRemindOfAsync(new(stored.Address.Tenant, viewer.Person), cancellationToken), stored.Session, viewer.Person));
        }
        catch (StorageUnavailableException)
        {
            return "";
        }
    }

    private ReadOnlyMemory<byte> Step(StoredSession stored, Participant viewer, CardFrame frame, Notice notice, Drafts drafts, SummaryPlace at, string toBring)
    {
        var (session, guide) = (stored.Session, stored.Guide);
        var (leads, preparing) = (Leads(stored, viewer), session.Status == SessionStatus.Preparing);
        var step = guide.FindStep(session.Step)!;
        var place = guide.PlaceOf(step.Id);
        var note = step.Notes.FirstOrDefault(candidate => candidate.For == viewer.Role);
        var title = preparing ? $"Prepare: {step.Title}" : $"{guide.PlaceInWords(step)}: {step.Title}";
        var asked = Asking.Next(session, guide, viewer);
        var status = session.IsPaused ? Notice.Warning("This session is paused. You can still save what you write; press Go on to move through the steps.")
            : preparing ? Notice.Warning(Preparation(session, viewer, leads)) with { Style = "accent" }
            : Notice.None;
        var asking = StepQuestions.Of(step, session, viewer, drafts, at.Question);
        return press.Print(
            "one-to-one/step",
            new StepCard(
                frame,
                notice.Show ? notice : status,
                $"{title}.",
                step.Id,
                title,
                step.Purpose,
                step.Minutes is not null,
                step.Minutes is { } minutes ? $"About {minutes} minutes" : "",
                note is not null,
                note?.Text ?? "",
                step.Material is not null,
                step.Material ?? "",
                step.References.Count > 0,
                string.Join(" · ", step.References),
                asking,
                CanNextQuestion: StepQuestions.HasNext(step, session, viewer, asking),
                HasProgress: !preparing && guide.Walk.Count > 1,
                Done: place + 1,
                Steps: guide.Walk.Count,
                IsPaused: session.IsPaused,
                toBring.Length > 0,
                toBring,
                asked is not null,
                asked is null ? "" : $"Press Save at any time: it keeps what you wrote{(IsAlone(stored) ? "" : ", and shows what others have written since")}.",
                CanMove: leads && !preparing && !session.IsPaused,
                place + 1 < guide.Walk.Count ? $"Next: {guide.Walk[place + 1].Title}" : "Check the record",
                CanCheck: leads && !session.IsPaused && place + 1 < guide.Walk.Count && SessionDecision.HasWalkedAll(session, guide),
                CanBegin: leads && preparing,
                CanFinish: !leads && preparing && !session.Prepared.Contains(viewer.Person),
                CanGoBack: leads && !preparing && !session.IsPaused && place > 0,
                place > 0 ? $"Back: {guide.Walk[place - 1].Title}" : "Back",
                place > 0 ? guide.Walk[place - 1].Id : "",
                guide.Throughout.Count > 0,
                CanPause: !session.IsPaused && !preparing,
                CanResume: session.IsPaused,
                CanInvite: leads && stored.Home.Length == 0 && session.Joined.Count < session.Participants.Length,
                CanEnd: leads,
                SessionName.Decides(guide) ? "End without a decision" : "End early",
                HasAreas: leads && guide.Areas.Count > 0,
                CanBring: leads && session.Brought.Length < SessionDecision.MostBrought && session.BroughtInto(step.Id) < SessionDecision.MostBroughtInStep && questions.FitInto(guide)),
            CardJson.Default.StepCard);
    }

    private static string Preparation(Session session, Participant viewer, bool leads)
    {
        var others = session.Participants.Where(participant => participant.Person != viewer.Person).ToList();
        var ready = others.Where(participant => session.Prepared.Contains(participant.Person)).Select(participant => participant.Name).ToList();
        return leads
            ? ready.Count > 0 ? $"{string.Join(", ", ready)} has prepared. Press Begin together when you sit down." : $"{string.Join(", ", others.Select(other => other.Name))} was asked to prepare this step. Press Begin together when you sit down."
            : session.Prepared.Contains(viewer.Person) ? "Thank you. You can still change your answers until you meet." : "Answer what you can before you meet, and press I have prepared when you are done.";
    }

    private ReadOnlyMemory<byte> Check(StoredSession stored, Participant viewer, CardFrame frame, Notice notice, Drafts drafts)
    {
        var (session, guide) = (stored.Session, stored.Guide);
        var leads = Leads(stored, viewer);
        var gaps = DefensibilityCheck.Run(session, guide);
        var steps = gaps.GroupBy(gap => gap.Step, StringComparer.Ordinal).Select(group => new GapStep(
            group.Key,
            [.. group.Select(gap => new GapView(gap.Check.Text, gap.Detail.Length > 0, gap.Detail))],
            leads,
            $"Go to {guide.FindStep(group.Key)?.Title}"));
        var text = (gaps.Count, leads) switch
        {
            (0, true) => $"{(guide.Checks.Count == 0 ? "Whatever you left out is left out. " : "Nothing is missing that a later reader would look for. ")}Prepare the summary to read it {(IsAlone(stored) ? "through" : "together")}.",
            (0, false) => $"Nothing is missing that a later reader would look for. {session.Participants[0].Name} prepares the summary next.",
            (_, true) => "A later reader would look for these. Put them right, or say why the session goes on without them. Nobody is scored.",
            (_, false) => $"A later reader would look for these. {session.Participants[0].Name} can go back to put them right, or go on and say why. Nobody is scored.",
        };
        return press.Print(
            "one-to-one/check",
            new CheckCard(frame, notice, "Check of the record before sign-off.", "Check of the record", text, [.. steps], gaps.Count > 0, leads && !session.IsPaused, drafts.Remark, $"Back: {guide.FindStep(session.Step)!.Title}", session.Step, guide.Throughout.Count > 0),
            CardJson.Default.CheckCard);
    }

    private ReadOnlyMemory<byte> OpenSummary(StoredSession stored, Participant viewer, CardFrame frame, Notice notice, Drafts drafts, SummaryPlace place)
    {
        var session = stored.Session;
        var open = session.Participants.Where(participant => session.Positions.All(position => position.By != participant.Person)).ToList();
        var closed = session.Positions.Select(position => $"{session.NameOf(position.By)} {(position.Disagreement is null ? "confirmed" : "disagreed")} on {UkTime.Short(position.At)}.");
        var status = string.Join(" ", closed.Append(IsAlone(stored) ? "Read it through, and confirm it when it says what you mean." : $"Waiting for {string.Join(" and ", open.Select(participant => participant.Name))}."));
        var leftOut = ChallengeRun.LeftOut(session, stored.OpenedWith);
        if (leftOut.Count > 0)
        {
            status = $"{status} Left out, which is fine: {string.Join("; ", leftOut.Select(area => area.Title))}.";
        }

        return Print(
            Summary.Compose(session, stored.Guide), place, stored, frame, notice, "Summary to confirm", status, warning: "", fingerprint: "",
            closing: open.Contains(viewer) ? Closing.Of(session, viewer.Person, disagreements.AreTold) : "", canGoBack: Leads(stored, viewer) && !session.IsPaused, drafts.Remark);
    }

    private async ValueTask<ReadOnlyMemory<byte>> FrozenAsync(StoredSession stored, CardFrame frame, Notice notice, Drafts drafts, SummaryPlace place, CancellationToken cancellationToken)
    {
        var session = stored.Session;
        var (frozen, found, trail) = await sessions.FrozenAsync(stored, cancellationToken);
        var status = string.Join(" ", session.Positions.Select(position => $"{session.NameOf(position.By)} {(position.Disagreement is null ? "confirmed" : "disagreed")} on {UkTime.Text(position.At)}."));
        var fingerprint = (session.FingerprintKey, session.EarlierFingerprint) switch
        {
            (null, _) => $"Fingerprint (SHA-256): {session.Fingerprint}",
            (var key, null) => $"Fingerprint: {session.Fingerprint} (key {key})",
            var (key, earlier) => $"Fingerprint: {session.Fingerprint} (key {key}), and from before there were keys (SHA-256): {earlier}",
        };
        return Print(
            RedactionLines.Before(WithCorrections(found == Soundness.Changed || frozen is null ? Summary.Compose(session, stored.Guide) : frozen.Summary, stored, trail), session), place, stored, frame, notice, "Summary, signed off", status,
            found switch
            {
                Soundness.Changed => "The stored summary, or the record it was made from, does not match its fingerprint: it was changed outside this app. Please tell whoever looks after it. What you see below is made anew from what was recorded.",
                Soundness.Unchecked => "It can't be checked whether the stored summary was changed: the key of that time is not there any more. Please tell whoever looks after this app. Nothing says that it was changed.",
                Soundness.Intact => "",
            },
            found == Soundness.Intact ? $"{fingerprint}. Checked just now: it matches." : fingerprint,
            closing: "", canGoBack: false, drafts.Remark);
    }

    // Each names the words it stands beside.
    private static Summary WithCorrections(Summary summary, StoredSession stored, IReadOnlyList<TrailEntry> trail) => stored.Session.Corrections.Length == 0
        ? summary
        : summary with { Sections = [new("", "Corrected after sign-off", [.. stored.Session.Corrections.Select(correction => Line(correction, stored, trail))]), .. summary.Sections] };

    private static SummaryLine Line(Correction correction, StoredSession stored, IReadOnlyList<TrailEntry> trail)
    {
        var beside = trail.FirstOrDefault(entry => entry.Sequence == correction.Entry) is { } entry ? OwnWord.Of(entry, stored.Guide) : null;
        return new(beside is null ? "" : $"Beside “{Cut.To(Cut.Excerpt, beside.Text)}” ({Cut.Label(beside.What)})", correction.Text, stored.Session.NameOf(correction.By), correction.At);
    }

    // Later remarks are no part of the summary; whoever opens it should see first that there are some.
    private static Summary WithAddenda(Summary summary, Session session) => session.Addenda.Length == 0
        ? summary
        : summary with { Sections = [new("", "Added after sign-off", [.. session.Addenda.Select(remark => new SummaryLine("", remark.Text, session.NameOf(remark.By), remark.At))]), .. summary.Sections] };

    private ReadOnlyMemory<byte> Print(
        Summary summary, SummaryPlace place, StoredSession stored, CardFrame frame, Notice notice, string title, string status, string warning, string fingerprint, string closing, bool canGoBack, string remark)
    {
        var session = stored.Session;
        var pages = SectionPages.Page(WithAddenda(summary, session), place.Page);
        var frozen = session.Status == SessionStatus.Frozen;
        return press.Print(
            "one-to-one/summary",
            new SummaryCard(
                frame,
                notice,
                $"{title}.",
                title,
                status,
                warning.Length > 0,
                warning,
                pages.Sections,
                pages.Page,
                pages.Number,
                place.SeenOf(session),
                pages.HasPages,
                pages.HasBefore,
                pages.Before,
                pages.HasAfter,
                pages.After,
                fingerprint.Length > 0,
                fingerprint,
                IsOpen: !frozen,
                HasClosing: closing.Length > 0,
                pages.HasAfter && closing.Length > 0 ? Closing.OnLastPage : closing,
                CanConfirm: closing.Length > 0 && !pages.HasAfter,
                CanDisagree: closing.Length > 0 && !IsAlone(stored),
                canGoBack,
                session.Step,
                session.SummaryAt,
                frozen,
                remark),
            CardJson.Default.SummaryCard);
    }
}
