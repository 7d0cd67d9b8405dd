//! The builder with thirty competencies and three hundred questions: saving a sentence, and showing what follows from it.

use tests::{Demo, Engine, Goal, figure, now};

const TURNS: u32 = 20;
/// What somebody who types does not notice between two pauses.
const MOST_MS: f64 = 300.0;

pub(super) fn measure() {
    let demo = Demo::new(Engine::Sqlite);
    let (card, competency) = demo.long_draft();
    let mut browser = demo.browser("recruiter");
    let shown = browser.ask("scorecards/show", &[("scorecard", &card)]).done().data();
    let mut revision = shown["version"]["revision"].as_i64().expect("a number");
    let address = format!("/scorecards/{card}");
    let (mut saving, mut showing) = (0.0, 0.0);
    for turn in 0..TURNS {
        let (at, why) = (revision.to_string(), format!("Het werk verandert elk kwartaal, {turn}."));
        let begin = now();
        let given = [("scorecard", card.as_str()), ("revision", &at), ("competency", &competency), ("why", &why)];
        revision = browser.call("scorecards/justify", &given).done().data().as_i64().expect("the revision");
        let saved = now();
        let page = browser.send("GET", &address, &[("accept", "text/html")], &[]);
        assert!(page.status == 200 && page.text().contains(&why), "{address}");
        saving += (saved - begin).as_secs_f64() * 1000.0 / f64::from(TURNS);
        showing += saved.elapsed().as_secs_f64() * 1000.0 / f64::from(TURNS);
    }
    let none = Goal::none();
    figure("builder", "saving a sentence among 300 questions", format!("{saving:.1}"), "ms", &none);
    figure("builder", "the page of 300 questions anew", format!("{showing:.1}"), "ms", &none);
    let sum = saving + showing;
    figure("builder", "from sentence to what follows", format!("{sum:.1}"), "ms", &Goal::at_most(sum, MOST_MS, "ms"));
}
