//! What SQLite is told about how full its tables are: those of an organisation that has worked with this for years, always.
//!
//! Its planner reads a table by an index or from end to end depending on these. What it would count by itself, in a database that is
//! new, says that everything is small, and a connection never hears that this changed: pages of a large organisation then took
//! seconds. A small database loses nothing by being read as if it were large. PostgreSQL counts by itself, all the time.

use sqlx::{Connection, SqliteConnection, SqlitePool};

/// Table, index, and how many rows there are: in all, then for one value of the first column, of the first two, and so on.
type Statistic = (&'static str, &'static str, &'static str);

/// A hundred vacancies of a hundred candidates, three raters, eight items. Every index is here; a test holds it.
const STATISTICS: [Statistic; 68] = [
    ("_sqlx_migrations", "sqlite_autoindex__sqlx_migrations_1", "10 1"),
    ("application", "application_by", "10000 10000 1"),
    ("application", "application_of", "10000 10000 100"),
    ("application", "sqlite_autoindex_application_1", "10000 1"),
    ("application", "sqlite_autoindex_application_2", "10000 10000 1"),
    ("attempt", "sqlite_autoindex_attempt_1", "100 1"),
    ("audit", "audit_by_subject", "50000 50000 3"),
    ("audit", "sqlite_autoindex_audit_1", "50000 50000 1"),
    ("candidate", "candidate_folded", "10000 10000 1"),
    ("candidate", "candidate_mailbox", "10000 10000 2"),
    ("candidate", "sqlite_autoindex_candidate_1", "10000 1"),
    ("candidate", "sqlite_autoindex_candidate_2", "10000 10000 1"),
    ("chain_head", "chain_head_of", "10000 10000 1"),
    ("chain_head", "sqlite_autoindex_chain_head_1", "10000 1"),
    ("decision", "sqlite_autoindex_decision_1", "10000 10000 100 1 1"),
    ("draft", "draft_of", "1000 1000 10 4"),
    ("draft", "sqlite_autoindex_draft_1", "1000 1"),
    ("draft_step", "sqlite_autoindex_draft_step_1", "1000 1000 20 1"),
    ("interview", "interview_of", "10000 10000 100"),
    ("interview", "interview_open", "10000 10000 100 10"),
    ("interview", "sqlite_autoindex_interview_1", "10000 1"),
    ("interview", "sqlite_autoindex_interview_2", "10000 10000 1 1"),
    ("interview", "sqlite_autoindex_interview_3", "10000 10000 1"),
    ("interview_rater", "interview_rater_of", "30000 30000 1000"),
    ("interview_rater", "sqlite_autoindex_interview_rater_1", "30000 30000 3 1"),
    ("invitation", "invitation_of", "100 100 2"),
    ("invitation", "sqlite_autoindex_invitation_1", "100 1"),
    ("invitation", "sqlite_autoindex_invitation_2", "100 1"),
    ("ledger", "sqlite_autoindex_ledger_1", "500000 1"),
    ("ledger", "sqlite_autoindex_ledger_2", "500000 500000 50 1"),
    ("library_competency", "sqlite_autoindex_library_competency_1", "50 1"),
    ("library_competency", "sqlite_autoindex_library_competency_2", "50 50 1"),
    ("mark", "sqlite_autoindex_mark_1", "250000 250000 25 9 1 1"),
    ("meta", "sqlite_autoindex_meta_1", "10 1"),
    ("note", "note_by_entry", "240000 1"),
    ("note", "note_of", "240000 240000 24 8 1"),
    ("note", "sqlite_autoindex_note_1", "240000 1"),
    ("organisation", "sqlite_autoindex_organisation_1", "10 1"),
    ("pack", "sqlite_autoindex_pack_1", "100 1"),
    ("pack", "sqlite_autoindex_pack_2", "100 100 2 1"),
    ("person", "sqlite_autoindex_person_1", "100 1"),
    ("person", "sqlite_autoindex_person_2", "100 1"),
    ("person", "sqlite_autoindex_person_3", "100 100 1"),
    ("presence", "sqlite_autoindex_presence_1", "100 100 3 1"),
    ("public_link", "public_link_of", "100 100 2 1"),
    ("public_link", "sqlite_autoindex_public_link_1", "100 1"),
    ("public_link", "sqlite_autoindex_public_link_2", "100 1"),
    ("public_link", "sqlite_autoindex_public_link_3", "100 100 1"),
    ("rating", "sqlite_autoindex_rating_1", "240000 240000 24 8 1"),
    ("reset_link", "sqlite_autoindex_reset_link_1", "10 1"),
    ("reset_link", "sqlite_autoindex_reset_link_2", "10 10 1"),
    ("round", "sqlite_autoindex_round_1", "100 1"),
    ("round", "sqlite_autoindex_round_2", "100 100 1 1"),
    ("round", "sqlite_autoindex_round_3", "100 100 1"),
    ("scorecard", "sqlite_autoindex_scorecard_1", "50 1"),
    ("scorecard", "sqlite_autoindex_scorecard_2", "50 50 1"),
    ("scorecard_version", "sqlite_autoindex_scorecard_version_1", "100 1"),
    ("scorecard_version", "sqlite_autoindex_scorecard_version_2", "100 100 2 1"),
    ("scorecard_version", "sqlite_autoindex_scorecard_version_3", "100 100 1"),
    ("seen", "sqlite_autoindex_seen_1", "20000 20000 2 2 1"),
    ("session", "session_ends", "500 2"),
    ("session", "session_of", "500 5"),
    ("session", "sqlite_autoindex_session_1", "500 1"),
    ("sorting", "sorting_of", "500 500 10"),
    ("sorting", "sqlite_autoindex_sorting_1", "500 1"),
    ("vacancy", "sqlite_autoindex_vacancy_1", "100 1"),
    ("vacancy", "sqlite_autoindex_vacancy_2", "100 100 1"),
    ("voiding", "sqlite_autoindex_voiding_1", "100 100 2 1"),
];

/// Tells it, unless it knows. Connections that are opened from then on go by it.
pub(super) async fn tell(writer: &SqlitePool) -> sqlx::Result<()> {
    let mut connection = writer.acquire().await?;
    if known(&mut connection).await? {
        return Ok(());
    }
    // Makes the table for it, which nothing else can make.
    sqlx::raw_sql("ANALYZE organisation").execute(&mut *connection).await?;
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("DELETE FROM sqlite_stat1").execute(&mut *tx).await?;
    for (table, index, statistic) in STATISTICS {
        let row = sqlx::query("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)");
        row.bind(table).bind(index).bind(statistic).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    // So that this connection goes by it too.
    sqlx::raw_sql("ANALYZE sqlite_schema").execute(&mut *connection).await?;
    Ok(())
}

async fn known(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    let there = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'";
    if sqlx::query_scalar::<_, i64>(there).fetch_one(&mut *connection).await? == 0 {
        return Ok(false);
    }
    let all = "SELECT tbl, COALESCE(idx, ''), stat FROM sqlite_stat1 ORDER BY tbl, idx";
    let all: Vec<(String, String, String)> = sqlx::query_as(all).fetch_all(connection).await?;
    Ok(all.iter().map(|(table, index, statistic)| (table.as_str(), index.as_str(), statistic.as_str())).eq(STATISTICS))
}
