//! Backups, putting them back, and copies to look at.

/// A database that had to be copied to be looked at.
pub fn no_copy(file: &str, why: &str) -> String {
    format!("{file} could not be copied to be looked at: {why}")
}

/// It changed while it was being copied.
pub fn in_use(file: &str) -> String {
    format!(
        "{file} changes while it is looked at: a Maatstaf serves it. Look again as the account that it runs as, or when it has stopped."
    )
}

/// Nothing is written over.
pub fn backup_there(file: &str) -> String {
    format!("{file} is there already, and a backup never goes over a file. Name another one.")
}

/// The place of a backup or of the database.
pub fn cannot_write(file: &str, why: &str) -> String {
    format!("{file} cannot be written: {why}")
}

pub fn no_backup(why: &str) -> String {
    format!("No backup was made: {why}")
}

/// How large it is and what is in it: organisations, interviews, entries.
pub fn backup_made(file: &str, bytes: u64, [organisations, interviews, entries]: [i64; 3]) -> String {
    let size = bytes.div_ceil(1024);
    format!("{file} ({size} kB): organisations {organisations}, interviews {interviews}, entries {entries}.")
}

/// Where this account may make no database to try it in.
pub const BACKUP_ONLY_READ: &str = "It was read to its end, and not tried: this account may not create a database to put it in.";

/// `place`: a file, or the name of a setting. Never what it holds.
pub fn secret_apart(place: &str) -> String {
    format!("The secret is not in it: keep {place} as well, in another place. Without it the backup cannot be opened.")
}

pub fn no_backup_there(file: &str) -> String {
    format!("There is no backup {file}.")
}

/// What stood in the place of the database.
pub fn kept_aside(file: &str) -> String {
    format!("What was there is kept as {file}.")
}

pub const RESTORED: &str = "The backup is back, and every chain in it is whole.";

pub const NOT_WHOLE: &str = "These rows of the backup are not what they were. It was not put back; use an earlier one.";

pub const SERVED: &str = "A Maatstaf has this database open. Stop it first.";

pub const EMPTY_NEEDED: &str =
    "There is something in this database. Create an empty one (createdb), and pass its address with --database. What is here stays.";
