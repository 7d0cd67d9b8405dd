//! How structured an interview is, in fifteen points (A14).
//!
//! The points follow the fifteen components of Campion, Palmer & Campion (1997); which rule earns which point is our own
//! (`science.md` 2.1). A design earns eleven; four are known only after the interviews.

use serde::{Deserialize, Serialize};

use crate::{
    scorecard::{Competency, Document, Question, QuestionKind},
    visible,
};

/// What structure is made of, in the order of the components.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Point {
    /// Every competency says why it is needed and in which task.
    Job,
    /// Every candidate got the frozen set of questions.
    SameQuestions,
    Probes,
    QuestionTypes,
    EnoughQuestions,
    /// Raters see no CV before they have submitted.
    CvHidden,
    /// The candidate asks at the end, not in between.
    OwnQuestions,
    /// Each answer is rated, not the competency as a whole.
    EachAnswer,
    Anchors,
    Notes,
    TwoRaters,
    SameRaters,
    /// Nobody sees others' scores before the round is over.
    LateReveal,
    Training,
    /// The total is added up, not felt.
    FixedSum,
}

impl Point {
    pub const ALL: [Self; 15] = [
        Self::Job,
        Self::SameQuestions,
        Self::Probes,
        Self::QuestionTypes,
        Self::EnoughQuestions,
        Self::CvHidden,
        Self::OwnQuestions,
        Self::EachAnswer,
        Self::Anchors,
        Self::Notes,
        Self::TwoRaters,
        Self::SameRaters,
        Self::LateReveal,
        Self::Training,
        Self::FixedSum,
    ];

    /// 1 to 15.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// Whether a point is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Earned,
    Missing,
    /// Only the interviews can show it.
    Later,
}

/// The state of every point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// In the order of [`Point::ALL`].
    states: [State; 15],
    /// There are two or more competencies to judge on.
    several: bool,
}

impl Meter {
    pub fn state(&self, point: Point) -> State {
        self.states[usize::from(point.number()) - 1]
    }

    /// Every point with its state, in order.
    pub fn points(&self) -> impl Iterator<Item = (Point, State)> {
        Point::ALL.into_iter().zip(self.states)
    }

    pub fn earned(&self) -> usize {
        self.count(State::Earned)
    }

    /// How many points can be earned now.
    pub fn of(&self) -> usize {
        Point::ALL.len() - self.later()
    }

    /// How many points only the interviews can show.
    pub fn later(&self) -> usize {
        self.count(State::Later)
    }

    fn count(&self, state: State) -> usize {
        self.states.iter().filter(|s| **s == state).count()
    }

    /// The level of structure, 1 to 4, after Huffcutt & Arthur (1994): 4 with points 2, 3, 8 and 9; 3 with 2 and 9; 2 with
    /// point 1 and more than one competency; else 1. The mapping is a proposal (`science.md` 2.1).
    ///
    /// A point that is not known yet counts as kept. So for a design this is the level it reaches when every candidate gets
    /// its questions, and afterwards, without point 2, the level it fell back to.
    pub fn level(&self) -> u8 {
        let kept = |point| self.state(point) != State::Missing;
        if !kept(Point::SameQuestions) || !kept(Point::Anchors) {
            return if kept(Point::Job) && self.several { 2 } else { 1 };
        }
        if kept(Point::Probes) && kept(Point::EachAnswer) { 4 } else { 3 }
    }
}

/// The meter of a design, before any interview (`science.md` 2.1: points 1, 3 to 9, 11, 13 and 15).
///
/// `quality_hits` is how often the wording rules for weak questions hit; `cv_hidden` whether raters see no CV before they
/// submit; `reveal_after_round` whether scores stay hidden until the round is over. A document without competencies or
/// questions earns no point about them: "every question" of none is no achievement.
pub fn design(document: &Document, quality_hits: usize, cv_hidden: bool, reveal_after_round: bool) -> Meter {
    let competencies = &document.competencies;
    let questions: Vec<&Question> = competencies.iter().flat_map(|c| &c.questions).collect();
    let every_competency = |rule: fn(&Competency) -> bool| !competencies.is_empty() && competencies.iter().all(rule);
    let behavioural = questions.iter().filter(|q| q.kind == QuestionKind::Behavioural).count();
    let states = Point::ALL.map(|point| {
        let met = match point {
            Point::Job => every_competency(|c| !visible::is_blank(&c.why) && !visible::is_blank(&c.task)),
            Point::Probes => !questions.is_empty() && questions.iter().all(|q| (3..=4).contains(&q.probes.len())),
            Point::QuestionTypes => !questions.is_empty() && behavioural * 2 >= questions.len() && quality_hits == 0,
            Point::EnoughQuestions => every_competency(|c| c.questions.len() >= 2),
            Point::CvHidden => cv_hidden,
            Point::OwnQuestions => document.closing_minutes > 0,
            Point::EachAnswer => every_competency(|c| !c.rated_whole),
            Point::Anchors => every_competency(|c| c.anchors.iter().all(|a| !visible::is_blank(&a.nl) && !visible::is_blank(&a.en))),
            Point::LateReveal => reveal_after_round,
            // No interview can be planned with fewer than two raters, and no total is typed in.
            Point::TwoRaters | Point::FixedSum => true,
            Point::SameQuestions | Point::Notes | Point::SameRaters | Point::Training => return State::Later,
        };
        if met { State::Earned } else { State::Missing }
    });
    Meter { states, several: competencies.len() > 1 }
}

/// How the interviews went, of what the reader may see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conduct {
    /// Answers that got a level; 0 also where counting them would tell who rated what.
    pub answers: u32,
    /// Of those, the ones with a note by the same rater.
    pub noted: u32,
    /// Every candidate had the same raters.
    pub same_raters: bool,
}

/// The meter of a round, with the wording rules that ship. Without a CV before submitting: no setting opens it.
///
/// # Errors
/// As [`crate::lint::Linter::shipped`].
#[cfg(feature = "lint")]
pub fn of_round(document: &Document, reveal_after_round: bool, conduct: Conduct) -> Result<Meter, &'static crate::lint::BadRules> {
    let hits = crate::lint::quality(document)?;
    Ok(after(design(document, hits, true, reveal_after_round), conduct))
}

/// The meter after the interviews: what [`design`] left for later, as far as it is known (`science.md` 2.1). Point 2 holds by
/// construction, for a round has one version; point 14 is not known before there is a briefing to finish.
pub fn after(design: Meter, conduct: Conduct) -> Meter {
    let mut meter = design;
    let mut set = |point: Point, met: bool| {
        meter.states[usize::from(point.number()) - 1] = if met { State::Earned } else { State::Missing };
    };
    set(Point::SameQuestions, true);
    // At least 90% of the answers; of none there is nothing to say.
    if conduct.answers > 0 {
        set(Point::Notes, u64::from(conduct.noted) * 10 >= u64::from(conduct.answers) * 9);
    }
    set(Point::SameRaters, conduct.same_raters);
    meter
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;
    pub(crate) use crate::scorecard::ready;
    use crate::{library::Library, scorecard::from_template};

    /// A new draft with the first `n` competencies of the library.
    pub(crate) fn fresh(n: usize) -> Document {
        let library = Library::shipped().expect("parses");
        let keys: Vec<String> = library.competencies.iter().take(n).map(|c| c.key.clone()).collect();
        let mut ids = (1..).map(Uuid::from_u128);
        from_template("Junior analist", &keys, &library, &mut || ids.next().expect("endless")).expect("a template")
    }

    #[test]
    fn the_interviews_show_the_rest() {
        let design = design(&ready(), 0, true, true);
        let all = after(design, Conduct { answers: 10, noted: 9, same_raters: true });
        assert_eq!((all.earned(), all.of(), all.later()), (14, 14, 1));
        let some = after(design, Conduct { answers: 100, noted: 89, same_raters: false });
        assert_eq!(lost(&some), [Point::Notes, Point::SameRaters]);
        let none = after(design, Conduct::default());
        assert_eq!((lost(&none), none.later()), (vec![Point::SameRaters], 2), "of no answers it cannot be said whether they have notes");
    }

    fn missing(document: &Document) -> Vec<Point> {
        lost(&design(document, 0, true, true))
    }

    fn lost(meter: &Meter) -> Vec<Point> {
        meter.points().filter(|(_, state)| *state == State::Missing).map(|(point, _)| point).collect()
    }

    fn changed(change: impl FnOnce(&mut Document)) -> Document {
        let mut document = ready();
        change(&mut document);
        document
    }

    #[test]
    fn the_points_are_numbered_as_the_components_are() {
        assert_eq!(Point::ALL.map(Point::number), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    }

    #[test]
    fn a_complete_design_earns_eleven_points_and_four_are_known_later() {
        let meter = design(&ready(), 0, true, true);
        assert_eq!((meter.earned(), meter.of(), meter.later(), meter.level()), (11, 11, 4, 4));
        let later: Vec<u8> = meter.points().filter(|(_, s)| *s == State::Later).map(|(p, _)| p.number()).collect();
        assert_eq!(later, [2, 10, 12, 14]);
    }

    #[test]
    fn a_new_template_lacks_only_why_and_task() {
        assert_eq!(missing(&fresh(3)), [Point::Job]);
        assert_eq!(design(&fresh(3), 0, true, true).earned(), 10);
    }

    #[test]
    fn one_competency_without_a_task_loses_the_point_of_the_job() {
        assert_eq!(missing(&changed(|d| d.competencies[1].task = "  ".into())), [Point::Job]);
        assert_eq!(missing(&changed(|d| d.competencies[2].why.clear())), [Point::Job]);
    }

    #[test]
    fn fewer_than_three_or_more_than_four_probes_lose_a_point() {
        assert_eq!(missing(&changed(|d| d.competencies[0].questions[1].probes.truncate(2))), [Point::Probes]);
        let five = changed(|d| {
            let probes = &mut d.competencies[0].questions[0].probes;
            let extra = probes[0].clone();
            probes.resize(5, extra);
        });
        assert_eq!(missing(&five), [Point::Probes]);
    }

    #[test]
    fn half_of_the_questions_about_behaviour_is_enough_and_less_is_not() {
        let situational = |n: usize| {
            changed(|d| d.competencies.iter_mut().flat_map(|c| &mut c.questions).take(n).for_each(|q| q.kind = QuestionKind::Situational))
        };
        assert_eq!(missing(&situational(3)), []);
        assert_eq!(missing(&situational(4)), [Point::QuestionTypes]);
    }

    #[test]
    fn one_weakly_worded_question_loses_the_same_point() {
        assert_eq!(lost(&design(&ready(), 1, true, true)), [Point::QuestionTypes]);
    }

    #[test]
    fn one_question_for_a_competency_is_too_few() {
        assert_eq!(missing(&changed(|d| d.competencies[0].questions.truncate(1))), [Point::EnoughQuestions]);
    }

    #[test]
    fn what_the_vacancy_allows_costs_its_own_point() {
        assert_eq!(lost(&design(&ready(), 0, false, true)), [Point::CvHidden]);
        assert_eq!(lost(&design(&ready(), 0, true, false)), [Point::LateReveal]);
    }

    #[test]
    fn no_time_for_the_candidates_questions_loses_a_point() {
        assert_eq!(missing(&changed(|d| d.closing_minutes = 0)), [Point::OwnQuestions]);
    }

    #[test]
    fn one_competency_rated_as_a_whole_loses_a_point_and_a_level() {
        let document = changed(|d| d.competencies[2].rated_whole = true);
        assert_eq!(missing(&document), [Point::EachAnswer]);
        assert_eq!(design(&document, 0, true, true).level(), 3);
    }

    #[test]
    fn an_anchor_missing_in_one_language_loses_a_point_and_two_levels() {
        let document = changed(|d| d.competencies[0].anchors[3].en.clear());
        assert_eq!(missing(&document), [Point::Anchors]);
        assert_eq!(design(&document, 0, true, true).level(), 2);
    }

    #[test]
    fn an_empty_design_earns_only_what_the_product_and_the_vacancy_give() {
        let meter = design(&changed(|d| d.competencies.clear()), 0, true, true);
        let earned: Vec<u8> = meter.points().filter(|(_, s)| *s == State::Earned).map(|(p, _)| p.number()).collect();
        assert_eq!((earned, meter.level()), (vec![6, 7, 11, 13, 15], 1));
    }

    #[test]
    fn one_competency_without_anchors_is_the_lowest_level() {
        let document = changed(|d| {
            d.competencies.truncate(1);
            d.competencies[0].anchors[0].nl.clear();
        });
        assert_eq!(design(&document, 0, true, true).level(), 1);
    }

    #[test]
    fn other_questions_than_the_frozen_ones_take_the_level_back() {
        let mut meter = design(&ready(), 0, true, true);
        meter.states[usize::from(Point::SameQuestions.number()) - 1] = State::Missing;
        assert_eq!(meter.level(), 2);
    }
}
