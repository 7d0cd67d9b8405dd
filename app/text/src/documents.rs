//! What stands in the documents for a candidate, on paper forms and in the file of a person; and on the page they come from.

use domain::{
    Lang,
    ledger::Kind as Entry,
    report::{Deed, Kind, Paper},
    time::Local,
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
    of_round = "Over de hele ronde", "The whole round";
    of_candidates = "Per kandidaat", "Per candidate";
    not_before = "Vanaf de onthulling, als je eigen scores zijn ingeleverd.", "From the reveal on, once your own scores are in.";
    data = "Gegevens", "Data";
    data_intro = "Om zelf mee verder te rekenen. De tabellen openen goed in Excel.",
        "For your own calculations. The tables open in Excel.";
    comparison_csv = "Vergelijking als CSV", "Comparison as CSV";
    comparison_xlsx = "Vergelijking als Excel (XLSX)", "Comparison as Excel (XLSX)";
    interview_json = "Gesprek als JSON", "Interview as JSON";
    access_json = "Alles als JSON", "Everything as JSON";
    in_calendar = "In je agenda (ICS)", "Add to calendar (ICS)";
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
    pack_interrupted = "De server is tussendoor opnieuw gestart. Stel het opnieuw samen.", "The server was restarted in the meantime. Put it together again.";
    pack_ready = "Klaar.", "Ready.";
    pack_open = "Document openen", "Open the document";
    pack_kept = "Een dag te openen, alleen door jou.", "Can be opened for a day, by you alone.";

    feedback_title = "Terugkoppeling", "Feedback";
    feedback_lead = "Dit zag het panel in je gesprek. Het gaat alleen over jou, niet over andere kandidaten. Of je doorgaat, staat hier niet in.",
        "This is what the panel saw in your interview. It is about you alone, not about other candidates. It does not say whether you go through.";
    feedback_scores = "Je scores", "Your scores";
    feedback_scores_intro = "Het gemiddelde van het panel op een schaal van 1 tot en met 5, en het niveau waar dat het dichtst bij ligt.",
        "The mean of the panel on a scale of 1 to 5, and the level it is closest to.";
    feedback_reached = "Wat dat niveau inhoudt", "What that level means";
    feedback_unseen = "Het panel zag hier te weinig voor een score.", "The panel saw too little here for a score.";
    feedback_withheld = "Hier noemen we geen score: die zou verraden wat iemand van het panel gaf.",
        "We give no score here: it would tell what somebody of the panel gave.";
    feedback_strong = "Hier scoorde je het hoogst", "Where you scored highest";
    feedback_tip = "Tip", "Tip";
    feedback_no_tip = "Waar je een score hebt, ligt die het dichtst bij het hoogste niveau. Daarom geen tip.",
        "Wherever you have a score, it is closest to the highest level, so there is no tip.";
    feedback_nothing = "Het panel zag te weinig om je feedback te geven.", "The panel saw too little to give you feedback.";
    feedback_panel = "Met wie je sprak", "Who you spoke to";
    feedback_meaning = "Wat dit zegt, en wat niet", "What this says, and what it does not";
    feedback_limits = "Een gesprek is een momentopname. Kleine verschillen tussen scores zeggen niets.",
        "An interview is one moment. Small differences between scores mean nothing.";
    feedback_rights = "Je kunt je gegevens opvragen, ook de notities, en fouten laten verbeteren. Je krijgt binnen een maand antwoord.",
        "You can ask for your data, including the notes, and have mistakes corrected. You get an answer within a month.";

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
    form_knows = "Ken je deze kandidaat? Zo ja, hoe?", "Do you know this candidate? If so, how?";
    form_overall = "Totaalindruk", "Overall impression";
    form_overall_intro = "Pas nadat alles hierboven een score heeft. Telt niet mee in het totaal.",
        "Only after everything above has a score. It does not count in the total.";
    form_signed = "Handtekening", "Signature";
    form_ended = "Notities bij de vragen van de kandidaat (tellen niet mee)", "Notes on the candidate’s questions (do not count)";

    access_title = "Inzage in je gegevens", "Access to your data";
    access_lead = "Dit bewaart ons scoreprogramma over je, ook wat het panel opschreef. Wat er nog niet in staat, melden we erbij.",
        "This is what our scoring program keeps about you, including what the panel wrote. Where something is not included, we say so.";
    access_person = "Wie je bent", "Who you are";
    access_name = "Naam", "Name";
    access_email = "E-mailadres", "Email address";
    access_applied = "Toegevoegd op", "Added on";
    access_archived = "Verwijderd uit de vacature op", "Removed from the vacancy on";
    access_background = "Achtergrond", "Background";
    access_interview = "Gesprek", "Interview";
    access_arrangements = "Afspraken voor het gesprek", "Arrangements for the interview";
    access_raters = "Panel", "Panel";
    access_not_yet = "Scores en notities staan hier nog niet in, omdat de ronde nog loopt of nog niet alles is ingeleverd. Vraag na de ronde een nieuw overzicht.",
        "Scores and notes are not in here yet, because the round is still open or not everything has been submitted. Ask for a new copy after the round.";
    access_together = "Bij deze vacature blijft verborgen wie welke score gaf. Je ziet daarom gemiddelden, en notities zonder naam. Een streepje: het gemiddelde zou verraden wat iemand gaf.",
        "For this vacancy it stays hidden who gave which score. So you see means, and notes without names. A dash: the mean would tell what somebody gave.";
    access_notes = "Notities", "Notes";
    access_no_notes = "Er zijn geen notities.", "There are no notes.";
    access_relation = "Hoe dit panellid je kent:", "How this panel member knows you:";
    access_history = "Wat er is vastgelegd, op volgorde", "What was recorded, in order";
    access_when = "Wanneer", "When";
    access_who = "Wie", "Who";
    access_what = "Wat", "What";
    access_no_decision = "Er is geen besluit over je vastgelegd.", "No decision about you has been recorded.";
    access_no_history = "Wat er stap voor stap is vastgelegd staat er niet bij: de volgorde zou tonen wie wat schreef.",
        "What was recorded step by step is left out: the order would show who wrote what.";
    access_withheld = "Staat er nog niet bij: wie dit overzicht maakte, mag het nog niet zien. Vraag na de ronde een nieuw overzicht.",
        "Not included yet: whoever made this copy may not see it yet. Ask for a new copy after the round.";
    access_few = "Notities staan er niet bij: met zo weinig panelleden zou blijken wie ze schreef.",
        "Notes are left out: with so few panel members it would show who wrote them.";
    access_kept = "Bewaard tot", "Kept until";
    access_rights = "Je rechten", "Your rights";
    access_rights_text = "Je kunt ons vragen je gegevens te verbeteren, te wissen of beperkt te gebruiken, en bezwaar maken. Ook kun je altijd een klacht indienen bij de Autoriteit Persoonsgegevens.",
        "You can ask us to correct, erase or restrict your data, and you can object to their use. You can always complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).";
    access_no_automation = "Geen computer beslist over je. Mensen geven scores, vaste regels tellen ze op en een mens beslist.",
        "No computer decides about you. People give scores, fixed rules add them up, and a person decides.";
    access_nothing = "We bewaren geen sollicitatie van je.", "We hold no application from you.";
}

/// What a document is called in a list.
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    let (nl, en) = match kind {
        Kind::Panel => ("Panelrapport", "Panel report"),
        Kind::Candidate => ("Kandidaatrapport", "Candidate report"),
        Kind::Feedback => ("Terugkoppeling aan de kandidaat", "Feedback for the candidate"),
        Kind::Form => ("Gespreksformulier op papier", "Interview form on paper"),
        Kind::Sheet => ("Kandidatenblad", "Candidate sheet"),
        Kind::Access => ("Inzage: alles over één persoon", "Access: everything about one person"),
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
            "De eigen scores, wat het hoogst scoorde en waar mogelijk een tip. Voor de kandidaat.",
            "Their own scores, what scored highest and, where possible, a tip. For the candidate.",
        ),
        Kind::Form => (
            "Vragen, niveaus en schrijfruimte, als er geen scherm bij kan.",
            "Questions, levels and room to write, where no screen can be used.",
        ),
        Kind::Sheet => ("Wat de kandidaat vooraf leest.", "What the candidate reads beforehand."),
        Kind::Access => (
            "Als iemand vraagt welke gegevens je bewaart (AVG, artikel 15). Stuur het kandidatenblad mee: daarin staan doel, ontvangers en rechten.",
            "When somebody asks which data you keep (GDPR, article 15). Send the candidate sheet along: it states purpose, recipients and rights.",
        ),
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

/// In a calendar: `Sollicitatiegesprek met Zoë Müller (Junior data-analist)`.
pub fn appointment(lang: Lang, candidate: &str, vacancy: &str) -> String {
    match lang {
        Lang::Nl => format!("Sollicitatiegesprek met {candidate} ({vacancy})"),
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
    match (lang, of) {
        (Lang::Nl, 1) => format!("{done} van 1 kandidaat klaar"),
        (Lang::En, 1) => format!("{done} of 1 candidate done"),
        (Lang::Nl, _) => format!("{done} van {of} kandidaten klaar"),
        (Lang::En, _) => format!("{done} of {of} candidates done"),
    }
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

/// Before what a level looks like.
pub fn level_means(lang: Lang, level: u8) -> String {
    match lang {
        Lang::Nl => format!("Dit houdt niveau {level} in:"),
        Lang::En => format!("What level {level} means:"),
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
pub const fn deed(lang: Lang, deed: Deed) -> &'static str {
    let (nl, en) = match deed {
        Deed::LookedEarly => ("cv en achtergrond geopend vóór het inleveren", "CV and background opened before submitting"),
        Deed::Probed => ("doorgevraagd", "follow-up asked"),
        Deed::NoteRemoved => ("notitie weggehaald", "note removed"),
        Deed::Entry(Entry::Opened) => ("gesprek begonnen", "interview begun"),
        Deed::Entry(Entry::Asked) => ("vraag gesteld", "question asked"),
        Deed::Entry(Entry::Skipped) => ("vraag overgeslagen", "question skipped"),
        Deed::Entry(Entry::Changed) => ("vraag anders gesteld", "question asked in other words"),
        Deed::Entry(Entry::Noted) => ("notitie geschreven", "note written"),
        Deed::Entry(Entry::Rated) => ("score gegeven", "score given"),
        Deed::Entry(Entry::NoEvidence) => ("niets concreets gehoord", "no evidence heard"),
        Deed::Entry(Entry::Declared) => ("antwoord op ‘Ken je deze kandidaat?’", "answered ‘Do you know this candidate?’"),
        Deed::Entry(Entry::Overall) => ("totaalindruk gegeven", "overall impression given"),
        Deed::Entry(Entry::Submitted) => ("scores ingeleverd", "scores submitted"),
        Deed::Entry(Entry::Replaced) => ("panellid vervangen", "panel member replaced"),
        Deed::Entry(Entry::Returned) => ("blad teruggegeven", "sheet given back"),
        Deed::Entry(Entry::SetAside) => ("blad terzijde gelegd", "sheet set aside"),
        Deed::Entry(Entry::Closed) => ("gesprek afgerond", "interview ended"),
        Deed::Entry(Entry::Consensus) => ("gezamenlijk oordeel vastgelegd", "joint judgement written down"),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

/// Until when the data of an application may be there, for the person it is about.
pub fn kept_until(lang: Lang, by: Option<Local>) -> String {
    match (lang, by) {
        (_, Some(by)) => numbers::date(lang, by),
        (Lang::Nl, None) => "4 weken na het einde van de procedure".into(),
        (Lang::En, None) => "4 weeks after the end of the procedure".into(),
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
