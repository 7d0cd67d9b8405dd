//! What went wrong and what to do, without blame and without codes.

mod sheets;
mod waiting;
mod whose;

use domain::{Code, Failure, Fault, Lang};

pub use waiting::try_now;
pub use whose::{go_back, go_back_later};

/// A sentence for a code, where `about` makes it exact.
#[expect(clippy::too_many_lines, reason = "one line per code reads better than a split list")]
pub fn say(lang: Lang, code: Code, about: &str) -> String {
    let (nl, en): (&str, &str) = match code {
        Code::NotSignedIn => ("Log eerst in.", "Sign in first."),
        Code::SignInFailed => (
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het opnieuw.",
            "This email address and password do not belong together. Try again.",
        ),
        Code::OtherPerson => return whose::of_another(lang, about),
        Code::TooManyTries => return waiting::too_many_tries(lang, about),
        Code::NotAllowed => (
            "Hier heb je geen rechten voor. Vraag een beheerder als dat niet klopt.",
            "You have no right to do this. Ask an administrator if that is wrong.",
        ),
        Code::CrossSite => {
            ("Dit verzoek kwam van een andere site en is niet uitgevoerd.", "This request came from another site and was not carried out.")
        }
        Code::WrongHost => {
            return match lang {
                Lang::Nl => format!(
                    "Deze Maatstaf is bereikbaar op {about}. Beheer je hem zelf, start hem dan met --base-url en het adres dat je gebruikt."
                ),
                Lang::En => format!(
                    "This Maatstaf is reached at {about}. If you run it yourself, start it with --base-url and the address that you use."
                ),
            };
        }
        Code::WrongCode => (
            "Deze code klopt niet. Kijk in het venster waarin Maatstaf draait.",
            "This code is not right. Look at the window in which Maatstaf runs.",
        ),
        Code::NotFound => ("Dit is niet gevonden. Misschien is de link oud.", "This was not found. The link may be old."),
        Code::LinkExpired => {
            ("Deze link is verlopen of al gebruikt. Vraag om een nieuwe.", "This link has expired or was used already. Ask for a new one.")
        }
        Code::Stale => (
            "Iemand anders heeft dit intussen gewijzigd. Je ziet nu de nieuwste stand; doe je wijziging opnieuw.",
            "Somebody else changed this in the meantime. You now see the newest state; make your change again.",
        ),
        Code::AlreadySetUp => ("Deze Maatstaf is al ingericht. Log in.", "This Maatstaf is set up already. Sign in."),
        Code::AlreadySubmitted => ("Dit is al ingeleverd en staat vast.", "This was submitted already and is locked."),
        Code::AlreadyRevealed => ("De scores zijn al onthuld.", "The scores are revealed already."),
        Code::AlreadyPublished => (
            "Deze versie is gepubliceerd en staat vast. Maak een nieuwe versie om iets te wijzigen.",
            "This version is published and fixed. Make a new version to change something.",
        ),
        Code::NotReady => (
            "Deze scorekaart is nog niet klaar om te publiceren. Kijk bij ‘Dit moet nog’.",
            "This scorecard is not ready to publish yet. Look under ‘This must be done’.",
        ),
        Code::AlreadyPlanned => ("Voor deze kandidaat staat al een gesprek.", "This candidate already has an interview."),
        Code::OwnProcedure => (
            "In deze vacature ben je zelf kandidaat. Daarom zie en doe je er hier niets van; vraag een collega.",
            "You are a candidate in this vacancy yourself. That is why you see and do nothing of it here; ask a colleague.",
        ),
        Code::OwnSeat => (
            "Jezelf vervangen kan niet zolang je nog moet inleveren. Vraag een andere recruiter of beheerder om dit te doen.",
            "You cannot replace yourself while you still have to submit. Ask another recruiter or administrator to do this.",
        ),
        Code::OwnSheet | Code::ReadOthers | Code::NotSubmitted | Code::SetAside | Code::AnotherRater | Code::GivenBack => {
            return sheets::say(lang, code, about);
        }
        Code::NotDeciding => (
            "Het besluit is nog niet begonnen, of al gesloten. Kijk bij ‘Besluit’.",
            "Deciding has not begun, or is closed already. Look under ‘Decision’.",
        ),
        Code::AlreadyClosed => ("Deze vacature is gesloten.", "This vacancy is closed."),
        Code::NotPublished => ("Publiceer de scorekaart eerst.", "Publish the scorecard first."),
        Code::NotYetRevealed => (
            "De scores zijn nog niet onthuld. Dat gebeurt als iedereen heeft ingeleverd.",
            "The scores are not revealed yet. That happens when everybody has submitted.",
        ),
        Code::SubmitFirst => (
            "Lever eerst je eigen scores in; daarna zie je die van anderen.",
            "Submit your own scores first; then you see those of others.",
        ),
        Code::Cancelled => ("Dit gesprek is vervallen.", "This interview is cancelled."),
        Code::InUse => ("Dit is nog in gebruik en kan niet weg.", "This is still in use and cannot go."),
        Code::NothingToUndo => ("Er is niets om ongedaan te maken.", "There is nothing to undo."),
        Code::EvidenceFirst => (
            "Schrijf eerst een notitie bij deze vraag, of kies ‘Niets concreets gehoord’.",
            "Write a note at this question first, or choose ‘No evidence heard’.",
        ),
        Code::LevelStands => (
            "Je score rust hierop. Schrijf eerst een notitie, of kies ‘Niet gezien’.",
            "Your score rests on this. Write a note first, or choose ‘Not observed’.",
        ),
        Code::DeclareFirst => {
            ("Zeg of je deze kandidaat kent. Daarna kun je inleveren.", "Say whether you know this candidate. Then you can submit.")
        }
        Code::OverallLast => (
            "Het totaaloordeel komt als laatste: beoordeel eerst alle vragen.",
            "The overall judgement comes last: rate all questions first.",
        ),
        Code::NotWide => (
            "Hier verschilt het panel minder dan twee punten: het gemiddelde staat.",
            "The panel differs by less than two points here: the mean stands.",
        ),
        Code::LastItem => ("De laatste vraag kan niet vervallen.", "The last question cannot be dropped."),
        Code::Voided => ("Deze vraag is voor iedereen vervallen.", "This question was dropped for everybody."),
        Code::NothingSubmitted => {
            ("Er is nog niets ingeleverd, dus er valt niets te onthullen.", "Nothing is submitted yet, so there is nothing to reveal.")
        }
        Code::NothingToTry => (
            "Er staat nog geen vraag in deze scorekaart. Voeg er eerst een toe.",
            "There is no question in this scorecard yet. Add one first.",
        ),
        Code::EnoughAnswers => (
            "Er zijn al genoeg antwoorden binnen. Dank je wel; je kunt deze pagina sluiten.",
            "Enough answers have come in already. Thank you; you can close this page.",
        ),
        Code::DemoAccount => (
            "Dit is een demo-account. Het werkt alleen als Maatstaf met --demo is gestart.",
            "This is a demo account. It only works when Maatstaf was started with --demo.",
        ),
        Code::Deactivated => (
            "De toegang van dit account is gestopt. Een beheerder kan die herstellen.",
            "The access of this account was stopped. An administrator can restore it.",
        ),
        Code::AccountChanged => (
            "Dit account is buiten Maatstaf om veranderd en kan daarom niet inloggen. Een beheerder kan het wachtwoord of de rol opnieuw instellen.",
            "This account was changed outside Maatstaf, so it cannot sign in. An administrator can set its password or role anew.",
        ),
        Code::Invalid => ("Kijk de gemarkeerde velden na.", "Check the marked fields."),
        Code::WrongType => (
            "Dit verzoek heeft een andere vorm dan hier past en is niet uitgevoerd. Laad de pagina opnieuw en probeer het nog eens.",
            "This request has another form than fits here and was not carried out. Reload the page and try again.",
        ),
        Code::TooLarge => (
            "Dit is te lang om op te slaan. Kort het in; wat je typte staat er nog.",
            "This is too long to save. Shorten it; what you typed is still there.",
        ),
        Code::Unreadable => {
            ("Dit bericht konden we niet lezen. Laad de pagina opnieuw.", "We could not read this message. Reload the page.")
        }
        Code::StorageFull => (
            "De schijf van de server is vol. Er is niets half opgeslagen. Vraag een beheerder om ruimte te maken.",
            "The server's disk is full. Nothing was saved half. Ask an administrator to make room.",
        ),
        Code::Unavailable => (
            "De gegevens zijn even niet bereikbaar. Probeer het zo opnieuw.",
            "The data cannot be reached for a moment. Try again shortly.",
        ),
        Code::Replaced => (
            "Het bestand met de gegevens is vervangen terwijl Maatstaf draaide. Er wordt niets meer opgeslagen. Vraag wie Maatstaf beheert om hem te stoppen, het juiste bestand neer te zetten en opnieuw te starten.",
            "The file with the data was replaced while Maatstaf ran. Nothing is saved any more. Ask who runs Maatstaf to stop it, put the right file in place and start it again.",
        ),
        Code::Busy => {
            ("Het is even te druk op de server. Probeer het zo opnieuw.", "The server is too busy for a moment. Try again shortly.")
        }
        Code::TooMuchAtOnce => (
            "Er wordt van hier te veel tegelijk verstuurd. Wacht tot dat klaar is en probeer het opnieuw.",
            "Too much is being sent from here at once. Wait until that is done and try again.",
        ),
        Code::TooManyDocuments => (
            "Er worden al meerdere documenten voor je gemaakt. Wacht tot die er zijn en probeer het opnieuw.",
            "Several documents are being made for you already. Wait until those are there and try again.",
        ),
        Code::TooSlow => (
            "Je bericht kwam niet op tijd binnen. Kijk of je verbinding het doet en probeer het opnieuw.",
            "Your message did not arrive in time. See whether your connection works and try again.",
        ),
        Code::TooManyStreams => (
            "Maatstaf staat op te veel tabbladen open. Sluit er een paar; dan kijkt dit tabblad weer vanzelf mee.",
            "Maatstaf is open in too many tabs. Close some; then this tab follows along again by itself.",
        ),
        Code::TooManyPacks => (
            "Er worden al genoeg rapportbundels tegelijk gemaakt. Wacht tot er een klaar is en probeer het opnieuw.",
            "Enough packs of reports are being made at once already. Wait until one is ready and try again.",
        ),
        Code::PacksTooLarge => (
            "De rapportbundels die klaarstaan nemen te veel ruimte in. Gooi er een weg, of wacht een dag: dan verdwijnen ze vanzelf.",
            "The packs of reports that are ready take up too much room. Throw one away, or wait a day: then they go by themselves.",
        ),
        Code::Internal => (
            "Er ging iets mis bij ons. Probeer het opnieuw; blijft het, meld het dan aan je beheerder.",
            "Something went wrong on our side. Try again; if it stays, tell your administrator.",
        ),
        Code::Required => ("Vul dit in.", "Fill this in."),
        Code::TooLong => return with(lang, "Dit is te lang: hooguit {} tekens.", "This is too long: at most {} characters.", about),
        Code::TooShort => return with(lang, "Dit is te kort: minstens {} tekens.", "This is too short: at least {} characters.", about),
        Code::BadEmail => ("Dit is geen e-mailadres.", "This is not an email address."),
        Code::BadYear => {
            ("Dit jaar kan niet kloppen. Kies er een tussen 2000 en 2100.", "This year cannot be right. Choose one from 2000 to 2100.")
        }
        Code::NoSuchTime => (
            "Deze tijd bestaat niet: de klok gaat dan een uur vooruit. Kies een tijd ervoor of erna.",
            "This time does not exist: the clock then goes an hour forward. Choose one before or after it.",
        ),
        Code::BadDate => ("Dit is geen datum en tijd.", "This is not a date and time."),
        Code::BadNumber => return with(lang, "Vul een heel getal in ({}).", "Fill in a whole number ({}).", about),
        Code::NoColumn => return with(lang, "Er is geen kolom {}.", "There is no column {}.", about),
        Code::EmptyCell => return with(lang, "{} ontbreekt.", "{} is missing.", about),
        Code::RatedTwice => (
            "Deze beoordelaar heeft deze competentie bij deze kandidaat al gescoord.",
            "This rater rated this competency of this candidate on an earlier line.",
        ),
        Code::UnknownCompetency => {
            return with(lang, "De competentie {} staat niet in het bestand.", "The competency {} is not in the file.", about);
        }
        Code::BadWeight => {
            return with(lang, "Het gewicht van {} is geen getal van 0 of meer.", "The weight of {} is no number of 0 or more.", about);
        }
        Code::NoWeight => return with(lang, "Er is geen gewicht voor {}.", "There is no weight for {}.", about),
        Code::MoreThanAll => ("Er zijn er meer gekozen dan er waren.", "More were selected than there were."),
        Code::BadLevel => ("Een niveau is 1, 2, 3, 4 of 5.", "A level is 1, 2, 3, 4 or 5."),
        Code::BadChoice => ("Kies uit de lijst.", "Choose from the list."),
        Code::EmailTaken => ("Dit e-mailadres heeft al een account.", "This email address already has an account."),
        Code::ColleagueThere => (
            "Deze collega heeft al een account en staat in de lijst. Wachtwoord vergeten? Kies daar ‘Nieuw wachtwoord’.",
            "This colleague has an account already, in the list. Password forgotten? Choose ‘New password’ there.",
        ),
        Code::ColleagueStopped => (
            "Deze collega heeft een account zonder toegang. Kies in de lijst ‘Toegang herstellen’, en zo nodig ‘Nieuw wachtwoord’.",
            "This colleague has an account without access. Choose ‘Restore access’ in the list, and ‘New password’ where needed.",
        ),
        Code::DuplicateRow => ("Deze kandidaat staat er al.", "This candidate is there already."),
        Code::WeakPassword => {
            return with(lang, "Neem minstens {} tekens; een zin mag.", "Use at least {} characters; a sentence will do.", about);
        }
        Code::PasswordsDiffer => ("Dit is een ander wachtwoord dan hierboven.", "This is another password than above."),
        Code::ReasonRequired => ("Schrijf kort op waarom.", "Write briefly why."),
        Code::NoRows => {
            ("Er staan geen kandidaten in. Plak minstens één regel.", "There are no candidates in it. Paste at least one line.")
        }
        Code::NoNameColumn => ("We vinden geen kolom met namen. Noem hem ‘naam’.", "We find no column with names. Call it ‘name’."),
        Code::TooManyRows => {
            return with(lang, "Dit zijn te veel regels: hooguit {} tegelijk.", "These are too many lines: at most {} at once.", about);
        }
        Code::UnknownItem => (
            "Dit onderdeel hoort niet bij deze scorekaart. Laad de pagina opnieuw.",
            "This item does not belong to this scorecard. Reload the page.",
        ),
        Code::TwoRaters => ("Kies minstens twee beoordelaars.", "Choose at least two raters."),
        Code::HasSeen => {
            return with(
                lang,
                "{} las al scores van anderen in deze ronde en kan er daarom niet meer blanco scoren. Kies iemand anders.",
                "{} has read others' scores in this round already, and so cannot rate blind in it. Choose somebody else.",
                about,
            );
        }
        Code::IsCandidate => {
            return with(
                lang,
                "{} is zelf kandidaat in deze vacature. Kies iemand anders.",
                "{} is a candidate in this vacancy. Choose somebody else.",
                about,
            );
        }
        Code::TitleMissing => ("Geef de scorekaart een titel.", "Give the scorecard a title."),
        Code::NoCompetencies => ("Kies minstens één competentie.", "Choose at least one competency."),
        Code::TooFewCompetencies => {
            ("Drie tot acht competenties geven een beter beeld.", "Three to eight competencies give a better picture.")
        }
        Code::TooManyCompetencies => (
            "Meer dan acht competenties kan een panel niet goed uit elkaar houden.",
            "A panel cannot keep more than eight competencies apart.",
        ),
        Code::WhyMissing => {
            return with(
                lang,
                "{}: schrijf op waarom deze functie dit vanaf dag één vraagt.",
                "{}: write why this job needs it from day one.",
                about,
            );
        }
        Code::TaskMissing => {
            return with(lang, "{}: noem een taak of voorval waarin dit nodig is.", "{}: name a task or incident that needs it.", about);
        }
        Code::NoQuestions => return with(lang, "{}: kies minstens één vraag.", "{}: choose at least one question.", about),
        Code::TooFewQuestions => {
            return with(
                lang,
                "{}: twee vragen geven een eerlijker beeld dan één.",
                "{}: two questions give a fairer picture than one.",
                about,
            );
        }
        Code::NoBehavioural => {
            return with(
                lang,
                "{}: neem minstens één vraag over wat iemand echt deed.",
                "{}: take at least one question about what somebody really did.",
                about,
            );
        }
        Code::AnchorMissing => return with(lang, "Een ankertekst ontbreekt ({}).", "An anchor text is missing ({}).", about),
        Code::TextMissing => return with(lang, "Een tekst ontbreekt ({}).", "A text is missing ({}).", about),
        Code::ProbesMissing => return with(lang, "{}: een vraag heeft geen doorvragen.", "{}: a question has no probes.", about),
        Code::OverTime => {
            return with(
                lang,
                "De vragen duren samen {} minuten: langer dan het gesprek.",
                "The questions take {} minutes together: longer than the interview.",
                about,
            );
        }
        Code::WeightsNeedReason => ("Schrijf op waarom de weging niet gelijk is.", "Write why the weights are not equal."),
        Code::WeightZero => {
            return with(
                lang,
                "{}: een gewicht van nul telt niet mee; haal de competentie dan weg.",
                "{}: a weight of zero does not count; remove the competency instead.",
                about,
            );
        }
        Code::LearnableKnockOut => {
            return with(
                lang,
                "{}: wat iemand kan leren, mag geen harde eis zijn.",
                "{}: what can be learned cannot be a knock-out.",
                about,
            );
        }
        Code::RatedWhole => (
            "Alles wordt per competentie beoordeeld. Per vraag beoordelen, meteen na het antwoord, is eerlijker.",
            "Everything is rated per competency. Rating each answer, right after it, is fairer.",
        ),
        Code::Stopped => {
            return with(
                lang,
                "{}: kies andere woorden, of schrijf op waarom dit nodig is.",
                "{}: choose other words, or write why this is needed.",
                about,
            );
        }
        Code::BadLibrary => (
            "Dit bestand klopt nog niet; hieronder staat waar. Er is niets overgenomen.",
            "This file is not right yet; below it says where. Nothing was taken in.",
        ),
        Code::NoJson => return with(lang, "Dit is geen JSON (regel en teken {}).", "This is not JSON (line and column {}).", about),
        Code::BadField => return with(lang, "Hier hoort {} te staan.", "Here {} belongs.", about),
        Code::UnknownField => {
            return with(
                lang,
                "‘{}’ kennen we niet; misschien is het een tikfout.",
                "We do not know ‘{}’; it may be a typing error.",
                about,
            );
        }
        Code::BadKey => {
            return with(
                lang,
                "‘{}’ kan geen sleutel zijn: gebruik kleine letters, cijfers en _.",
                "‘{}’ cannot be a key: use small letters, digits and _.",
                about,
            );
        }
        Code::EachLevelOnce => ("Geef elk niveau precies één keer.", "Give each level exactly once."),
        Code::DuplicateItem => ("Dit staat er al in.", "This is in it already."),
    };
    match lang {
        Lang::Nl => nl.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn with(lang: Lang, nl: &str, en: &str, about: &str) -> String {
    match lang {
        Lang::Nl => nl.replace("{}", about),
        Lang::En => en.replace("{}", about),
    }
}

pub fn fault(lang: Lang, fault: &Fault) -> String {
    say(lang, fault.code, &fault.about)
}

/// A fault in a file, with its place: `/competencies/0/name/nl: Vul dit in.`
pub fn fault_at(lang: Lang, fault: &Fault) -> String {
    format!("{}: {}", fault.place, self::fault(lang, fault))
}

/// The sentence above a form.
pub fn failure(lang: Lang, failure: &Failure) -> String {
    let about = failure.faults.iter().find(|fault| fault.code == failure.code).map_or("", |fault| &fault.about);
    say(lang, failure.code, about)
}

#[cfg(test)]
mod tests;
