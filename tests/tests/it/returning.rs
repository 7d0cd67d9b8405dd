//! A sheet submitted by mistake is given back, one by somebody who is related is set aside: on pages with plain forms.

use domain::Code;
use tests::{Browser, Demo, both_engines};

const RETURN: &str = "/api/ui/vacancies/return-sheet";
const SET_ASIDE: &str = "/api/ui/vacancies/set-sheet-aside";
const REPLACE: &str = "/api/ui/vacancies/replace-rater";
const REVEAL: &str = "/api/ui/vacancies/reveal";

/// The page of a candidate of the vacancy that is half-way, and who has submitted there.
fn candidate_page(demo: &Demo, recruiter: &mut Browser) -> String {
    let board = recruiter.open(&format!("/vacancies/{}", demo.half_way));
    board.links().into_iter().find(|href| href.contains("/candidates/")).expect("a candidate")
}

both_engines! {
    fn a_sheet_is_given_back_with_a_reason_and_submitted_again(engine) {
        let demo = Demo::new(engine);
        let [first, ..] = demo.interviews();
        let mut recruiter = demo.browser("recruiter");
        let way = candidate_page(&demo, &mut recruiter);
        let form = recruiter.open(&way).form(RETURN, &[]).clone();
        let of = form.value("of");
        // Without why it comes back at the field.
        let page = recruiter.fill(RETURN, &[("of", &of), ("reason", " ")]);
        page.says_code(Code::Required, "");
        recruiter.fill(RETURN, &[("of", &of), ("reason", "per ongeluk ingeleverd")]).says("Het blad is teruggegeven.").says("Teruggegeven door");
        let who = ["panel1", "panel2", "panel3"].into_iter().find(|who| demo.browser(who).open("/").text().contains("per ongeluk ingeleverd"));
        let who = who.expect("its rater reads why");
        let mut rater = demo.browser(who);
        rater.open(&format!("/interviews/{first}")).says("gaf je blad terug").says("per ongeluk ingeleverd").says("lever opnieuw in");
        for other in ["panel1", "panel2", "panel3"].into_iter().filter(|other| *other != who) {
            demo.browser(other).open(&format!("/interviews/{first}")).never_says("per ongeluk ingeleverd");
        }
        let mut sheet = demo.rater(who, &first);
        let entries = [sheet.submitted()];
        sheet.store(&entries);
        demo.browser(who).open(&format!("/interviews/{first}")).says("Ingeleverd").never_says("gaf je blad terug");
        demo.server.verify();
    }

    fn of_two_who_give_the_same_sheet_back_the_second_hears_that_it_was_done_and_keeps_the_reason(engine) {
        let demo = Demo::new(engine);
        let (mut recruiter, mut admin) = (demo.browser("recruiter"), demo.browser("admin"));
        let way = candidate_page(&demo, &mut recruiter);
        let of = recruiter.open(&way).form(RETURN, &[]).value("of");
        let same = |form: &tests::Form| form.action == RETURN && form.value("of") == of;
        admin.open(&way);
        admin.fill(RETURN, &[("of", &of), ("reason", "als eerste")]).says("Het blad is teruggegeven.");
        let page = recruiter.fill(RETURN, &[("of", &of), ("reason", "Vergist")]);
        assert!(!page.forms().iter().any(same), "its form is gone");
        page.says("Dit is niet gebeurd.").says_code(Code::NotSubmitted, "").says("Je had getypt: Vergist");
        recruiter.open(&way).never_says("Dit is niet gebeurd.");
        demo.server.verify();
    }

    fn what_was_set_aside_counts_nowhere_and_with_too_few_left_somebody_else_comes_first(engine) {
        let demo = Demo::new(engine);
        let [first, ..] = demo.interviews();
        let mut recruiter = demo.browser("recruiter");
        let way = candidate_page(&demo, &mut recruiter);
        let handed_in = |page: &tests::Page| page.forms().iter().filter(|form| form.action == SET_ASIDE).map(|form| form.value("of")).collect::<Vec<_>>();
        for of in handed_in(recruiter.open(&way)) {
            recruiter.fill(SET_ASIDE, &[("of", &of), ("reason", "familie van de kandidaat")]).says("Het blad is terzijde gelegd.");
        }
        let page = recruiter.open(&way);
        page.says("Hier is nog een beoordelaar nodig").says("Terzijde gelegd door").says("familie van de kandidaat");
        let counted = |who: &str| {
            let page = demo.browser(who).open("/vacancies").text();
            page.split_whitespace().collect::<Vec<_>>().join(" ").contains("2 van 9")
        };
        assert!(!counted("recruiter") && counted("panel3"), "who arranges knows what counts, and nobody else before the reveal");
        demo.rater("panel3", &first).finish(3, "als enige");
        recruiter.open(&format!("/vacancies/{}", demo.half_way)).says("Er is nog een beoordelaar nodig bij:");
        recruiter.fill(REVEAL, &[("reason", "De manager vertrekt morgen.")]).says_code(Code::AnotherRater, "");
        recruiter.ask("compare/show", &[("vacancy", &demo.half_way)]).refused(Code::NotYetRevealed);
        recruiter.open(&way);
        let free = recruiter.page().form(REPLACE, &[]).controls.iter().find(|it| it.name == "to").expect("a chooser").options.clone();
        // Not the recruiter: who owes a sheet does not reveal.
        let to = free.into_iter().rfind(|id| !id.is_empty()).expect("somebody is free");
        recruiter.fill(REPLACE, &[("to", &to), ("reason", "familie van de kandidaat")]);
        recruiter.open(&way).never_says("Hier is nog een beoordelaar nodig");
        recruiter.open(&format!("/vacancies/{}", demo.half_way));
        recruiter.fill(REVEAL, &[("reason", "De manager vertrekt morgen.")]).says("De manager vertrekt morgen.");
        recruiter.open(&format!("/vacancies/{}/compare?tab=discuss", demo.half_way)).says("terzijde gelegd").says("familie van de kandidaat");
        demo.server.verify();
    }
}
