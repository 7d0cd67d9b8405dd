//! What stands in the documents for a candidate, on paper forms and in the file of a person; and on the page they come from.

use domain::{
    Lang,
    ledger::Kind as Entry,
    report::{Kind, Paper},
};

use crate::numbers;

words! {
    title = "Rapporten", "Reports";
    intro = "Elk document opent in een eigen tabblad. Kies eerst taal en papier.", "Each document opens in a tab of its own. First choose language and paper.";
    language = "Taal", "Language";
    paper = "Papier", "Paper";
    show = "Toepassen", "Apply";
    open = "Openen", "Open";
    save_as = "Downloaden", "Download";
    of_round = "Over de hele ronde", "On the whole round";
    of_candidates = "Per kandidaat", "Per candidate";
    not_before = "Vanaf de onthulling, als je eigen scores zijn ingeleverd.", "From the reveal on, once your own scores are in.";
    data = "Gegevens", "Data";
    data_intro = "Om zelf mee verder te rekenen. De tabellen openen goed in Excel.", "To go on calculating yourself. The tables open well in Excel.";
    comparison_csv = "Vergelijking als CSV", "Comparison as CSV";
    comparison_xlsx = "Vergelijking als Excel (XLSX)", "Comparison as Excel (XLSX)";
    interview_json = "Interview als JSON", "Interview as JSON";
    access_json = "Alles als JSON", "Everything as JSON";
    in_calendar = "In je agenda (ICS)", "To your calendar (ICS)";
    with_names = "met namen van het panel", "with the panel’s names";
    with_names_hint = "Alleen als iedereen van het panel dat goedvindt.", "Only if everybody on the panel agrees.";
    nobody = "Nog geen kandidaten.", "No candidates yet.";

    pack = "Alles in één document", "Everything in one document";
    pack_intro = "Het panelrapport en daarna van elke kandidaat het kandidaatrapport. Dat maken we op de achtergrond; je kunt gewoon verder werken.",
        "The panel report, then the candidate report of every candidate. It is made in the background; you can go on working.";
    pack_make = "Samenstellen", "Put together";
    pack_again = "Opnieuw samenstellen", "Put together again";
    pack_cancel = "Stoppen", "Stop";
    pack_cancelled = "Gestopt. Er is niets bewaard.", "Stopped. Nothing was kept.";
    pack_failed = "Dit is niet gelukt. Probeer het opnieuw.", "This did not work. Try again.";
    pack_ready = "Klaar.", "Ready.";
    pack_open = "Document openen", "Open the document";
    pack_kept = "Een dag te openen, alleen door jou.", "Can be opened for a day, by you alone.";

    feedback_title = "Terugkoppeling", "Feedback";
    feedback_lead = "Dit zag het panel in je gesprek. Alles gaat over jou; met andere kandidaten vergelijkt dit document niet.",
        "This is what the panel saw in your interview. It is all about you; this document does not compare you with anybody.";
    feedback_scores = "Je scores", "Your scores";
    feedback_scores_intro = "Het gemiddelde van het panel op een schaal van 1 tot en met 5, en het niveau waar dat het dichtst bij ligt.",
        "The mean of the panel on a scale of 1 to 5, and the level it is closest to.";
    feedback_reached = "Wat dat niveau inhoudt", "What that level means";
    feedback_unseen = "Dit kwam niet aan bod.", "This did not come up.";
    feedback_strong = "Sterk", "Strong";
    feedback_tip = "Tip", "Tip";
    feedback_no_tip = "Het panel zag overal het hoogste niveau.", "The panel saw the highest level everywhere.";
    feedback_nothing = "Het panel kon nog te weinig zien om iets terug te geven.", "The panel could see too little to give anything back.";
    feedback_panel = "Met wie je sprak", "Whom you talked with";
    feedback_meaning = "Wat dit zegt, en wat niet", "What this says, and what it does not";
    feedback_limits = "Een gesprek is een momentopname. Kleine verschillen tussen scores zeggen niets.",
        "An interview is one moment. Small differences between scores mean nothing.";
    feedback_rights = "Je kunt je gegevens opvragen, ook de notities, en vragen om verbetering. Je krijgt binnen een maand antwoord.",
        "You can ask for your data, notes included, and for correction. You get an answer within a month.";

    form_title = "Gespreksformulier", "Interview form";
    form_lead = "Voor één beoordelaar bij één gesprek. Vul het zelf in, vóór je met anderen over de kandidaat praat.",
        "For one rater in one interview. Fill it in yourself, before you talk with others about the candidate.";
    form_rater = "Beoordelaar", "Rater";
    form_date = "Datum", "Date";
    form_opening = "Opening", "Opening";
    form_closing = "Afsluiting", "Closing";
    form_probes = "Doorvragen", "Probes";
    form_note = "Wat zei of deed de kandidaat? De kandidaat kan dit opvragen.", "What did the candidate say or do? The candidate can ask to see this.";
    form_level = "Kruis één niveau aan", "Tick one level";
    form_not_observed = "Niet gezien, omdat:", "Not observed, because:";
    form_knows = "Ik ken de kandidaat, namelijk:", "I know the candidate, namely:";
    form_overall = "Totaalindruk", "Overall impression";
    form_overall_intro = "Pas nadat alles hierboven een score heeft. Telt niet mee in het totaal.",
        "Only after everything above has a score. It does not count in the total.";
    form_signed = "Handtekening", "Signature";
    form_ended = "Aantekeningen bij de vragen van de kandidaat (tellen niet mee)", "Notes on the candidate’s questions (do not count)";

    access_title = "Inzage in je gegevens", "Access to your data";
    access_lead = "Dit is alles wat we van je bewaren, ook wat interviewers opschreven.", "This is everything we keep about you, also what interviewers wrote.";
    access_person = "Wie je bent", "Who you are";
    access_name = "Naam", "Name";
    access_email = "E-mailadres", "Email address";
    access_applied = "Aangemeld op", "Applied on";
    access_archived = "Uit de procedure sinds", "Out of the procedure since";
    access_background = "Achtergrond", "Background";
    access_interview = "Gesprek", "Interview";
    access_arrangements = "Afspraken voor het gesprek", "Arrangements for the interview";
    access_raters = "Panel", "Panel";
    access_not_yet = "Scores en notities zijn er nog niet, of het panel ziet ze zelf nog niet van elkaar. Ze staan in dit document zodra ze bekend zijn.",
        "There are no ratings and notes yet, or the panel does not see each other’s yet. They will be in this document once they are known.";
    access_together = "Bij deze vacature blijft verborgen wie welke score gaf. Je ziet daarom gemiddelden, en notities zonder wie ze schreef.",
        "For this vacancy it stays hidden who gave which score. So you see means, and notes without who wrote them.";
    access_notes = "Notities", "Notes";
    access_no_notes = "Er zijn geen notities.", "There are no notes.";
    access_relation = "Kent je:", "Knows you:";
    access_history = "Wat er is vastgelegd, op volgorde", "What was recorded, in order";
    access_when = "Wanneer", "When";
    access_who = "Wie", "Who";
    access_what = "Wat", "What";
    access_rights = "Je rechten", "Your rights";
    access_rights_text = "Je mag vragen om gegevens te verbeteren, te wissen of het gebruik te beperken, en bezwaar maken. Komen jullie er niet uit, dan kun je een klacht indienen bij de Autoriteit Persoonsgegevens.",
        "You may ask to have data corrected or erased or their use restricted, and object. If that leads nowhere, you can complain to the Dutch privacy authority (Autoriteit Persoonsgegevens).";
    access_no_automation = "Geen computer besliste over je. Mensen gaven scores, vaste regels telden ze op, en een mens besliste.",
        "No computer decided about you. People gave scores, fixed rules added them up, and a person decided.";
    access_nothing = "We bewaren geen sollicitatie van je.", "We keep no application of yours.";
}

/// What a document is called in a list.
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    let (nl, en) = match kind {
        Kind::Panel => ("Panelrapport", "Panel report"),
        Kind::Candidate => ("Kandidaatrapport", "Candidate report"),
        Kind::Feedback => ("Terugkoppeling aan de kandidaat", "Feedback for the candidate"),
        Kind::Form => ("Gespreksformulier op papier", "Interview form on paper"),
        Kind::Sheet => ("Kandidatenblad", "Candidate sheet"),
        Kind::Access => ("Inzage: alles over één persoon", "Access: everything on one person"),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

/// What a document is for, in one sentence.
pub const fn kind_means(lang: Lang, kind: Kind) -> &'static str {
    let (nl, en) = match kind {
        Kind::Panel => (
            "Alle kandidaten naast elkaar, wie je uit elkaar kunt houden, de notities en het besluit. Voor het panel.",
            "All candidates side by side, who can be told apart, the notes and the decision. For the panel.",
        ),
        Kind::Candidate => (
            "Eén kandidaat met scores en notities per beoordelaar. Voor het panel.",
            "One candidate with scores and notes per rater. For the panel.",
        ),
        Kind::Feedback => (
            "De eigen scores, twee sterke punten en een tip. Voor de kandidaat.",
            "The own scores, two strengths and a tip. For the candidate.",
        ),
        Kind::Form => (
            "Vragen, niveaus en schrijfruimte, als er geen scherm bij kan.",
            "Questions, levels and room to write, where no screen can be used.",
        ),
        Kind::Sheet => ("Wat de kandidaat vooraf leest.", "What the candidate reads beforehand."),
        Kind::Access => {
            ("Als iemand vraagt welke gegevens je bewaart (AVG, artikel 15).", "When somebody asks which data you keep (GDPR, article 15).")
        }
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

pub const fn paper_name(_: Lang, paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "A4",
        Paper::Letter => "Letter",
    }
}

/// In a calendar: `Interview met Zoë Müller (Junior data-analist)`.
pub fn appointment(lang: Lang, candidate: &str, vacancy: &str) -> String {
    match lang {
        Lang::Nl => format!("Interview met {candidate} ({vacancy})"),
        Lang::En => format!("Interview with {candidate} ({vacancy})"),
    }
}

/// What was agreed on for it, and where it is held in Maatstaf.
pub fn appointment_text(lang: Lang, arrangements: &str, link: &str) -> String {
    let link = match lang {
        Lang::Nl => format!("Openen in Maatstaf: {link}"),
        Lang::En => format!("Open in Maatstaf: {link}"),
    };
    if arrangements.trim().is_empty() { link } else { format!("{}\n{link}", arrangements.trim()) }
}

/// `3 van 12 kandidaten`
pub fn pack_progress(lang: Lang, done: u32, of: u32) -> String {
    match lang {
        Lang::Nl => format!("{done} van {of} kandidaten klaar"),
        Lang::En => format!("{done} of {of} candidates done"),
    }
}

/// What a link to a document of one candidate says to somebody who hears only the link.
pub fn kind_of(lang: Lang, of: Kind, candidate: &str) -> String {
    format!("{}: {candidate}", kind(lang, of))
}

/// What a rater is called where names are left out.
pub fn rater(lang: Lang, number: u32) -> String {
    match lang {
        Lang::Nl => format!("Beoordelaar {number}"),
        Lang::En => format!("Rater {number}"),
    }
}

/// `Leervermogen: 4,3 van 5`
pub fn out_of_five(lang: Lang, mean: f64) -> String {
    let mean = numbers::competency(lang, mean);
    match lang {
        Lang::Nl => format!("{mean} van 5"),
        Lang::En => format!("{mean} out of 5"),
    }
}

/// Before what one level up looks like.
pub fn one_up(lang: Lang, level: u8) -> String {
    match lang {
        Lang::Nl => format!("Zo ziet niveau {level} eruit:"),
        Lang::En => format!("This is what level {level} looks like:"),
    }
}

/// `Vraag 3, ongeveer 6 minuten`
pub fn question(lang: Lang, number: usize, minutes: u16) -> String {
    match (lang, minutes) {
        (Lang::Nl, 0) => format!("Vraag {number}"),
        (Lang::En, 0) => format!("Question {number}"),
        (Lang::Nl, 1) => format!("Vraag {number} (ongeveer 1 minuut)"),
        (Lang::En, 1) => format!("Question {number} (about 1 minute)"),
        (Lang::Nl, minutes) => format!("Vraag {number} (ongeveer {minutes} minuten)"),
        (Lang::En, minutes) => format!("Question {number} (about {minutes} minutes)"),
    }
}

/// What an entry of the ledger says happened.
pub const fn happening(lang: Lang, kind: Entry) -> &'static str {
    let (nl, en) = match kind {
        Entry::Opened => ("gesprek begonnen", "interview begun"),
        Entry::Asked => ("vraag gesteld", "question asked"),
        Entry::Skipped => ("vraag overgeslagen", "question skipped"),
        Entry::Changed => ("vraag anders gesteld", "question asked in other words"),
        Entry::Noted => ("notitie", "note"),
        Entry::Rated => ("score", "rating"),
        Entry::NoEvidence => ("niets concreets gehoord", "no evidence heard"),
        Entry::Declared => ("zegt je te kennen, of niet", "says whether they know you"),
        Entry::Overall => ("totaalindruk", "overall impression"),
        Entry::Submitted => ("scores ingeleverd", "scores submitted"),
        Entry::Replaced => ("beoordelaar vervangen", "rater replaced"),
        Entry::Closed => ("gesprek afgerond", "interview ended"),
        Entry::Consensus => ("afspraak van het panel", "agreed on by the panel"),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rater_without_a_name_is_a_number() {
        assert_eq!((rater(Lang::Nl, 1), rater(Lang::En, 2)), ("Beoordelaar 1".into(), "Rater 2".into()));
    }

    #[test]
    fn one_minute_is_not_minutes() {
        assert_eq!(question(Lang::Nl, 3, 1), "Vraag 3 (ongeveer 1 minuut)");
        assert_eq!(question(Lang::En, 3, 6), "Question 3 (about 6 minutes)");
        assert_eq!(question(Lang::En, 3, 0), "Question 3");
    }
}
