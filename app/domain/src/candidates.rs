//! Candidates, by form and from a pasted or uploaded table.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::{
    Code, Failure, Fault,
    error::{collect, optional, required},
    fold::fold,
    people,
};

/// More rows than this at once is a mistake rather than a procedure.
pub const MAX_ROWS: usize = 1000;

/// A candidate to be added. No date of birth, sex, nationality or photo: the model has no place for them (H8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCandidate {
    pub name: String,
    /// Empty when not given.
    pub email: String,
}

/// Checks one candidate.
///
/// # Errors
/// With every fault, at `name` and `email`.
pub fn new_candidate(name: &str, email: &str) -> Result<NewCandidate, Failure> {
    let mut faults = Vec::new();
    let name = collect(&mut faults, required("name", name, 200));
    let email = collect(&mut faults, optional("email", email, 254));
    let email = if email.is_empty() { email } else { collect(&mut faults, people::email("email", &email)) };
    if faults.is_empty() { Ok(NewCandidate { name, email }) } else { Err(Failure::invalid(faults)) }
}

/// One row of the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// The line in the file, from 1.
    pub line: u32,
    pub name: String,
    pub email: String,
    pub faults: Vec<Fault>,
}

/// What would be added, before anything is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub rows: Vec<PreviewRow>,
}

impl Preview {
    /// The rows without faults.
    pub fn good(&self) -> impl Iterator<Item = NewCandidate> {
        self.rows.iter().filter(|r| r.faults.is_empty()).map(|r| NewCandidate { name: r.name.clone(), email: r.email.clone() })
    }

    pub fn bad(&self) -> usize {
        self.rows.iter().filter(|r| !r.faults.is_empty()).count()
    }
}

/// Reads the cells of a table, already split into records with the line each starts on. The first row is a heading when it
/// names a name column; without one, a name is the first column and an email address the first with an `@`.
///
/// # Errors
/// [`Code::NoRows`], [`Code::NoNameColumn`] or [`Code::TooManyRows`] at `table`; faults of single rows are in the preview.
pub fn preview(records: &[(u32, Vec<String>)], existing: &[NewCandidate]) -> Result<Preview, Failure> {
    let mut records = records.iter().filter(|(_, cells)| cells.iter().any(|c| !c.trim().is_empty())).peekable();
    let Some((_, first)) = records.peek() else {
        return Err(Failure::field("table", Code::NoRows));
    };
    let layout = if let Some(layout) = heading(first) {
        records.next();
        layout?
    } else {
        Layout { name: vec![0], email: first.iter().position(|cell| cell.contains('@')) }
    };
    let rows: Vec<PreviewRow> = records.map(|(line, cells)| layout.row(*line, cells)).collect();
    if rows.is_empty() {
        return Err(Failure::field("table", Code::NoRows));
    }
    if rows.len() > MAX_ROWS {
        return Err(Failure::invalid(vec![Fault::about("table", Code::TooManyRows, MAX_ROWS)]));
    }
    Ok(Preview { rows: mark_duplicates(rows, existing) })
}

struct Layout {
    name: Vec<usize>,
    email: Option<usize>,
}

impl Layout {
    fn row(&self, line: u32, cells: &[String]) -> PreviewRow {
        let cell = |index: usize| cells.get(index).map_or("", |c| c.trim());
        let name = self.name.iter().map(|i| cell(*i)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let email = self.email.map_or("", cell).to_owned();
        match new_candidate(&name, &email) {
            Ok(ok) => PreviewRow { line, name: ok.name, email: ok.email, faults: vec![] },
            Err(failure) => PreviewRow { line, name, email, faults: failure.faults },
        }
    }
}

/// `None` when the row is no heading; an error when it is one that lacks a name.
fn heading(cells: &[String]) -> Option<Result<Layout, Failure>> {
    let names: HashMap<String, usize> = cells.iter().enumerate().map(|(i, cell)| (fold(cell), i)).collect();
    let find = |keys: &[&str]| keys.iter().find_map(|key| names.get(*key).copied());
    let email = find(&["email", "e-mail", "mail", "emailadres", "e-mailadres", "email address"]);
    let whole = find(&["name", "naam", "candidate", "kandidaat", "full name", "volledige naam"]);
    let first = find(&["first name", "voornaam", "roepnaam"]);
    let middle = find(&["tussenvoegsel", "infix"]);
    let last = find(&["last name", "achternaam", "surname", "family name"]);
    if let Some(name) = whole {
        return Some(Ok(Layout { name: vec![name], email }));
    }
    if first.is_some() || last.is_some() {
        return Some(Ok(Layout { name: [first, middle, last].into_iter().flatten().collect(), email }));
    }
    email.map(|_| Err(Failure::field("table", Code::NoNameColumn)))
}

/// The same address, or the same name without one, is probably the same person.
fn mark_duplicates(mut rows: Vec<PreviewRow>, existing: &[NewCandidate]) -> Vec<PreviewRow> {
    let key = |name: &str, email: &str| if email.is_empty() { fold(name) } else { fold(email) };
    let mut seen: HashSet<String> = existing.iter().map(|c| key(&c.name, &c.email)).collect();
    for row in rows.iter_mut().filter(|r| r.faults.is_empty()) {
        if !seen.insert(key(&row.name, &row.email)) {
            row.faults.push(Fault::new("name", Code::DuplicateRow));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<(u32, Vec<String>)> {
        rows.iter().zip(1..).map(|(row, line)| (line, row.iter().map(ToString::to_string).collect())).collect()
    }

    fn names(preview: &Preview) -> Vec<&str> {
        preview.rows.iter().map(|r| r.name.as_str()).collect()
    }

    #[test]
    fn a_heading_in_dutch_or_english_says_which_column_is_which() {
        let dutch = preview(&table(&[&["E-mailadres", "Naam"], &["zoe@example.org", "Zoë Müller"]]), &[]).expect("rows");
        assert_eq!(dutch.good().collect::<Vec<_>>(), [NewCandidate { name: "Zoë Müller".into(), email: "zoe@example.org".into() }]);
        let split =
            preview(&table(&[&["Voornaam", "Tussenvoegsel", "Achternaam"], &["Jan", "de", "Wit"], &["Bo", "", "Li"]]), &[]).expect("rows");
        assert_eq!(names(&split), ["Jan de Wit", "Bo Li"]);
    }

    #[test]
    fn without_a_heading_the_first_column_is_the_name() {
        let preview = preview(&table(&[&["Zoë", "zoe@example.org"], &["Bo", "bo@example.org"]]), &[]).expect("rows");
        assert_eq!(names(&preview), ["Zoë", "Bo"]);
        assert_eq!(preview.rows[1].email, "bo@example.org");
    }

    #[test]
    fn every_bad_row_is_named_with_its_line_and_the_good_ones_stand() {
        let preview =
            preview(&table(&[&["naam", "email"], &["", "zoe@example.org"], &["Bo", "no address"], &["Cy", ""]]), &[]).expect("rows");
        let faults: Vec<(u32, Vec<Code>)> = preview.rows.iter().map(|r| (r.line, r.faults.iter().map(|f| f.code).collect())).collect();
        assert_eq!(faults, [(2, vec![Code::Required]), (3, vec![Code::BadEmail]), (4, vec![])]);
        assert_eq!(preview.bad(), 2);
    }

    #[test]
    fn somebody_already_there_or_twice_in_the_table_is_marked() {
        let existing = [NewCandidate { name: "Zoë".into(), email: "zoe@example.org".into() }];
        let preview =
            preview(&table(&[&["naam", "email"], &["Zoe M", "ZOE@example.org"], &["Bo", ""], &["bo", ""]]), &existing).expect("rows");
        assert_eq!(preview.good().map(|c| c.name).collect::<Vec<_>>(), ["Bo"]);
    }

    #[test]
    fn an_empty_table_and_one_without_names_are_refused() {
        assert_eq!(preview(&table(&[&["", " "]]), &[]), Err(Failure::field("table", Code::NoRows)));
        assert_eq!(preview(&table(&[&["naam"]]), &[]), Err(Failure::field("table", Code::NoRows)));
        assert_eq!(preview(&table(&[&["email", "telefoon"], &["a@b.nl", "1"]]), &[]), Err(Failure::field("table", Code::NoNameColumn)));
    }
}
