//! What stands between a statement and its row and is not ours: a trigger, a rule, a policy, a function in a constraint, or a view
//! in the place of a table.
//! Such a thing writes, hides or shows something else than what was said, and reading back would seal that.

use sqlx::QueryBuilder;

use super::tables;
use crate::{Error, Result, db::Tx};

/// The tables that are ours and not sealed.
const OTHERS: [&str; 13] =
    ["audit", "chain_head", "ledger", "rating", "note", "mark", "draft", "draft_step", "session", "presence", "pack", "attempt", "meta"];

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
            // Of the tables that our statements reach, wherever the search path leads.
            let mut query = QueryBuilder::new(
                "WITH ours AS (SELECT c.oid, c.relname, c.relkind, c.relrowsecurity FROM pg_class c WHERE pg_table_is_visible(c.oid) AND c.relname IN (",
            );
            names(&mut query);
            query.push(
                ")),
                 calls AS (
                     SELECT 'constraint ' || o.conname AS what, o.conrelid AS of, 'pg_constraint'::regclass::oid AS class, o.oid FROM pg_constraint o
                     UNION ALL SELECT 'default', a.adrelid, 'pg_attrdef'::regclass::oid, a.oid FROM pg_attrdef a
                     UNION ALL SELECT 'index', i.indrelid, 'pg_class'::regclass::oid, i.indexrelid FROM pg_index i
                 )
                 SELECT 'trigger ' || t.tgname || ' on ' || o.relname FROM ours o JOIN pg_trigger t ON t.tgrelid = o.oid WHERE NOT t.tgisinternal
                 UNION ALL
                 SELECT 'rule ' || r.rulename || ' on ' || o.relname FROM ours o JOIN pg_rewrite r ON r.ev_class = o.oid WHERE o.relkind IN ('r', 'p')
                 UNION ALL
                 SELECT 'policy on ' || o.relname FROM ours o WHERE o.relrowsecurity
                 UNION ALL
                 SELECT 'view ' || o.relname FROM ours o WHERE o.relkind NOT IN ('r', 'p')
                 UNION ALL
                 SELECT 'child ' || h.inhrelid::regclass || ' of ' || o.relname FROM ours o JOIN pg_inherits h ON h.inhparent = o.oid
                 UNION ALL
                 SELECT DISTINCT c.what || ' with function ' || p.proname || ' on ' || o.relname
                 FROM ours o JOIN calls c ON c.of = o.oid
                 JOIN pg_depend d ON d.classid = c.class AND d.objid = c.oid AND d.refclassid = 'pg_proc'::regclass
                 JOIN pg_proc p ON p.oid = d.refobjid
                 ORDER BY 1",
            );
            let (connection, limit) = tx.ready().await?;
            let asked = tokio::time::timeout(limit, query.build_query_as().fetch_all(connection)).await;
            tx.judge(asked)?
        }
    };
    Ok(found.into_iter().map(|(what,)| what).collect())
}

fn names<DB: sqlx::Database>(query: &mut QueryBuilder<DB>)
where
    &'static str: for<'q> sqlx::Encode<'q, DB> + sqlx::Type<DB>,
{
    let mut list = query.separated(", ");
    for name in tables::ALL.iter().map(|table| table.name).chain(OTHERS) {
        list.push_bind(name);
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
