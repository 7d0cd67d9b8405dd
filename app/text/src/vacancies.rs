//! Vacancies, candidates, planning, the board.

use domain::{Lang, interview::Handled};

use crate::interview::parts;

words! {
    anonymous = "Zonder namen", "Without names";
    never_needs_three = "Plan drie beoordelaars of meer per gesprek: van een panel van twee verschijnt bij deze keuze nooit een cijfer.",
        "Plan three raters or more for each interview: of a panel of two no number ever appears with this choice.";
    reveal_never = "Wie nu nog niet heeft ingeleverd telt daarna niet meer mee in de gemiddelden: uit het verschil zou die score volgen. Hebben er nu minder dan drie ingeleverd, dan verschijnen de gemiddelden als het hele panel klaar is.",
        "Whoever has not submitted by now will not count in the means: their score would follow from the difference. If fewer than three have submitted, means appear when the whole panel is done.";
    reveal_anonymous = "Wie pas na de onthulling inlevert is te herkennen: het bord laat zien wie dat is.",
        "Whoever submits after the reveal can be recognised: the board shows who that is.";
    anonymous_by_candidate = "Namen blijven hier weg, zoals afgesproken. Omdat niet elke kandidaat hetzelfde panel had, is R1 bij elke kandidaat iemand anders.",
        "Names stay out here, as agreed. As not every candidate had the same panel, R1 is somebody else with every candidate.";
    anonymous_shown = "Namen blijven hier weg, zoals afgesproken: R1 is steeds dezelfde persoon.",
        "Names stay out here, as agreed: R1 is the same person throughout.";
    anonymous_help = "Na de onthulling staan er R1, R2 … bij de scores in plaats van namen.",
        "After the reveal scores carry R1, R2 … instead of names.";
    panel = "Panel", "Panel";
    background = "Cv en andere achtergrond", "CV and other background";
    background_intro = "Plak hier wat het panel later mag lezen. Wie scoort ziet het pas na inleveren, of eerder met een reden die iedereen ziet.",
        "Paste what the panel may read later. Who rates sees it only after submitting, or earlier with a reason that everybody sees.";
    background_own = "Jij scoort deze kandidaat zelf: dit opent als je hebt ingeleverd.", "You rate this candidate yourself: this opens when you have submitted.";
    replace = "Vervangen", "Replace";
    replace_intro = "Wat deze persoon schreef blijft bewaard en telt nergens mee. De vervanger begint met een leeg blad.",
        "What this person wrote is kept and counts nowhere. Who comes instead begins with an empty sheet.";
    replace_by = "Wie komt ervoor in de plaats?", "Who comes instead?";
    choose_person = "Kies iemand", "Choose somebody";
    give_back = "Teruggeven", "Give back";
    give_back_intro = "Deze beoordelaar kan weer wijzigen, aanvullen en opnieuw inleveren; wat er staat blijft staan. De beoordelaar leest wie het teruggaf en waarom, en na de onthulling leest iedereen dat.",
        "This rater can change, add and submit again; what is there stays. The rater reads who gave it back and why, and after the reveal everybody does.";
    set_aside = "Terzijde leggen", "Set aside";
    set_aside_intro = "Deze scores en notities blijven bewaard maar tellen nergens mee. Dat kan niet terug. De beoordelaar leest wie dit deed en waarom, en na de onthulling leest iedereen dat. Tellen er minder dan twee bladen, dan is er eerst een andere beoordelaar nodig.",
        "These scores and notes are kept but count nowhere. That cannot be undone. The rater reads who did this and why, and after the reveal everybody does. If fewer than two sheets count, another rater must come first.";
    said_given_back = "Het blad is teruggegeven.", "The sheet was given back.";
    said_background = "De achtergrond is bewaard.", "The background was saved.";
    said_set_aside = "Het blad is terzijde gelegd.", "The sheet was set aside.";
    lacks_a_rater = "Hier is nog een beoordelaar nodig: er tellen minder dan twee bladen. Vervang iemand van wie het blad terzijde is gelegd.",
        "Another rater is needed here: fewer than two sheets count. Replace somebody whose sheet was set aside.";
    void_title = "Een vraag laten vervallen", "Drop a question";
    void_intro = "Bleek een vraag onbruikbaar? Laat hem vervallen voor alle kandidaten: de scores op deze vraag blijven bewaard maar tellen niet meer mee, en de rest telt voor het geheel. De reden staat bij de uitkomst. Later weer laten meetellen kan.",
        "Did a question prove unusable? Drop it for all candidates: the scores on this question are kept but no longer count, and the rest counts for the whole. The reason is shown with the outcome. You can count it again later.";
    void_which = "Welke vraag?", "Which question?";
    void_reason = "Waarom vervalt hij?", "Why is it dropped?";
    choose_question = "Kies een vraag", "Choose a question";
    void_confirm = "Voor iedereen laten vervallen", "Drop it for everybody";
    restore_question = "Weer meetellen", "Count it again";
    restore_reason = "Waarom telt hij weer mee?", "Why does it count again?";
    voided_before = "Eerder vervallen en weer meegeteld", "Dropped before and counted again";
    title = "Vacatures", "Vacancies";
    new = "Vacature openen", "Open a vacancy";
    search = "Zoek op titel", "Search by title";
    none_found = "Geen vacature met die woorden in de titel. Zoek op iets korters, of maak het veld leeg.",
        "No vacancy with these words in its title. Search for something shorter, or empty the field.";
    earlier_ones = "Oudere", "Older";
    newer_ones = "Nieuwere", "Newer";
    empty = "Hier staan straks je vacatures met hun kandidaten en gesprekken. Open de eerste.",
        "Your vacancies will stand here, with their candidates and interviews. Open the first.";
    empty_interviewer = "Je zit nog in geen enkel panel.", "You are not on any panel yet.";
    no_published = "Er is nog geen gepubliceerde scorekaart. Maak en publiceer er eerst een.",
        "There is no published scorecard yet. Make and publish one first.";
    name = "Functie", "Job title";
    scorecard = "Scorekaart", "Scorecard";
    choose_scorecard = "Kies een gepubliceerde scorekaart", "Choose a published scorecard";
    policy = "Wanneer worden scores zichtbaar voor anderen?", "When do scores become visible to others?";
    create = "Vacature openen", "Open vacancy";
    candidates = "Kandidaten", "Candidates";
    candidate = "Kandidaat", "Candidate";
    no_candidates = "Nog geen kandidaten. Voeg er een toe, of plak een lijst.", "No candidates yet. Add one, or paste a list.";
    add_one = "Kandidaat toevoegen", "Add candidate";
    add_many = "Lijst plakken of bestand kiezen", "Paste a list or choose a file";
    add_more_hint = "We vragen alleen wat nodig is: geen geboortedatum, geen foto.", "We only ask what is needed: no date of birth, no photo.";
    import_title = "Kandidaten uit een lijst", "Candidates from a list";
    import_intro = "Plak rijen uit Excel of een CSV. Een kopregel met ‘naam’ en ‘e-mail’ helpt, maar hoeft niet.",
        "Paste rows from Excel or a CSV. A heading with ‘name’ and ‘email’ helps, but is not needed.";
    table = "Rijen", "Rows";
    file = "Of kies een CSV-bestand", "Or choose a CSV file";
    preview = "Bekijken", "Preview";
    preview_file = "Bestand bekijken", "Preview file";
    preview_title = "Dit gaan we toevoegen", "This is what we will add";
    line = "Regel", "Line";
    verdict = "Oordeel", "Verdict";
    row_ok = "in orde", "fine";
    change_list = "Lijst aanpassen", "Change the list";
    begun_and_cancelled = "Hierin was al geschreven. Haal de kandidaat weg en voeg die opnieuw toe om een nieuw gesprek te plannen; wat er stond en waarom het verviel blijft bewaard.",
        "Something was written in it. To plan another interview, remove the candidate and add them again; what was written and why it was cancelled are kept.";
    plan = "Gesprek plannen", "Plan interview";
    plan_title = "Gesprek plannen", "Plan an interview";
    starts_at = "Begin", "Start";
    raters = "Beoordelaars (twee of meer)", "Raters (two or more)";
    chair = "Voorzitter", "Chair";
    choose_chair = "Kies de voorzitter", "Choose the chair";
    chair_hint = "De voorzitter leidt het gesprek en hoeft niet zelf te scoren.", "The chair leads the interview and need not rate.";
    arrangements = "Afspraken", "Arrangements";
    arrangements_hint = "Bijvoorbeeld extra tijd of een andere ruimte. Schrijf niet op waarom.", "For example extra time or another room. Do not write why.";
    no_people = "Nodig eerst collega's uit: een panel heeft twee beoordelaars nodig.", "Invite colleagues first: a panel needs two raters.";
    board = "Bord", "Board";
    board_intro = "Wie heeft ingeleverd. Scores blijven verborgen tot de onthulling.", "Who has submitted. Scores stay hidden until the reveal.";
    interview = "Gesprek", "Interview";
    cell_absent = "–", "–";
    cell_waiting = "nog niet", "not yet";
    cell_not_begun = "niet begonnen", "not begun";
    cell_submitted = "ingeleverd", "submitted";
    cell_set_aside = "terzijde gelegd", "set aside";
    cancel_interview = "Gesprek laten vervallen", "Cancel interview";
    cancel_reason = "Waarom vervalt het?", "Why is it cancelled?";
    cancel_reason_hint = "Er is al iets opgeschreven. Je reden blijft bij de kandidaat staan.",
        "Something was written already. Your reason stays with the candidate.";
    said_cancelled = "Het gesprek is vervallen.", "The interview is cancelled.";
    said_restored = "De kandidaat staat weer op het bord.", "The candidate is on the board again.";
    said_dropped = "De vraag is voor iedereen vervallen.", "The question is dropped for everybody.";
    said_counts_again = "De vraag telt weer mee.", "The question counts again.";
    late = "later toegevoegd", "added later";
    compare = "Vergelijken", "Compare";
    reveal_title = "Scores eerder onthullen", "Reveal scores early";
    reveal_intro = "De scores worden vanzelf zichtbaar als iedereen heeft ingeleverd. Eerder kan ook, maar niet terug. Iedereen ziet straks wie dit deed en waarom.",
        "Scores become visible by themselves when everybody has submitted. You can do it earlier, but not undo it. Everyone will see who did this and why.";
    reveal = "Nu onthullen", "Reveal now";
    reveal_all_in = "Alles is binnen: scores onthullen", "Everything is in: reveal the scores";
    reveal_all_in_intro = "Er wordt op niemand meer gewacht, maar de scores bleven verborgen. Onthul je ze, dan zien het panel, recruiters en auditors ze, en dat kan niet terug. Iedereen ziet wie dit deed en waarom.",
        "Nobody is waited for any more, but the scores stayed hidden. If you reveal them, the panel, recruiters and auditors see them, and that cannot be undone. Everyone will see who did this and why.";
    last_one = "Hier wachtte de ronde als laatste op. Wat gebeurt er met de scores van de anderen?",
        "This was the last that the round waited for. What becomes of the scores of the others?";
    keep_hidden = "Verborgen houden", "Keep hidden";
    keep_hidden_help = "Niemand ziet iets. Je kunt een nieuw gesprek plannen, of later onthullen.",
        "Nobody sees anything. You can plan another interview, or reveal later.";
    reveal_now_help = "Het panel, recruiters en auditors zien meteen alle ingeleverde scores. Dat kan niet terug, en iedereen ziet wie dit deed en waarom.",
        "The panel, recruiters and auditors see all submitted scores at once. That cannot be undone, and everyone will see who did this and why.";
    reveal_why = "Waarom onthul je nu?", "Why do you reveal now?";
    reveal_why_hint = "Alleen nodig als je onthult. Minstens 10 tekens.", "Only needed when you reveal. At least 10 characters.";
    reveal_reason_hint = "Minstens 10 tekens.", "At least 10 characters.";
    waits_reveal = "Alles is binnen. De scores zijn nog verborgen: hieronder kun je ze onthullen.",
        "Everything is in. The scores are still hidden: you can reveal them below.";
    progress = "Voortgang", "Progress";
    panel_pdf = "Panelrapport (PDF)", "Panel report (PDF)";
    candidate_pdf = "Kandidaatrapport (PDF)", "Candidate report (PDF)";
    waits_nothing = "Iedereen heeft ingeleverd.", "Everybody has submitted.";
    waits_planning = "Plan voor elke kandidaat een gesprek.", "Plan an interview for every candidate.";
}

/// Who gave a sheet back, when and why.
pub fn given_back_by(lang: Lang, it: &Handled) -> String {
    let (by, when, reason) = parts(lang, it);
    match lang {
        Lang::Nl => format!("Teruggegeven door {by} op {when}: {reason}"),
        Lang::En => format!("Given back by {by} on {when}: {reason}"),
    }
}

/// Who set a sheet aside, when and why.
pub fn set_aside_by(lang: Lang, it: &Handled) -> String {
    let (by, when, reason) = parts(lang, it);
    match lang {
        Lang::Nl => format!("Terzijde gelegd door {by} op {when}: {reason}"),
        Lang::En => format!("Set aside by {by} on {when}: {reason}"),
    }
}

/// What the panel waits for, in one line.
pub fn waits_for(lang: Lang, names: &[String]) -> String {
    let list = names.join(", ");
    match lang {
        Lang::Nl => format!("Het panel wacht op: {list}."),
        Lang::En => format!("The panel waits for: {list}."),
    }
}

/// Where a sheet was set aside and too few count.
pub fn waits_rater(lang: Lang, candidates: &[&str]) -> String {
    let list = candidates.join(", ");
    match lang {
        Lang::Nl => format!("Er is nog een beoordelaar nodig bij: {list}. Vervang daar wie zijn blad terzijde is gelegd."),
        Lang::En => format!("Another rater is needed for: {list}. Replace the one whose sheet was set aside there."),
    }
}

/// `5 van 8`
pub fn rated(lang: Lang, done: u32, of: u32) -> String {
    match lang {
        Lang::Nl => format!("{done} van {of}"),
        Lang::En => format!("{done} of {of}"),
    }
}

/// The button under the preview.
pub fn add_good(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Nl, 1) => "1 kandidaat toevoegen".into(),
        (Lang::Nl, n) => format!("{n} kandidaten toevoegen"),
        (Lang::En, 1) => "Add 1 candidate".into(),
        (Lang::En, n) => format!("Add {n} candidates"),
    }
}

/// How many rows are left out.
pub fn left_out(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Nl, 1) => "1 regel slaan we over.".into(),
        (Lang::Nl, n) => format!("{n} regels slaan we over."),
        (Lang::En, 1) => "1 line is left out.".into(),
        (Lang::En, n) => format!("{n} lines are left out."),
    }
}

/// Who revealed the round early, when and why.
pub fn revealed_early(lang: Lang, who: &str, when: &str, reason: &str) -> String {
    match lang {
        Lang::Nl => format!("Eerder onthuld door {who} op {when}. Reden: {reason}"),
        Lang::En => format!("Revealed early by {who} on {when}. Reason: {reason}"),
    }
}

/// When the round was revealed by its policy.
pub fn revealed_on(lang: Lang, when: &str) -> String {
    match lang {
        Lang::Nl => format!("Onthuld op {when}, toen iedereen had ingeleverd."),
        Lang::En => format!("Revealed on {when}, when everybody had submitted."),
    }
}

fn why(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(": {reason}") }
}

/// Who cancelled an interview, when and why.
pub fn cancelled_by(lang: Lang, who: &str, when: &str, reason: &str) -> String {
    let why = why(reason);
    match lang {
        Lang::Nl => format!("Vervallen door {who} op {when}{why}"),
        Lang::En => format!("Cancelled by {who} on {when}{why}"),
    }
}

/// The same person was in this vacancy before.
pub fn removed_before(lang: Lang, when: &str) -> String {
    match lang {
        Lang::Nl => format!("Stond er al eerder in, verwijderd op {when}"),
        Lang::En => format!("Was here before, removed on {when}"),
    }
}

/// Somebody in this vacancy looks like who was in it before.
pub fn alike_before(lang: Lang, when: &str) -> String {
    match lang {
        Lang::Nl => format!("Lijkt op iemand die er eerder in stond, verwijderd op {when}"),
        Lang::En => format!("Looks like somebody who was here before, removed on {when}"),
    }
}

/// Who cancelled an earlier interview, when and why.
pub fn cancelled_earlier(lang: Lang, who: &str, when: &str, reason: &str) -> String {
    let why = why(reason);
    match lang {
        Lang::Nl => format!("Eerder vervallen door {who} op {when}{why}"),
        Lang::En => format!("Cancelled earlier by {who} on {when}{why}"),
    }
}

/// A step in the history of a question: who dropped it or took it up again, when and why.
pub fn voiding_step(lang: Lang, restored: bool, who: &str, when: &str, reason: &str) -> String {
    let why = why(reason);
    match (lang, restored) {
        (Lang::Nl, false) => format!("Vervallen door {who} op {when}{why}"),
        (Lang::Nl, true) => format!("Weer meegeteld door {who} op {when}{why}"),
        (Lang::En, false) => format!("Dropped by {who} on {when}{why}"),
        (Lang::En, true) => format!("Counted again by {who} on {when}{why}"),
    }
}

/// Asked before an interview is cancelled in which nobody wrote yet.
pub fn cancel_confirm(lang: Lang, candidate: &str) -> String {
    match lang {
        Lang::Nl => {
            format!(
                "Het gesprek met {candidate} vervalt voor het hele panel. Terugdraaien kan niet; een nieuw gesprek plannen wel. Doorgaan?"
            )
        }
        Lang::En => {
            format!("The interview with {candidate} is cancelled for the whole panel. This cannot be undone; you can plan another. Go on?")
        }
    }
}

/// Said beside the way to undo it.
pub fn removed(lang: Lang, candidate: &str) -> String {
    match lang {
        Lang::Nl => format!("{candidate} is van het bord gehaald."),
        Lang::En => format!("{candidate} was taken off the board."),
    }
}

/// `Vacatures 26 tot 50 van 100`
pub fn page_of(lang: Lang, from: usize, to: usize, all: usize) -> String {
    match lang {
        Lang::Nl => format!("Vacatures {from} tot {to} van {all}"),
        Lang::En => format!("Vacancies {from} to {to} of {all}"),
    }
}
