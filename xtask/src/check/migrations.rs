//! SQLite and PostgreSQL hold the same tables, and every table belongs to an organisation.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, source::Source};

const SQLITE: &str = "server/store/migrations/sqlite/";
const POSTGRES: &str = "server/store/migrations/postgres/";

/// What an added column is called, before the names of its table and its own.
const ALTER: &str = "ALTER ";

/// Tables that belong to no organisation, and why.
const WITHOUT: [(&str, &str); 3] = [
    ("meta", "facts about the database itself"),
    ("attempt", "counts tries of people who are not signed in, who belong to nobody yet"),
    ("session", "begins before sign-in; the organisation comes from its person"),
];

#[derive(Debug, PartialEq, Eq)]
struct Column {
    name: String,
    kind: String,
    required: bool,
}

#[derive(Debug)]
struct Table {
    name: String,
    line: usize,
    columns: Vec<Column>,
}

pub(super) fn check(sources: &[Source]) -> Vec<Fault> {
    let of = |folder: &str| -> BTreeMap<String, &Source> {
        let sql = sources.iter().filter(|it| it.ends_in(&["sql"]));
        sql.filter_map(|it| Some((it.path.strip_prefix(folder)?.to_owned(), it))).collect()
    };
    let (sqlite, postgres) = (of(SQLITE), of(POSTGRES));
    let names: BTreeSet<&String> = sqlite.keys().chain(postgres.keys()).collect();
    let mut faults = Vec::new();
    for name in names {
        match (sqlite.get(name), postgres.get(name)) {
            (Some(sqlite), Some(postgres)) => faults.extend(compare(sqlite, postgres)),
            (Some(alone), None) | (None, Some(alone)) => {
                faults.push(Fault::new(
                    "migration-parity",
                    alone,
                    1,
                    "this migration exists for one engine only; both have the same files",
                ));
            }
            (None, None) => {}
        }
    }
    faults
}

fn compare(sqlite: &Source, postgres: &Source) -> Vec<Fault> {
    let (ours, theirs) = (tables(&sqlite.text), tables(&postgres.text));
    let mut faults = Vec::new();
    let mut differ = |source: &Source, line: usize, why: String| faults.push(Fault::new("migration-parity", source, line, why));
    for table in &theirs {
        if !ours.iter().any(|it| it.name == table.name) {
            differ(postgres, table.line, format!("table `{}` is not in the SQLite migration", table.name));
        }
    }
    for table in &ours {
        let Some(other) = theirs.iter().find(|it| it.name == table.name) else {
            differ(sqlite, table.line, format!("table `{}` is not in the PostgreSQL migration", table.name));
            continue;
        };
        let names = |table: &Table| table.columns.iter().map(|it| it.name.clone()).collect::<Vec<_>>().join(", ");
        if names(table) != names(other) {
            let why = format!(
                "`{}` has other columns, or in another order: SQLite ({}), PostgreSQL ({})",
                table.name,
                names(table),
                names(other)
            );
            differ(sqlite, table.line, why);
            continue;
        }
        for (a, b) in table.columns.iter().zip(&other.columns) {
            if a.required != b.required || !fits(&a.kind, &b.kind) {
                let why =
                    format!("`{}.{}` is {} {} for SQLite and {} {} for PostgreSQL", table.name, a.name, a.kind, null(a), b.kind, null(b));
                differ(sqlite, table.line, why);
            }
        }
    }
    faults.extend(ours.iter().filter(|it| !belongs(it)).map(|table| {
        let why = format!("table `{}` has no organisation_id: no row is shared by two organisations, and it is the shard key", table.name);
        Fault::new("organisation", sqlite, table.line, why)
    }));
    faults
}

fn belongs(table: &Table) -> bool {
    // A column goes to a table that was looked at where it was made.
    table.name.starts_with(ALTER)
        || table.columns.iter().any(|it| it.name == "organisation_id")
        || WITHOUT.iter().any(|(name, _)| *name == table.name)
}

fn null(column: &Column) -> &'static str {
    if column.required { "NOT NULL" } else { "NULL" }
}

/// The types that mean the same on both engines.
fn fits(sqlite: &str, postgres: &str) -> bool {
    match sqlite {
        "BLOB" => matches!(postgres, "UUID" | "BYTEA"),
        "INTEGER" => matches!(postgres, "BIGINT" | "BOOLEAN"),
        "REAL" => postgres == "DOUBLE",
        "TEXT" => matches!(postgres, "TEXT" | "JSONB"),
        _ => false,
    }
}

/// Every CREATE TABLE, and the columns that an ALTER TABLE adds to a table of its own.
fn tables(sql: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut line = 1;
    for statement in without_comments(sql).split_inclusive(';') {
        let blank = statement.len() - statement.trim_start().len();
        let start = line + statement[..blank].matches('\n').count();
        line += statement.matches('\n').count();
        let words: Vec<&str> = statement.split(|it: char| it.is_whitespace() || it == '(').filter(|it| !it.is_empty()).collect();
        match words.as_slice() {
            ["CREATE", "TABLE", "IF", "NOT", "EXISTS", name, ..] | ["CREATE", "TABLE", name, ..] => {
                let body = statement.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).map_or("", |(body, _)| body);
                tables.push(Table {
                    name: (*name).to_owned(),
                    line: start,
                    columns: parts(body).iter().filter_map(|it| column(it)).collect(),
                });
            }
            ["ALTER", "TABLE", name, "ADD", rest @ ..] => {
                let rest = rest.strip_prefix(&["COLUMN"]).unwrap_or(rest).join(" ");
                let columns: Vec<Column> = column(rest.trim_end_matches(';')).into_iter().collect();
                let added = columns.first().map_or_else(|| rest.clone(), |column: &Column| column.name.clone());
                tables.push(Table { name: format!("{ALTER}{name} {added}"), line: start, columns });
            }
            _ => {}
        }
    }
    tables
}

fn column(definition: &str) -> Option<Column> {
    let words: Vec<&str> = definition.split_whitespace().collect();
    let [name, kind, ..] = words.as_slice() else { return None };
    if matches!(*name, "PRIMARY" | "UNIQUE" | "FOREIGN" | "CHECK" | "CONSTRAINT") {
        return None;
    }
    let required = definition.contains("NOT NULL") || definition.contains("PRIMARY KEY");
    Some(Column { name: (*name).to_owned(), kind: (*kind).trim_end_matches(',').to_owned(), required })
}

/// The parts between commas that are not inside parentheses.
fn parts(body: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, character) in body.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&body[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&body[from..]);
    parts
}

fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split_once("--").map_or(line, |(code, _)| code)).fold(String::new(), |text, line| text + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(sqlite: &str, postgres: &str) -> Vec<String> {
        let sources = [Source::new(&format!("{SQLITE}1.sql"), sqlite), Source::new(&format!("{POSTGRES}1.sql"), postgres)];
        check(&sources).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_same_tables_on_both_engines_are_right() {
        let sqlite = "-- why; not\nCREATE TABLE a (\n organisation_id BLOB NOT NULL,\n at INTEGER NOT NULL,\n open INTEGER, PRIMARY KEY (organisation_id, at)\n) STRICT;";
        let postgres =
            "CREATE TABLE a (organisation_id UUID NOT NULL, at BIGINT NOT NULL, open BOOLEAN, PRIMARY KEY (organisation_id, at));";
        assert_eq!(faults(sqlite, postgres), [""; 0]);
    }

    #[test]
    fn every_difference_is_listed() {
        let sqlite = "CREATE TABLE a (organisation_id BLOB, x TEXT);\nCREATE TABLE b (organisation_id BLOB, y TEXT);\nCREATE TABLE c (organisation_id BLOB);";
        let postgres = "CREATE TABLE a (x TEXT, organisation_id UUID);\nCREATE TABLE b (organisation_id UUID, y BIGINT NOT NULL);\nCREATE TABLE d (organisation_id UUID);";
        let found = faults(sqlite, postgres);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found.iter().any(|it| it.starts_with("server/store/migrations/sqlite/1.sql:3:") && it.contains("`c`")));
    }

    #[test]
    fn a_table_without_an_organisation_needs_a_reason() {
        assert!(faults("CREATE TABLE a (x TEXT);", "CREATE TABLE a (x TEXT);")[0].contains("organisation_id"));
        assert!(faults("CREATE TABLE meta (x TEXT);", "CREATE TABLE meta (x TEXT);").is_empty());
    }

    #[test]
    fn a_column_that_is_added_is_the_same_on_both_engines() {
        let sqlite = "ALTER TABLE a ADD COLUMN n INTEGER NOT NULL DEFAULT 0;";
        assert_eq!(faults(sqlite, "ALTER TABLE a ADD COLUMN n BIGINT NOT NULL DEFAULT 0;"), [""; 0]);
        assert_eq!(faults(sqlite, "ALTER TABLE a ADD COLUMN n TEXT NOT NULL DEFAULT '';").len(), 1);
        assert_eq!(faults(sqlite, "ALTER TABLE a ADD COLUMN m BIGINT NOT NULL DEFAULT 0;").len(), 2);
    }

    #[test]
    fn a_migration_for_one_engine_is_a_fault() {
        assert_eq!(check(&[Source::new(&format!("{SQLITE}2.sql"), "")]).len(), 1);
    }
}
