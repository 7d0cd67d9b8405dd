//! The steps that bring tables up to date. A step that was released is never edited: add one.

use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

macro_rules! steps {
    ($($number:literal $name:literal),* $(,)?) => {
        pub(super) fn sqlite() -> Migrator {
            Migrator::with_migrations(vec![$(step($number, $name, include_str!(concat!("../../migrations/sqlite/", $name, ".sql")))),*])
        }

        pub(super) fn postgres() -> Migrator {
            Migrator::with_migrations(vec![$(step($number, $name, include_str!(concat!("../../migrations/postgres/", $name, ".sql")))),*])
        }
    };
}

// One list, so both engines have the same steps; a test holds it against the folders.
steps! {
    1 "0001_start", 2 "0002_seen", 3 "0003_sessions", 4 "0004_seal", 5 "0005_limits", 6 "0006_ledger", 7 "0007_held", 8 "0008_order",
    9 "0009_sheets",
}

fn step(number: i64, name: &'static str, sql: &'static str) -> Migration {
    Migration::new(number, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn every_file_in_both_folders_is_a_step() {
        for (engine, migrator) in [("sqlite", sqlite()), ("postgres", postgres())] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
            let mut files: Vec<String> = fs::read_dir(folder)
                .expect("a folder")
                .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
                .collect();
            files.sort();
            let steps: Vec<String> = migrator.iter().map(|step| format!("{}.sql", step.description)).collect();
            assert_eq!(files, steps, "{engine}");
            let numbers: Vec<i64> = migrator.iter().map(|step| step.version).collect();
            assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
            for step in migrator.iter() {
                assert!(step.description.starts_with(&format!("{:04}_", step.version)), "{}", step.description);
            }
        }
    }
}
