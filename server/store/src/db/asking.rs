//! Questions that need not wait for each other. A page asks them together: in a far database each trip costs its whole distance.
//!
//! A function that reads takes a [`Source`], and works on a transaction, where it waits for each answer, as well as among others
//! in [`Asking::together`]. There a future goes on until all of it waits; then what was asked goes to PostgreSQL as one text, and to
//! SQLite, which is never far, one by one. What such a text holds is ours alone: [`Value`] has no words that somebody typed.

use std::{
    future::poll_fn,
    sync::{Mutex, MutexGuard, PoisonError},
    task::Poll,
};

use sqlx::{AssertSqlSafe, Database, Encode, FromRow, Type, postgres::PgRow, query::Query, sqlite::SqliteRow};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Tx, hex_list, without_arrays};
use crate::{Error, Result, facts, vacancies};

/// A row that either engine gives.
pub(crate) trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin> Row for R {}

/// What stands in a question for `$1` and so on.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Id(Option<Uuid>),
    /// For `= ANY($1)`.
    Ids(Vec<Uuid>),
    Number(i64),
    Truth(bool),
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Id(Some(id))
    }
}

impl From<Option<Uuid>> for Value {
    fn from(id: Option<Uuid>) -> Self {
        Self::Id(id)
    }
}

impl From<&[Uuid]> for Value {
    fn from(ids: &[Uuid]) -> Self {
        Self::Ids(ids.to_vec())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl Value {
    fn written(&self) -> String {
        match self {
            Self::Id(Some(id)) => format!("'{id}'::uuid"),
            Self::Id(None) => "NULL::uuid".to_owned(),
            Self::Ids(ids) => format!("'{{{}}}'::uuid[]", ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",")),
            Self::Number(number) => format!("'{number}'::bigint"),
            Self::Truth(truth) => truth.to_string(),
        }
    }
}

/// What PostgreSQL would think about for longer than it takes to answer: every connection knows it by its name, whatever
/// transaction it is asked in.
pub(super) const PREPARED: &[(&str, &str)] = &[
    ("of_vacancy", facts::OF_VACANCY),
    ("of_interview", facts::OF_INTERVIEW),
    ("of_application", facts::OF_APPLICATION),
    ("visible_vacancies", vacancies::VISIBLE),
    ("own_interviews", vacancies::OWN_INTERVIEWS),
];

/// A text of ours, `$1` and so on in it.
type Asked = (&'static str, Vec<Value>);

/// Where rows come from.
pub(crate) enum Source<'a> {
    Alone(&'a mut Tx),
    Together(&'a Asking),
}

impl<'a> From<&'a mut Tx> for Source<'a> {
    fn from(tx: &'a mut Tx) -> Self {
        Self::Alone(tx)
    }
}

impl<'a> From<&'a Asking> for Source<'a> {
    fn from(asking: &'a Asking) -> Self {
        Self::Together(asking)
    }
}

impl Source<'_> {
    /// For a question before the last.
    pub(crate) fn again(&mut self) -> Source<'_> {
        match self {
            Self::Alone(tx) => Source::Alone(tx),
            Self::Together(asking) => Source::Together(asking),
        }
    }

    pub(crate) async fn rows<R: Row>(self, asked: Asked) -> Result<Vec<R>> {
        if asks_of_none(&asked) {
            return Ok(Vec::new());
        }
        match self {
            // So that among others each takes a word, and not what a driver needs.
            Self::Alone(tx) => Box::pin(answer(tx, asked)).await?.read(),
            Self::Together(asking) => {
                let (answer, answered) = oneshot::channel();
                asking.waiting().push(Question { asked, answer });
                answered.await.map_err(|_| Error::Internal)?.read()
            }
        }
    }
}

/// There is nothing to look for.
fn asks_of_none((_, values): &Asked) -> bool {
    values.iter().any(|value| matches!(value, Value::Ids(ids) if ids.is_empty()))
}

enum Rows {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Rows {
    fn read<R: Row>(&self) -> Result<Vec<R>> {
        let read = match self {
            Self::Sqlite(rows) => rows.iter().map(R::from_row).collect::<sqlx::Result<_>>(),
            Self::Postgres(rows) => rows.iter().map(R::from_row).collect(),
        };
        Ok(read?)
    }
}

struct Question {
    asked: Asked,
    answer: oneshot::Sender<Rows>,
}

/// What was asked and is not answered yet.
#[derive(Default)]
pub(crate) struct Asking(Mutex<Vec<Question>>);

impl Asking {
    fn waiting(&self) -> MutexGuard<'_, Vec<Question>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers what `reading` asks here, until it has all it needs: in one trip what it asks before it waits for any of it.
    pub(crate) async fn together<T>(&self, tx: &mut Tx, reading: impl Future<Output = Result<T>>) -> Result<T> {
        let mut reading = Box::pin(reading);
        loop {
            let done = poll_fn(|context| match reading.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Some(done)),
                Poll::Pending if self.waiting().is_empty() => Poll::Pending,
                Poll::Pending => Poll::Ready(None),
            });
            if let Some(done) = done.await {
                return done;
            }
            let questions = std::mem::take(&mut *self.waiting());
            Box::pin(self.answer(tx, questions)).await?;
        }
    }

    async fn answer(&self, tx: &mut Tx, questions: Vec<Question>) -> Result<()> {
        let (asked, answers): (Vec<Asked>, Vec<_>) = questions.into_iter().map(|it| (it.asked, it.answer)).unzip();
        let rows = match tx {
            Tx::Postgres(tx) => {
                let texts: Vec<String> = asked.iter().map(written).collect();
                tx.ask(&texts.join(";\n")).await?.into_iter().map(Rows::Postgres).collect()
            }
            tx @ Tx::Sqlite(_) => {
                let mut rows = Vec::new();
                for asked in asked {
                    rows.push(answer(tx, asked).await?);
                }
                rows
            }
        };
        for (answer, rows) in answers.into_iter().zip(rows) {
            // Who asked may not want to know any more.
            let _ = answer.send(rows);
        }
        Ok(())
    }
}

async fn answer(tx: &mut Tx, (sql, values): Asked) -> Result<Rows> {
    match tx {
        // The first one begins the transaction.
        Tx::Postgres(tx) if tx.waits() => {
            let mut answers = tx.ask(&written(&(sql, values))).await?;
            Ok(Rows::Postgres(answers.pop().unwrap_or_default()))
        }
        Tx::Sqlite(tx) => {
            let of_many = values.iter().any(|value| matches!(value, Value::Ids(_)));
            let sql = if of_many { without_arrays(sql) } else { sql.to_owned() };
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for value in values {
                query = match value {
                    Value::Ids(ids) => query.bind(hex_list(&ids)),
                    value => bound(query, value),
                };
            }
            Ok(Rows::Sqlite(query.fetch_all(&mut **tx).await?))
        }
        Tx::Postgres(tx) => {
            let mut query = sqlx::query(sql);
            for value in values {
                query = match value {
                    Value::Ids(ids) => query.bind(ids),
                    value => bound(query, value),
                };
            }
            let (connection, limit) = tx.ready().await?;
            let asked = tokio::time::timeout(limit, query.fetch_all(connection)).await;
            Ok(Rows::Postgres(tx.judge(asked)?))
        }
    }
}

fn bound<'q, Db: Database>(query: Query<'q, Db, Db::Arguments>, value: Value) -> Query<'q, Db, Db::Arguments>
where
    Option<Uuid>: Encode<'q, Db> + Type<Db>,
    i64: Encode<'q, Db> + Type<Db>,
    bool: Encode<'q, Db> + Type<Db>,
{
    match value {
        Value::Id(id) => query.bind(id),
        Value::Ids(_) => query,
        Value::Number(number) => query.bind(number),
        Value::Truth(truth) => query.bind(truth),
    }
}

/// The question with its values in it.
fn written(asked: &Asked) -> String {
    let (sql, values) = asked;
    if let Some((name, _)) = PREPARED.iter().find(|(_, prepared)| prepared == sql) {
        let values: Vec<String> = values.iter().map(Value::written).collect();
        return format!("EXECUTE {name}({})", values.join(", "));
    }
    let mut parts = sql.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let number = part[..end].parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match number.and_then(|number| values.get(number)) {
            Some(value) => text.push_str(&value.written()),
            // PostgreSQL says that there is no such value.
            None => text.extend(["$", &part[..end]]),
        }
        text.push_str(&part[end..]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_place_of_their_numbers() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut values: Vec<Value> = vec![one.into(), None.into(), (-3).into(), true.into(), [one, two].as_slice().into()];
        assert_eq!(
            written(&("a = $1 AND b = $2 AND c > $3 AND $4 AND d = ANY($5) AND e = $1", values.clone())),
            "a = '00000000-0000-0000-0000-000000000001'::uuid AND b = NULL::uuid AND c > '-3'::bigint AND true AND \
             d = ANY('{00000000-0000-0000-0000-000000000001,00000000-0000-0000-0000-000000000002}'::uuid[]) AND \
             e = '00000000-0000-0000-0000-000000000001'::uuid"
        );
        values.extend((6..=10).map(Value::Number));
        assert_eq!(written(&("$10 $1a", values)), "'10'::bigint '00000000-0000-0000-0000-000000000001'::uuida");
        assert_eq!(written(&("$9", Vec::new())), "$9");
    }
}
