//! Before the tables of a database with something in it change, a backup of it is made: the version before cannot read it any more.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use super::{OpenError, from_sqlx, migrations};
use crate::{
    backup,
    db::{Db, Lane},
};

/// A backup, and the step that it was made before.
pub(super) struct Kept {
    file: PathBuf,
    step: i64,
}

/// Makes it when a step is about to be done. Without one a file is not touched; of a server of databases it is said how.
pub(super) async fn keep(db: &Db, url: &str, aside: &Path) -> Result<Option<Kept>, OpenError> {
    let Some(step) = next_step(db).await.map_err(|error| from_sqlx(error, "the database"))? else { return Ok(None) };
    match db {
        Db::Sqlite { file, writer, .. } => {
            let to = free(|again| with(file.path(), &format!(".before-{step:04}{again}.db")));
            let made = async {
                let mut source = writer.acquire().await?;
                backup::copy_file(&mut source, &to).await
            };
            made.await.map_err(|error| OpenError::NoBackup(error.to_string()))?;
            only_ours(&to).map_err(|error| OpenError::NoBackup(error.to_string()))?;
            Ok(Some(Kept { file: to, step }))
        }
        Db::Postgres(_) => {
            let name = url.split('?').next().and_then(|url| url.rsplit('/').next()).unwrap_or("maatstaf");
            let to = free(|again| aside.join(format!("{name}.before-{step:04}{again}.dump")));
            let made = match fs::create_dir_all(aside) {
                Ok(()) => backup::dump(url, &to).await.map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            match made.and_then(|()| only_ours(&to).map_err(|error| error.to_string())) {
                Ok(()) => Ok(Some(Kept { file: to, step })),
                Err(why) => {
                    tracing::warn!(%why, "no backup was made before the tables were brought up to date; install pg_dump, and make one with maatstaf backup before the next version");
                    Ok(None)
                }
            }
        }
    }
}

/// A start that fails at its first step, again and again, would fill the disk with copies of what has not changed.
pub(super) async fn forget_unneeded(db: &Db, kept: Option<Kept>) {
    let Some(Kept { file, step }) = kept else { return };
    if matches!(next_step(db).await, Ok(Some(next)) if next == step)
        && let Err(error) = fs::remove_file(&file)
    {
        tracing::warn!(%error, file = %file.display(), "a backup that nobody needs stays");
    }
}

/// The first step that is to be done of a database with an organisation in it.
async fn next_step(db: &Db) -> sqlx::Result<Option<i64>> {
    let mut tx = db.begin(Lane::Forms).await?;
    let ours = match db {
        Db::Sqlite { .. } => "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('organisation', '_sqlx_migrations')",
        Db::Postgres(_) => {
            "SELECT COUNT(*) FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_name IN ('organisation', '_sqlx_migrations')"
        }
    };
    if one!(&mut tx, (i64,), ours).0 < 2 || one!(&mut tx, (i64,), "SELECT COUNT(*) FROM organisation").0 == 0 {
        return Ok(None);
    }
    let known = migrations::sqlite();
    let done: HashSet<i64> = all!(&mut tx, (i64,), "SELECT version FROM _sqlx_migrations").into_iter().map(|(step,)| step).collect();
    tx.end().await?;
    Ok(known.iter().map(|step| step.version).find(|step| !done.contains(step)))
}

/// The first name that nothing has.
fn free(name: impl Fn(&str) -> PathBuf) -> PathBuf {
    let again = (2..).map(|number| name(&format!("-{number}")));
    std::iter::once(name("")).chain(again).find(|file| !file.exists()).unwrap_or_else(|| name(""))
}

fn with(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn only_ours(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    fs::File::open(file)?.sync_all()
}
