//! A vacancy with a revealed round, filled through the doors that people use.

use domain::library::Library;
use serde_json::{Value, json};
use tests::{Browser, Demo, Engine, Rater};

use super::panel::{COMPETENCIES, QUESTIONS, RATERS, level};

/// Requests on their way at once.
const LANES: usize = 16;
/// Candidates that a page shows.
const PAGE: usize = 100;

pub(super) struct World {
    pub(super) demo: Demo,
    pub(super) vacancy: String,
}

impl World {
    /// So many candidates, each with one interview by the same raters, who have all submitted.
    pub(super) fn new(engine: Engine, candidates: usize) -> Self {
        let demo = Demo::new(engine);
        let mut raters: Vec<Browser> = ["panel1", "panel2", "panel3"].iter().map(|name| demo.browser(name)).collect();
        raters.extend((raters.len()..RATERS).map(|n| demo.invited(&format!("panel{}@example.org", n + 1), "interviewer")));
        let mut recruiter = demo.browser("recruiter");
        let vacancy = vacancy(&mut recruiter);
        let names: Vec<String> = (0..candidates).map(|n| format!("Kandidaat {n:04}")).collect();
        recruiter.call("vacancies/preview", &[("vacancy", &vacancy), ("table", &format!("naam\n{}", names.join("\n")))]);
        recruiter.call("vacancies/import-confirmed", &[("vacancy", &vacancy)]);
        let people = people(&mut recruiter);
        in_lanes(&demo.rows(&vacancy), |(application, _)| plan(recruiter.clone(), &vacancy, application, &people));
        let interviews: Vec<String> = demo.rows(&vacancy).into_iter().map(|(_, interview)| interview).collect();
        assert_eq!(interviews.len(), candidates, "everybody has an interview");
        rate(&raters, &interviews);
        let world = Self { demo, vacancy };
        world.shows_the_panel(candidates);
        world
    }

    pub(super) fn recruiter(&self) -> Browser {
        self.demo.browser("recruiter")
    }

    pub(super) fn path(&self, query: &str) -> String {
        format!("/vacancies/{}/compare{query}", self.vacancy)
    }

    /// Fails unless the page has the totals that the formula gives.
    fn shows_the_panel(&self, candidates: usize) {
        let shown = self.recruiter().ask("compare/show", &[("vacancy", &self.vacancy), ("tab", "totals")]).done().data();
        assert_eq!(shown["shown"]["all"], candidates, "the round is revealed");
        let lines = shown["comparison"]["lines"].as_array().expect("lines");
        assert_eq!(lines.len(), candidates.min(PAGE), "one page");
        let analysis = domain::statistics::analyse(&super::panel::ratings(candidates));
        for (line, expected) in lines.iter().zip(&analysis.candidates) {
            let total = line["score"]["total"]["complete"].as_f64();
            let apart = total.zip(expected.total).map(|(total, expected)| (total - expected).abs());
            assert!(apart.is_some_and(|apart| apart < 1e-9), "{}: {:?}", line["score"]["total"], expected.total);
        }
    }
}

/// A scorecard of the whole shipped library with two questions each, published, and an open vacancy on it.
fn vacancy(recruiter: &mut Browser) -> String {
    let library = Library::shipped().expect("ships");
    let mut form = vec![("title", "Vergelijking")];
    form.extend(library.competencies.iter().take(COMPETENCIES).map(|competency| ("competencies[]", competency.key.as_str())));
    let card = recruiter.call("scorecards/create", &form).location().replace("/scorecards/", "");
    let shown = recruiter.ask("scorecards/show", &[("scorecard", &card)]).done().data();
    let competencies = shown["version"]["document"]["competencies"].as_array().cloned().unwrap_or_default();
    assert!(
        competencies.len() == COMPETENCIES && competencies.iter().all(|it| it["questions"].as_array().map(Vec::len) == Some(QUESTIONS))
    );
    let mut revision = shown["version"]["revision"].clone();
    for competency in &competencies {
        let id = competency["id"].as_str().expect("an id");
        let form = [("scorecard", card.as_str()), ("revision", &revision.to_string()), ("competency", id), ("why", "Nodig vanaf dag één.")];
        revision = recruiter.call("scorecards/justify", &form).done().data();
    }
    recruiter.call("scorecards/publish", &[("scorecard", &card), ("revision", &revision.to_string())]).done();
    let cards = recruiter.ask("vacancies/cards", &[]).done().data();
    let version = cards.as_array().into_iter().flatten().find(|it| it["title"] == "Vergelijking").and_then(|it| it["version"].as_str());
    let form = [("title", "Vergelijking"), ("version", version.expect("published")), ("policy", "after_round")];
    recruiter.call("vacancies/open", &form).location().replace("/vacancies/", "")
}

/// The ids of the raters, in their order.
fn people(recruiter: &mut Browser) -> Vec<String> {
    let list = recruiter.ask("people/list", &[]).done().data();
    let id = |n: usize| {
        let email = format!("panel{n}@example.org");
        let all = list["people"].as_array().into_iter().flatten();
        all.filter(|it| it["email"] == *email).find_map(|it| it["id"].as_str()).expect("a person").to_owned()
    };
    (1..=RATERS).map(id).collect()
}

/// The first rater is the chair.
fn plan(mut recruiter: Browser, vacancy: &str, application: &str, people: &[String]) {
    let mut form = vec![("vacancy", vacancy), ("application", application), ("starts_at", "2030-01-01T10:00"), ("chair", &people[0])];
    form.extend(people.iter().map(|id| ("raters[]", id.as_str())));
    recruiter.call("vacancies/plan", &form).location();
}

/// Every rater rates every candidate, with a note at each question, and submits: one request each.
fn rate(raters: &[Browser], interviews: &[String]) {
    let items = Rater::new(raters[0].clone(), &interviews[0]).items;
    let all: Vec<(usize, usize)> = (0..interviews.len()).flat_map(|candidate| (0..RATERS).map(move |rater| (candidate, rater))).collect();
    in_lanes(&all, |(candidate, rater)| {
        let mut sheet = Rater { browser: raters[*rater].clone(), interview: interviews[*candidate].clone(), items: items.clone() };
        let entries = entries(&sheet, *candidate, *rater);
        sheet.store(&entries);
    });
}

/// As in a real interview: the chair says what was asked, everybody writes and rates.
fn entries(sheet: &Rater, candidate: usize, rater: usize) -> Vec<Value> {
    let mut entries = Vec::new();
    for (question, item) in sheet.items.iter().enumerate() {
        if rater == 0 {
            entries.push(sheet.entry("asked", Some(item), &json!({})));
        }
        entries.push(sheet.noted(question, "“Ik vroeg haar om een voorbeeld, en toen bleek het heel anders te liggen.”"));
        entries.push(sheet.rated(question, level(candidate, rater, question)));
    }
    entries.push(sheet.entry("declared", None, &json!({ "relation": "" })));
    entries.push(sheet.submitted());
    entries
}

/// Does something with all of them, several at once.
fn in_lanes<T: Sync>(all: &[T], work: impl Fn(&T) + Sync) {
    std::thread::scope(|lanes| {
        for lane in 0..LANES {
            let work = &work;
            lanes.spawn(move || all.iter().skip(lane).step_by(LANES).for_each(work));
        }
    });
}
