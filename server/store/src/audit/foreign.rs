//! What stands between a statement and its row and is not ours: a trigger, a rule, a policy, or a view in the place of a table.
//! Such a thing writes, hides or shows something else than what was said, and reading back would seal that.

use sqlx::QueryBuilder;

use super::tables;
use crate::{Error, Result, db::Tx};

/// One line for each.
pub(crate) async fn foreign(tx: &mut Tx) -> Result<Vec<String>> {
    let found: Vec<(String,)> = match tx {
        Tx::Sqlite(tx) => {
            let mut query = QueryBuilder::new(
                "SELECT type || ' ' || name || CASE type WHEN 'trigger' THEN ' on ' || tbl_name ELSE '' END
                 FROM sqlite_schema WHERE type = 'trigger' OR (type = 'view' AND name IN (",
            );
            names(&mut query);
            query.push(")) ORDER BY 1");
            query.build_query_as().fetch_all(&mut **tx).await?
        }
        Tx::Postgres(tx) => {
            let mut query = QueryBuilder::new(
                "SELECT 'trigger ' || t.tgname || ' on ' || c.relname FROM pg_trigger t
                 JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE NOT t.tgisinternal AND n.nspname = current_schema()
                 UNION ALL
                 SELECT 'rule ' || rulename || ' on ' || tablename FROM pg_rules WHERE schemaname = current_schema()
                 UNION ALL
                 SELECT 'policy ' || policyname || ' on ' || tablename FROM pg_policies WHERE schemaname = current_schema()
                 UNION ALL
                 SELECT 'view ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = current_schema() AND c.relkind IN ('v', 'm', 'f') AND c.relname IN (",
            );
            names(&mut query);
            query.push(") ORDER BY 1");
            query.build_query_as().fetch_all(&mut **tx).await?
        }
    };
    Ok(found.into_iter().map(|(what,)| what).collect())
}

fn names<DB: sqlx::Database>(query: &mut QueryBuilder<DB>)
where
    &'static str: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
{
    let mut list = query.separated(", ");
    for table in tables::ALL {
        list.push_bind(table.name);
    }
}

/// Nothing is sealed while one is there. It must be there while a row is written to change it, so asking after the writes and
/// before the commit is early enough.
///
/// # Errors
/// [`Error::Internal`]; which it is goes to the log.
pub(super) async fn refuse(tx: &mut Tx) -> Result<()> {
    let foreign = foreign(tx).await?;
    if foreign.is_empty() {
        return Ok(());
    }
    tracing::error!(?foreign, "not written: these are not Maatstaf's and could change what is stored; take them out of the database");
    Err(Error::Internal)
}
