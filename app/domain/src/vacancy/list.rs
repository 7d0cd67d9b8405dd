//! Vacancies a page at a time, and what somebody comes home to.

use serde::{Deserialize, Serialize};

use super::VacancyRow;
use crate::interview::TodayRow;

/// Vacancies on one page of the list.
pub const LISTED: usize = 25;
/// Open vacancies on the home page, and interviews: what a person sees at once.
pub const AT_HOME: usize = 10;

/// A page of the list of vacancies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyList {
    pub rows: Vec<VacancyRow>,
    /// How many there are on all pages.
    pub all: usize,
    /// Counted from 1; never beyond the last.
    pub page: usize,
}

impl VacancyList {
    pub const fn pages(&self) -> usize {
        let pages = self.all.div_ceil(LISTED);
        if pages == 0 { 1 } else { pages }
    }
}

/// The home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// Today's and other interviews of this person that are not finished, soonest first.
    pub interviews: Vec<TodayRow>,
    /// Own interviews that are not shown because there are too many.
    pub more_interviews: usize,
    /// The newest open vacancies, for who may see them.
    pub vacancies: Vec<VacancyRow>,
    /// Open vacancies that are not shown.
    pub more_vacancies: usize,
    /// For the first steps of an empty organisation.
    pub scorecards: u32,
    pub people: u32,
}
