//! What stays hidden until a person says otherwise, and who is asked for it: on pages with plain forms.

use domain::Code;
use tests::{Demo, both_engines};

const CANCEL: &str = "/api/ui/vacancies/cancel-interview";
const REVEAL: &str = "/api/ui/vacancies/reveal";

both_engines! {
    fn cancelling_the_last_one_asks_and_keeps_hidden_unless_it_is_told_otherwise(engine) {
        let demo = Demo::new(engine);
        let (vacancy, [first, live, planned]) = (format!("/vacancies/{}", demo.half_way), demo.interviews());
        demo.rater("panel3", &first).finish(3, "als laatste");
        let mut recruiter = demo.browser("recruiter");
        recruiter.open(&vacancy).never_says("name=\"then\"");
        recruiter.fill(CANCEL, &[("interview", &live), ("why", "verplaatst")]);
        let page = recruiter.open(&vacancy);
        page.says("Hier wachtte de ronde als laatste op.");
        // A reveal without why comes back as it was sent.
        let page = recruiter.fill(CANCEL, &[("interview", &planned), ("then", "reveal"), ("reason", "kort")]);
        page.says_code(Code::TooShort, "10");
        let then = page.form(CANCEL, &[("interview", &planned)]).controls.into_iter().find(|it| it.value == "reveal");
        assert!(then.expect("a choice").on);
        recruiter.open(&vacancy);
        let page = recruiter.fill(CANCEL, &[("interview", &planned)]);
        page.says("Alles is binnen. De scores zijn nog verborgen").says("Alles is binnen: scores onthullen");
        recruiter.ask("compare/show", &[("vacancy", &demo.half_way)]).refused(Code::NotYetRevealed);
        recruiter.open(&vacancy);
        recruiter.fill(REVEAL, &[("reason", "De andere twee trokken zich terug.")]).says("De andere twee trokken zich terug.");
        recruiter.ask("compare/show", &[("vacancy", &demo.half_way)]).done();
        demo.server.verify();
    }

    fn who_has_read_is_not_offered_as_a_rater_and_who_is_a_candidate_not_at_all(engine) {
        let demo = Demo::new(engine);
        let vacancy = format!("/vacancies/{}", demo.finished);
        let mut recruiter = demo.browser("recruiter");
        demo.browser("panel2").open(&format!("{vacancy}/compare"));
        recruiter.call("vacancies/add-candidate", &[("vacancy", &demo.finished), ("name", "Later")]).done();
        recruiter.call("vacancies/add-candidate", &[("vacancy", &demo.finished), ("name", "Tom"), ("email", "Auditor+x@example.org")]).done();
        let way = recruiter.open(&vacancy).link("/plan/");
        let page = recruiter.open(&way).clone();
        page.says_code(Code::HasSeen, "Fatima El Amrani").says_code(Code::IsCandidate, "Tom Hendriks");
        let form = page.form("/api/ui/vacancies/plan", &[]);
        let offered = form.controls.iter().filter(|it| it.name == "raters[]").count();
        let chairs = form.controls.iter().find(|it| it.name == "chair").expect("a chooser").options.iter().filter(|it| !it.is_empty()).count();
        assert_eq!((offered, chairs), (4, 5), "of six; who has read may lead");
    }
}
